package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.push;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Message;
import dev.mortise.api.Server;
import dev.mortise.api.Session;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a module of messages needs: answers that are messages, channels that are no keys, parameters and figures. */
class MessagesTest {

    private final List<String> parameter = new ArrayList<>();
    private long figure;

    private final CommandModule module = new CommandModule() {
        @Override
        public void configure(Setup setup) {
            setup.command(
                    CommandSpec.named("M.ANSWER").args(1).build(),
                    (request, reply) -> reply.answer(
                            message(request.server(), request.arg(0).utf8())));
            setup.command(CommandSpec.named("M.SEVERAL").args(0).build(), (request, reply) -> {
                request.session().push(message(request.server(), "first"));
                reply.answer(message(request.server(), "last"));
            });
            setup.command(CommandSpec.named("M.TWICE").args(0).build(), (request, reply) -> {
                reply.answer(message(request.server(), "one"));
                reply.answer(message(request.server(), "too many"));
            });
            CommandRef answer = setup.ref("M.ANSWER");
            setup.command(CommandSpec.named("M.WITHIN").args(0).build(), (request, reply) -> {
                reply.array(2);
                request.call(answer, reply, Slice.of("element"));
                reply.integer(2);
            });
            setup.command(CommandSpec.named("M.OTHERS").args(1).build(), (request, reply) -> {
                for (Session session : request.server().sessions()) {
                    if (session.id() != request.session().id()) {
                        session.push(message(request.server(), request.arg(0).utf8()));
                    }
                }
                reply.ok();
            });
            setup.command(CommandSpec.named("M.SILENCE").args(1).build(), (request, reply) -> {
                request.session().omitReplies((int) request.arg(0).asLong());
                reply.ok();
            });
            setup.command(
                    CommandSpec.named("M.CHANNEL")
                            .args(1)
                            .keys(KeySpec.at(0, KeyFlag.NOT_KEY))
                            .build(),
                    (request, reply) -> reply.integer(request.keys()));
            setup.onParameter("proto-max-bulk-len", parameter::add);
            setup.infoField("pubsub_patterns", () -> figure);
        }
    };

    private final TestServer server = TestServer.with(module);
    private final TestClient client = server.newClient().protocol(3);

    private static Message message(Server server, String text) {
        return server.message(reply -> {
            reply.push(1);
            reply.bulk(text);
        });
    }

    private List<ReplyValue> all(String line) {
        client.begin(line);
        return client.received();
    }

    @Test
    void aMessageMayBeTheAnswer() {
        assertEquals(push(bulk("hello")), client.send("M.ANSWER hello"));
        assertEquals(ReplyValue.array(bulk("hello")), server.send("M.ANSWER hello"));
    }

    @Test
    void othersMayComeBeforeIt() {
        assertEquals(List.of(push(bulk("first")), push(bulk("last"))), all("M.SEVERAL"));
    }

    @Test
    void thereIsOneAnswerOnly() {
        assertTrue(client.send("M.TWICE") instanceof ReplyValue.SimpleError);
    }

    @Test
    void withinAnotherAnswerItIsAnElement() {
        assertEquals(List.of(ReplyValue.array(push(bulk("element")), integer(2))), all("M.WITHIN"));
    }

    @Test
    void itIsSentToAClientThatWantsNoReplies() {
        assertEquals(List.of(), all("M.SILENCE 2"));
        assertEquals(List.of(push(bulk("hello"))), all("M.ANSWER hello"));
        assertEquals(List.of(push(bulk("back"))), all("M.ANSWER back"));

        assertEquals(List.of(), all("M.SILENCE 2"));
        assertEquals(List.of(push(bulk("first")), push(bulk("last"))), all("M.SEVERAL"));
    }

    @Test
    void whatWasPushedBeforeComesBefore() {
        server.send("M.OTHERS one");
        server.send("M.OTHERS two");

        assertEquals(List.of(push(bulk("one")), push(bulk("two")), push(bulk("three"))), all("M.ANSWER three"));

        server.send("M.OTHERS four");
        assertEquals(List.of(push(bulk("four")), push(bulk("first")), push(bulk("last"))), all("M.SEVERAL"));
    }

    @Test
    void whatIsNoKeyIsNotLocked() {
        assertEquals(integer(0), client.send("M.CHANNEL name"));
    }

    @Test
    void parametersAreToldNowAndWhenTheyChange() {
        assertEquals(List.of("536870912"), parameter);

        server.server().changeParameters(Map.of("proto-max-bulk-len", "1048576"));
        server.server().changeParameters(Map.of("slowlog-max-len", "5"));
        assertEquals(List.of("536870912", "1048576"), parameter);
    }

    @Test
    void parametersThatAreNotThereStopTheStart() {
        String message = String.valueOf(assertThrows(
                        IllegalStateException.class,
                        () -> TestServer.with(new CommandModule() {
                            @Override
                            public void configure(Setup setup) {
                                setup.onParameter("nothing", parameter::add);
                            }
                        }))
                .getMessage());
        assertTrue(message.contains("there is no parameter 'nothing'"), message);
    }

    @Test
    void figuresFillTheFieldsOfTheServer() {
        figure = 7;

        String info = server.server().info(Set.of("stats"));
        assertTrue(info.contains("pubsub_channels:0\r\npubsub_patterns:7\r\npubsubshard_channels:0\r\n"), info);
    }

    @Test
    void fieldsThatAreNotThereOrTakenStopTheStart() {
        CommandModule taken = new CommandModule() {
            @Override
            public void configure(Setup setup) {
                setup.infoField("pubsub_patterns", () -> 1).infoField("used_memory", () -> 1);
            }
        };
        String message = String.valueOf(assertThrows(IllegalStateException.class, () -> TestServer.with(module, taken))
                .getMessage());
        assertTrue(message.contains("INFO field 'pubsub_patterns' is filled twice"), message);
        assertTrue(message.contains("INFO has no field 'used_memory' that a module fills"), message);
    }
}
