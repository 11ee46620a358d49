package dev.mortise.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators see of a plugin: its counters, and its commands that take too long while they do. */
class PluginsSectionTest {

    private final TestServer server = TestServer.asPlugin("acme.busy", this::configure);

    @AfterEach
    void close() {
        server.close();
    }

    private void configure(Setup setup) {
        setup.command(CommandSpec.named("BUSY.OK").args(0).build(), (_, reply) -> reply.ok());
        setup.info("Busy", lines -> {
            lines.line("first", 1);
            throw new IllegalStateException("as every section does one day");
        });
        setup.command(CommandSpec.named("BUSY.NO").args(0).build(), (_, _) -> {
            throw ServerError.err("no");
        });
        setup.command(CommandSpec.named("BUSY.FAIL").args(0).build(), (_, _) -> {
            throw new IllegalStateException("as every plugin does one day");
        });
        setup.command(CommandSpec.named("BUSY.WORK").args(2).build(), (request, reply) -> {
            server.advance(Duration.ofMillis(request.arg(0).asLong()));
            server.lookForSlowCommands();
            server.lookForSlowCommands();
            server.advance(Duration.ofMillis(request.arg(1).asLong()));
            reply.ok();
        });
    }

    @Test
    void redisShowsAPluginAsAModule() {
        List<String> lines = server.server().info(Set.of("modules")).lines().toList();

        assertEquals("# Modules", lines.get(0));
        assertEquals("module:name=acme.busy,ver=0,api=1,filters=0,usedby=[],using=[],options=[]", lines.get(1));
    }

    @Test
    void aSectionThatFailsSaysSoInItsPlace() {
        String info = server.server().info(Set.of("everything"));

        List<String> lines = info.lines().toList();
        int title = lines.indexOf("# Busy");
        assertEquals("first:1", lines.get(title + 1));
        assertEquals("error:internal error in plugin 'acme.busy' (IllegalStateException)", lines.get(title + 2));
        assertTrue(info.contains("# Keyspace"), info);
        assertTrue(line().contains("failures=1"), line());
    }

    private String line() {
        return server.server()
                .info(Set.of("plugins"))
                .lines()
                .filter(line -> line.startsWith("plugin_acme.busy:"))
                .findAny()
                .orElseThrow();
    }

    @Test
    void countsWhatAPluginDoes() {
        server.send("BUSY.OK");
        server.send("BUSY.OK");
        server.send("BUSY.OK too many");
        server.send("BUSY.NO");
        server.send("BUSY.FAIL");

        assertEquals(
                "plugin_acme.busy:state=running,version=,commands=4,calls=4,rejected=1,errors=2,failures=1,slow=0,"
                        + "slowest=,slowest_ms=0,location=the test",
                line());
    }

    @Test
    void isLeftOutOfInfoUnlessAskedFor() {
        assertFalse(server.server().info(Set.of()).contains("# Plugins"));
        assertTrue(server.server().info(Set.of("all")).contains("# Plugins\r\nplugins_running:1\r\nplugins_refused:0"));
    }

    @Test
    void aCommandIsSlowFromTheThresholdOn() {
        server.send("BUSY.WORK 999 5000");
        assertTrue(line().contains("slow=0,slowest=,slowest_ms=0"), line());

        server.send("BUSY.WORK 1000 0");
        assertTrue(line().contains("slow=1,slowest=busy.work,slowest_ms=1000"), line());
    }

    /** Each run counts once, however often the watchdog looks, and in the end with all of its time. */
    @Test
    void aSlowCommandCountsWithTheTimeItTookInTheEnd() {
        server.send("BUSY.WORK 1500 700");
        server.send("BUSY.WORK 1100 0");

        assertTrue(line().contains("slow=2,slowest=busy.work,slowest_ms=2200"), line());
    }

    @Test
    void theThresholdIsAParameterAndZeroIsNever() {
        server.server().changeParameters(Map.of("slow-command-millis", "0"));
        server.send("BUSY.WORK 100000 0");
        assertTrue(line().contains("slow=0"), line());

        server.server().changeParameters(Map.of("slow-command-millis", "10"));
        server.send("BUSY.WORK 10 0");
        assertTrue(line().contains("slow=1"), line());
    }

    @Test
    void resettingStatisticsForgetsThem() {
        server.send("BUSY.WORK 1500 0");

        server.server().resetStatistics();

        assertTrue(line().contains("slow=0"), line());
    }
}
