package dev.mortise.admin;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.map;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.set;
import static dev.mortise.testkit.ReplyValue.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Server;
import dev.mortise.api.Server.CommandInfo;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code COMMAND}, {@code COMMAND INFO} and {@code COMMAND COUNT}. */
class CommandInfoCommandTest {

    private static final Server.Module BUILT_IN = new Server.Module("dev.mortise.sample", "", "", true);
    private static final Server.Module PLUGIN = new Server.Module("acme.sample", "", "", false);

    private final TestServer server = TestServer.with(new AdminModule(), new SampleModule());

    private static ReplyValue info(CommandSpec spec, String fullName, Server.Module module) {
        CommandInfo command = new CommandInfo(spec, fullName, module, List.of());
        return Written.resp3(reply -> CommandInfoWriter.write(command, reply));
    }

    private static ReplyValue element(int index, ReplyValue info) {
        return assertInstanceOf(ReplyValue.Array.class, info).elements().get(index);
    }

    @Test
    void hasTenElementsAsForGet() {
        assertEquals(
                array(
                        bulk("sample.one"),
                        integer(2),
                        array(status("readonly"), status("fast")),
                        integer(1),
                        integer(1),
                        integer(1),
                        array(status("@read"), status("@string"), status("@fast")),
                        array(),
                        array(array(
                                bulk("flags"),
                                array(status("RO"), status("access")),
                                bulk("begin_search"),
                                array(bulk("type"), bulk("index"), bulk("spec"), array(bulk("index"), integer(1))),
                                bulk("find_keys"),
                                array(
                                        bulk("type"),
                                        bulk("range"),
                                        bulk("spec"),
                                        array(
                                                bulk("lastkey"),
                                                integer(0),
                                                bulk("keystep"),
                                                integer(1),
                                                bulk("limit"),
                                                integer(0))))),
                        array()),
                Written.resp2(reply -> CommandInfoWriter.write(
                        new CommandInfo(SampleModule.ONE, "sample.one", BUILT_IN, List.of()), reply)));
    }

    @Test
    void usesSetsAndMapsInResp3() {
        assertEquals(
                array(
                        bulk("sample.counted"),
                        integer(-3),
                        set(status("readonly"), status("movablekeys")),
                        integer(0),
                        integer(0),
                        integer(0),
                        set(status("@read"), status("@slow")),
                        set(),
                        set(map(
                                bulk("flags"),
                                set(status("RO"), status("access")),
                                bulk("begin_search"),
                                map(bulk("type"), bulk("index"), bulk("spec"), map(bulk("index"), integer(1))),
                                bulk("find_keys"),
                                map(
                                        bulk("type"),
                                        bulk("keynum"),
                                        bulk("spec"),
                                        map(
                                                bulk("keynumidx"),
                                                integer(0),
                                                bulk("firstkey"),
                                                integer(1),
                                                bulk("keystep"),
                                                integer(1))))),
                        set()),
                info(SampleModule.COUNTED, "sample.counted", BUILT_IN));
    }

    @Test
    void countsTheParentsNameInTheArityAndKeysOfASubcommand() {
        CommandSpec spec = CommandSpec.named("INNER")
                .args(1)
                .keys(KeySpec.at(0, KeyFlag.RO))
                .build();

        ReplyValue info = info(spec, "sample.group|inner", BUILT_IN);

        assertEquals(integer(3), element(1, info));
        assertEquals(integer(2), element(3, info));
        assertEquals(integer(2), element(4, info));
    }

    @Test
    void showsNoKeysForTheWholeKeyspace() {
        CommandSpec spec = CommandSpec.named("ALL")
                .flags(Flag.WRITE)
                .keys(KeySpec.all(KeyFlag.RM, KeyFlag.DELETE))
                .build();

        ReplyValue info = info(spec, "all", BUILT_IN);

        assertEquals(set(status("write")), element(2, info));
        assertEquals(integer(0), element(3, info));
        assertEquals(set(), element(8, info));
    }

    @Test
    void flagsStandInRedissOrder() {
        CommandSpec spec = CommandSpec.named("FLAGS")
                .args(2, CommandSpec.MANY)
                .flags(Flag.ALLOW_BUSY, Flag.NO_MULTI, Flag.NO_AUTH, Flag.STALE, Flag.ADMIN, Flag.DENY_OOM, Flag.WRITE)
                .keys(KeySpec.counted(0, 1, 1, KeyFlag.RW))
                .build();

        ReplyValue info = Written.resp2(
                reply -> CommandInfoWriter.write(new CommandInfo(spec, "flags", PLUGIN, List.of()), reply));

        assertEquals(
                array(
                        status("write"),
                        status("denyoom"),
                        status("module"),
                        status("admin"),
                        status("stale"),
                        status("no_auth"),
                        status("no_multi"),
                        status("movablekeys"),
                        status("allow_busy")),
                element(2, info));
    }

    @Test
    void aRemarkComesBeforeTheRestOfAKeySpec() {
        CommandSpec spec = CommandSpec.named("REMARK")
                .args(1)
                .keys(KeySpec.at(0, KeyFlag.RO).explained("It is only looked at."))
                .build();

        ReplyValue.Set keys = assertInstanceOf(ReplyValue.Set.class, element(8, info(spec, "remark", BUILT_IN)));

        ReplyValue.Map first =
                assertInstanceOf(ReplyValue.Map.class, keys.elements().getFirst());
        assertEquals(
                new ReplyValue.Pair(bulk("notes"), bulk("It is only looked at.")),
                first.entries().getFirst());
        assertEquals(4, first.entries().size());
    }

    @Test
    void showsTipsAsBulkStrings() {
        CommandSpec spec =
                CommandSpec.named("TIPS").tips("nondeterministic_output").build();

        assertEquals(set(bulk("nondeterministic_output")), element(7, info(spec, "tips", BUILT_IN)));
    }

    @Test
    void containsTheSubcommands() {
        ReplyValue group = element(0, server.send("COMMAND INFO sample.group"));

        assertEquals(array(element(0, server.send("COMMAND INFO sample.group|inner"))), element(9, group));
    }

    @Test
    void answersInTheOrderAskedAndNilForWhatDoesNotExist() {
        ReplyValue one = element(0, server.send("COMMAND INFO sample.one"));

        assertEquals(
                array(nil(), one, nil(), nil(), one),
                server.send("COMMAND INFO nosuch SAMPLE.ONE sample.one|x sample.group|inner|x Sample.One"));
    }

    @Test
    void describesEverythingIfNothingIsAskedFor() {
        assertEquals(server.send("COMMAND"), server.send("COMMAND INFO"));
        int count = assertInstanceOf(ReplyValue.Array.class, server.send("COMMAND"))
                .elements()
                .size();
        assertEquals(integer(count), server.send("COMMAND COUNT"));
    }
}
