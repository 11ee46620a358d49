package dev.mortise.testkit;

import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Entry;
import dev.mortise.api.Flag;
import dev.mortise.api.Interceptor;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Selector;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Plugins that keep what they have borrowed are found out in tests, at once and not at random. */
@Timeout(30)
class BorrowedTest {

    private final List<Slice> slices = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final TestServer server = TestServer.with(new Hoarder());

    @AfterEach
    void close() {
        server.close();
    }

    /** Keeps all it gets. */
    private final class Hoarder implements CommandModule {
        @Override
        public void configure(Setup setup) {
            setup.command(
                    CommandSpec.named("T.KEEP")
                            .args(1, 2)
                            .flags(Flag.WRITE)
                            .keys(KeySpec.at(0, KeyFlag.RW))
                            .build(),
                    (request, reply) -> {
                        Entry entry = request.entry(0);
                        if (request.size() == 2) {
                            entry.set(Types.STRING, request.arg(1));
                        }
                        slices.addAll(List.of(request.arg(0), request.word(0), request.key(0)));
                        slices.add(entry.getOrCreate(Types.STRING));
                        requests.add(request);
                        replies.add(reply);
                        entries.add(entry);
                        reply.ok();
                    });
            setup.command(CommandSpec.named("T.ECHO").args(1).build(), (request, reply) -> reply.bulk(request.arg(0)));
            setup.command(CommandSpec.named("T.LATER").build(), (request, _) -> {
                requests.add(request);
                request.async(Duration.ofSeconds(1), _ -> {
                    assertThrows(IllegalStateException.class, request::nowMillis);
                    return reply -> {
                        replies.add(reply);
                        reply.ok();
                    };
                });
            });
            setup.command(CommandSpec.named("T.GUARDED").args(1).build(), (_, reply) -> reply.ok());
            setup.command(CommandSpec.named("T.THREAD").args(1).build(), (request, reply) -> {
                Slice argument = request.arg(0);
                List<Throwable> thrown = new ArrayList<>();
                Thread other = Thread.ofPlatform().start(() -> {
                    try {
                        request.size();
                    } catch (IllegalStateException e) {
                        thrown.add(e);
                    }
                });
                other.join();
                assertEquals(1, thrown.size());
                reply.bulk(argument);
            });
            setup.intercept(Selector.commands("T.GUARDED"), new Interceptor() {
                @Override
                public void before(Request request) {
                    requests.add(request);
                    slices.add(request.arg(0));
                }
            });
        }
    }

    private static void refused(Executable use) {
        assertThrows(IllegalStateException.class, use);
    }

    private void refusesAllSlices() {
        for (Slice slice : slices) {
            refused(slice::length);
            refused(slice::isEmpty);
            refused(() -> slice.at(0));
            refused(() -> slice.at(1));
            refused(() -> slice.is("LONGER"));
            refused(slice::isLong);
            refused(slice::quoted);
            refused(() -> slice.equals(Slice.EMPTY));
            refused(() -> slice.compareTo(Slice.EMPTY));
            refused(() -> slice.contentEquals(new byte[10], 0, 10));
            refused(slice::toBytes);
            refused(slice::utf8);
            refused(slice::asLong);
            refused(slice::hashCode);
            refused(() -> slice.copyTo(new byte[10], 0));
        }
    }

    @Test
    void aSliceFailsWhenTheCallIsOver() {
        assertEquals(ok(), server.send("T.KEEP key value"));

        assertEquals(4, slices.size());
        refusesAllSlices();
    }

    @Test
    void andEverAfterWhateverRunsMeanwhile() {
        server.send("T.KEEP key value");
        server.send("T.ECHO other");
        server.send("T.KEEP key");

        assertEquals(8, slices.size());
        refusesAllSlices();
    }

    @Test
    void evenAnEmptyOne() {
        server.send("T.KEEP key \"\"");

        refusesAllSlices();
    }

    @Test
    void soDoRequestReplyAndEntry() {
        server.send("T.KEEP key value");

        Request request = requests.getFirst();
        refused(request::size);
        refused(() -> request.arg(0));
        refused(request::session);
        refused(request::nowMillis);
        refused(() -> request.entry(0));
        Reply reply = replies.getFirst();
        refused(reply::ok);
        refused(reply::protocol);
        Entry entry = entries.getFirst();
        refused(entry::exists);
        refused(entry::remove);
        refused(() -> entry.set(Types.STRING, Slice.EMPTY));
        assertEquals(bulk("next"), server.send("T.ECHO next"));
    }

    @Test
    void soDoThoseOfAnAsynchronousReply() {
        assertEquals(ok(), server.send("T.LATER"));

        refused(requests.getFirst()::size);
        refused(replies.getFirst()::ok);
    }

    @Test
    void soDoThoseOfAnInterceptor() {
        assertEquals(ok(), server.send("T.GUARDED x"));

        refused(requests.getFirst()::size);
        refusesAllSlices();
    }

    @Test
    void otherThreadsGetNothingEvenWhileTheCallLasts() {
        assertEquals(bulk("x"), server.send("T.THREAD x"));
    }
}
