package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.map;
import static dev.mortise.testkit.ReplyValue.set;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Server;
import dev.mortise.api.Server.CommandInfo;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandDocsCommandTest {

    private static final Server.Module BUILT_IN = new Server.Module("dev.mortise.sample", "", "", true);
    private static final Server.Module PLUGIN = new Server.Module("acme.sample", "", "", false);

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    private static ReplyValue docs(CommandSpec.Builder spec, Server.Module module) {
        CommandInfo command = new CommandInfo(spec.build(), "x", module, List.of());
        ReplyValue.Map docs = assertInstanceOf(ReplyValue.Map.class, Written.resp3(reply -> write(command, reply)));
        return docs.entries().getFirst().value();
    }

    private static void write(CommandInfo command, Reply reply) {
        reply.map(1);
        CommandDocsWriter.write(command, reply);
    }

    private static CommandSpec.Builder spec() {
        return CommandSpec.named("X")
                .summary("Does it.")
                .since("1.0.0")
                .group("string")
                .complexity("O(1)");
    }

    private static ReplyValue arguments(CommandSpec.Builder spec) {
        return assertInstanceOf(
                ReplyValue.class,
                assertInstanceOf(ReplyValue.Map.class, docs(spec, BUILT_IN)).find("arguments"));
    }

    @Test
    void isAMapFromNameToDocumentation() {
        assertEquals(
                array(
                        bulk("sample.one"),
                        array(
                                bulk("summary"),
                                bulk("Looks at a key."),
                                bulk("since"),
                                bulk("1.0.0"),
                                bulk("group"),
                                bulk("string"),
                                bulk("complexity"),
                                bulk("O(1)"),
                                bulk("arguments"),
                                array(array(
                                        bulk("name"),
                                        bulk("key"),
                                        bulk("type"),
                                        bulk("key"),
                                        bulk("key_spec_index"),
                                        integer(0))))),
                server.send("COMMAND DOCS SAMPLE.ONE"));
    }

    @Test
    void leavesOutNamesThatAreNoCommands() {
        assertEquals(array(), server.send("COMMAND DOCS nosuch"));
        assertEquals(
                server.send("COMMAND DOCS sample.one"), server.send("COMMAND DOCS nosuch sample.one sample.one|x"));
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertEquals(
                map(
                        bulk("summary"),
                        bulk("Does it."),
                        bulk("since"),
                        bulk("1.0.0"),
                        bulk("group"),
                        bulk("string"),
                        bulk("complexity"),
                        bulk("O(1)")),
                docs(spec(), BUILT_IN));
    }

    @Test
    void namesThePluginOfACommand() {
        ReplyValue.Map docs = assertInstanceOf(ReplyValue.Map.class, docs(spec(), PLUGIN));

        assertEquals(bulk("acme.sample"), docs.find("module"));
    }

    @Test
    void tellsWhatToUseInstead() {
        ReplyValue.Map docs = assertInstanceOf(
                ReplyValue.Map.class, docs(spec().deprecated("6.2.0", "`SET` with the `GET` argument"), BUILT_IN));

        assertEquals(set(status("deprecated")), docs.find("doc_flags"));
        assertEquals(bulk("6.2.0"), docs.find("deprecated_since"));
        assertEquals(bulk("`SET` with the `GET` argument"), docs.find("replaced_by"));
    }

    @Test
    void tellsTheHistory() {
        ReplyValue.Map docs = assertInstanceOf(
                ReplyValue.Map.class,
                docs(spec().history("2.0.0", "Takes a key.").history("7.0.0", "Takes two."), BUILT_IN));

        assertEquals(
                set(array(bulk("2.0.0"), bulk("Takes a key.")), array(bulk("7.0.0"), bulk("Takes two."))),
                docs.find("history"));
    }

    @Test
    void showsEverythingAboutAnArgument() {
        assertEquals(
                array(map(
                        bulk("name"),
                        bulk("prefix"),
                        bulk("type"),
                        bulk("string"),
                        bulk("token"),
                        bulk("PREFIX"),
                        bulk("since"),
                        bulk("6.0.0"),
                        bulk("deprecated_since"),
                        bulk("7.0.0"),
                        bulk("flags"),
                        set(status("optional"), status("multiple"), status("multiple_token")))),
                arguments(spec().arguments(Argument.string("prefix")
                        .optional()
                        .many()
                        .afterEach("PREFIX")
                        .since("6.0.0")
                        .deprecated("7.0.0"))));
    }

    @Test
    void showsTheArgumentsInsideAnArgument() {
        assertEquals(
                array(map(
                        bulk("name"),
                        bulk("condition"),
                        bulk("type"),
                        bulk("oneof"),
                        bulk("arguments"),
                        array(
                                map(
                                        bulk("name"),
                                        bulk("nx"),
                                        bulk("type"),
                                        bulk("pure-token"),
                                        bulk("token"),
                                        bulk("NX")),
                                map(
                                        bulk("name"),
                                        bulk("at"),
                                        bulk("type"),
                                        bulk("unix-time"),
                                        bulk("token"),
                                        bulk("AT"))))),
                arguments(spec().arguments(Argument.oneOf(
                        "condition",
                        Argument.keyword("NX"),
                        Argument.unixTime("at").after("AT")))));
    }

    private static ReplyValue key(String name, int keySpec) {
        return map(bulk("name"), bulk(name), bulk("type"), bulk("key"), bulk("key_spec_index"), integer(keySpec));
    }

    @Test
    void theNthKeyBelongsToTheNthSpec() {
        assertEquals(
                array(key("key", 0), key("newkey", 1)),
                arguments(spec().keys(KeySpec.at(0, KeyFlag.RW), KeySpec.at(1, KeyFlag.OW))
                        .arguments(Argument.key("key"), Argument.key("newkey"))));
    }

    @Test
    void theLastSpecFindsTheRestOfTheKeys() {
        assertEquals(
                array(key("key1", 0), key("key2", 0)),
                arguments(spec().keys(KeySpec.range(0, 1, 1, KeyFlag.RO))
                        .arguments(Argument.key("key1"), Argument.key("key2"))));
    }

    @Test
    void documentsSubcommandsInsideTheirParent() {
        ReplyValue.Map inner = assertInstanceOf(
                ReplyValue.Map.class, server.newClient().protocol(3).send("COMMAND DOCS sample.group|inner"));
        ReplyValue.Map outer = assertInstanceOf(
                ReplyValue.Map.class, server.newClient().protocol(3).send("COMMAND DOCS sample.group"));

        assertEquals(
                inner,
                assertInstanceOf(
                                ReplyValue.Map.class, outer.entries().getFirst().value())
                        .find("subcommands"));
    }

    @Test
    void documentsEverythingIfNothingIsAskedFor() {
        ReplyValue.Map docs = assertInstanceOf(
                ReplyValue.Map.class, server.newClient().protocol(3).send("COMMAND DOCS"));

        assertEquals(integer(docs.entries().size()), server.send("COMMAND COUNT"));
    }
}
