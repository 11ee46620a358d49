package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.admin.AdminModule;
import dev.mortise.api.CommandModule;
import dev.mortise.api.KeyEvent;
import dev.mortise.api.Setup;
import dev.mortise.hashes.HashesModule;
import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.keys.KeysModule;
import dev.mortise.lists.ListsModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether listeners are told of a command what subscribers of Redis's keyspace notifications are told of it. */
class KeyEventsTest {

    /** Too long for the compact form of a hash. */
    private static final String LONG = "12345678901234567890123456789012345678901234567890123456789012345";

    private static final String[] DATA = {
        "FLUSHALL",
        "SET a 1",
        "SET b 2",
        "SET c 3 EX 1000",
        "COPY a a DB 1",
        "HSET h f 1 g 2",
        "RPUSH l 1 2 3",
        "RPUSH one 1"
    };

    private static ServerProcess oracle;

    @BeforeAll
    static void start() {
        oracle = ServerProcess.start(Product.oracle(), Map.of("notify-keyspace-events", "EAn"));
    }

    @AfterAll
    static void stop() {
        oracle.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET a",
                "SET a 1",
                "SET new 1",
                "SET a 1 EX 100",
                "SET new 1 PX 100000",
                "SET a 1 EXAT 99999999999",
                "SET a 1 EXAT 1",
                "SET new 1 PXAT 1",
                "SET c 1 KEEPTTL",
                "SET c 1",
                "SET a 1 NX",
                "SET new 1 NX",
                "SET new 1 XX",
                "SET a 1 GET",
                "SETNX a 1",
                "SETNX new 1",
                "SETEX a 100 1",
                "PSETEX new 100000 1",
                "GETSET a 1",
                "GETSET new 1",
                "GETDEL a",
                "GETDEL missing",
                "GETEX a",
                "GETEX a EX 100",
                "GETEX a EXAT 1",
                "GETEX c PERSIST",
                "GETEX a PERSIST",
                "MSET a 1 new 2 a 3",
                "MSETNX a 1 new 2",
                "MSETNX new 1 newer 2",
                "APPEND a x",
                "APPEND new x",
                "APPEND a \"\"",
                "SETRANGE a 2 x",
                "SETRANGE new 2 x",
                "SETRANGE a 0 \"\"",
                "INCR a",
                "INCR new",
                "INCRBY a 5",
                "DECR a",
                "DECRBY a 5",
                "INCRBYFLOAT a 1.5",
                "INCRBYFLOAT new 1.5",
                "DEL a",
                "DEL a b missing a",
                "UNLINK a b",
                "TOUCH a",
                "EXPIRE a 100",
                "EXPIRE a 0",
                "EXPIRE a -1",
                "PEXPIRE a 100000",
                "EXPIREAT a 1",
                "EXPIREAT a 99999999999",
                "PEXPIREAT c 99999999999999",
                "EXPIRE a 100 XX",
                "EXPIRE missing 100",
                "PERSIST c",
                "PERSIST a",
                "RENAME a b",
                "RENAME a new",
                "RENAME a a",
                "RENAME c new",
                "RENAMENX a b",
                "RENAMENX a new",
                "COPY a b",
                "COPY a b REPLACE",
                "COPY a new",
                "COPY c new",
                "COPY a new DB 1",
                "MOVE a 1",
                "MOVE b 1",
                "MOVE c 2",
                "SWAPDB 0 1",
                "FLUSHDB",
                "FLUSHALL",
                "HSET h f 1",
                "HSET new f 1 g 2",
                "HMSET h f 1",
                "HSETNX h f 1",
                "HSETNX h new 1",
                "HDEL h f",
                "HDEL h f g",
                "HDEL h missing",
                "HINCRBY h f 1",
                "HINCRBY new f 1",
                "HINCRBYFLOAT h f 1.5",
                "HSET h f " + LONG,
                "HINCRBY h f x",
                "HSET a f 1",
                "HGETALL h",
                "HRANDFIELD h 1",
                "COPY h new",
                "RENAME h new",
                "MOVE h 1",
                "DEL h",
                "SET h 1",
                "LPUSH l a b",
                "RPUSH l a",
                "LPUSH new a",
                "RPUSH new a b",
                "LPUSHX l a",
                "RPUSHX l a",
                "LPUSHX new a",
                "LPOP l",
                "RPOP l 2",
                "LPOP l 0",
                "LPOP one",
                "RPOP one 5",
                "LPOP missing",
                "LINSERT l BEFORE 2 x",
                "LINSERT l AFTER missing x",
                "LSET l 0 x",
                "LSET l 9 x",
                "LREM l 0 2",
                "LREM l 0 missing",
                "LREM one 0 1",
                "LTRIM l 1 1",
                "LTRIM l 0 -1",
                "LTRIM l 1 0",
                "LTRIM missing 1 0",
                "LMPOP 1 l LEFT",
                "LMPOP 2 missing l RIGHT COUNT 9",
                "BLPOP l 0",
                "BRPOP missing one 0",
                "BLMPOP 0 1 l LEFT COUNT 2",
                "LMOVE missing l LEFT LEFT",
                "LMOVE l a LEFT LEFT",
                "LRANGE l 0 -1",
                "COPY l new",
                "SORT l STORE new",
                "SORT l BY w_* STORE a",
                "SORT l LIMIT 0 0 STORE new",
                "SORT missing STORE one",
                "DEL l",
                "INCR missing x",
                "INCRBYFLOAT a x",
            })
    void areThoseOfRedis(String command) {
        assertEquals(String.join("\n", ofRedis(command)), String.join("\n", ofOurs(command)));
    }

    /** When an entry ends that has ended already is up to Redis: with the next look at it, or before. */
    private static boolean isEnd(String event) {
        return event.contains(" expired ");
    }

    private static List<String> ofRedis(String command) {
        List<String> events = new ArrayList<>();
        try (Wire wire = Wire.to(oracle);
                Wire subscriber = Wire.to(oracle)) {
            for (String line : DATA) {
                wire.ask(line);
            }
            subscriber.ask("PSUBSCRIBE __keyevent@*__:*");
            wire.ask(command);
            wire.ask("SET end 1");
            while (true) {
                ReplyValue.Array message = (ReplyValue.Array) subscriber.reply().value();
                String channel = text(message.elements().get(2));
                String key = text(message.elements().get(3));
                if (key.equals("end")) {
                    events.removeIf(KeyEventsTest::isEnd);
                    return events;
                }
                events.add(channel.replace("__keyevent@", "").replace("__:", " ") + " " + key);
            }
        }
    }

    private static String text(ReplyValue bulk) {
        return ((ReplyValue.Bulk) bulk).utf8();
    }

    private static List<String> ofOurs(String command) {
        List<String> events = new ArrayList<>();
        CommandModule listener = new CommandModule() {
            @Override
            public void configure(Setup setup) {
                setup.on(
                        EnumSet.complementOf(EnumSet.of(KeyEvent.Kind.MISSED)),
                        event -> events.add(event.database() + " " + event.name() + " " + event.key()));
            }
        };
        try (TestServer server = TestServer.with(
                new AdminModule(),
                new KeysModule(),
                new StringsModule(),
                new HashesModule(),
                new ListsModule(),
                listener)) {
            for (String line : DATA) {
                server.send(line);
            }
            events.clear();
            server.send(command);
            events.removeIf(KeyEventsTest::isEnd);
            return events;
        }
    }
}
