package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a command adds to {@code rdb_changes_since_last_save} what it adds in Redis. */
@Twins.Shared
class ChangeCountTest {

    private static final Pattern CHANGES = Pattern.compile("rdb_changes_since_last_save:(\\d+)");

    @BeforeEach
    void fill(Twins twins) {
        twins.empty();
        for (int port : new int[] {twins.oracle().port(), twins.subject().port()}) {
            try (Wire wire = Wire.to(port)) {
                wire.ask("MSET a 1 b 2 c 3");
                wire.ask("COPY a a DB 1");
                wire.ask("RPUSH list 3 1 2 1");
                wire.ask("HSET hash f 1 g 2");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a 1",
                "SET new 1",
                "SET a 1 NX",
                "GET a",
                "MSET a 1 b 1 new 1",
                "DEL a",
                "DEL a b missing",
                "DEL missing",
                "UNLINK a b",
                "TOUCH a b",
                "RENAME a b",
                "RENAME a new",
                "RENAME a a",
                "RENAME missing a",
                "RENAMENX a b",
                "RENAMENX a new",
                "COPY a b",
                "COPY a new",
                "COPY a b REPLACE",
                "COPY a a DB 1",
                "COPY a a DB 1 REPLACE",
                "COPY missing new",
                "MOVE a 1",
                "MOVE b 1",
                "MOVE missing 1",
                "SWAPDB 0 1",
                "SWAPDB 0 0",
                "SWAPDB 4 5",
                "SWAPDB 0 99",
                "FLUSHDB",
                "FLUSHDB ASYNC",
                "FLUSHALL",
                "FLUSHALL ASYNC",
                "EXPIRE a 100",
                "EXPIRE a -1",
                "EXPIRE a 100 XX",
                "EXPIRE missing 100",
                "PERSIST a",
                "RPUSH list a b c",
                "LPUSHX list a",
                "LPUSHX missing a",
                "LPOP list",
                "LPOP list 0",
                "RPOP list 99",
                "LMPOP 1 list LEFT COUNT 2",
                "BLPOP list 1",
                "LMOVE list list LEFT RIGHT",
                "LMOVE list new LEFT RIGHT",
                "LTRIM list 0 -1",
                "LTRIM list 1 1",
                "LTRIM list 5 0",
                "LREM list 0 1",
                "LREM list 0 x",
                "LSET list 0 x",
                "LINSERT list AFTER 1 x",
                "SORT list STORE new",
                "SORT missing STORE list",
                "HSET hash f 1 h 3",
                "HMSET hash h 3",
                "HSETNX hash h 1",
                "HDEL hash f g x",
                "HINCRBY hash f 1"
            })
    void isThatOfRedis(String command, Twins twins) {
        assertEquals(
                added(twins.oracle().port(), command), added(twins.subject().port(), command));
    }

    private static long added(int port, String command) {
        try (Wire wire = Wire.to(port)) {
            long before = changes(wire);
            wire.ask(command);
            return changes(wire) - before;
        }
    }

    private static long changes(Wire wire) {
        Matcher matcher = CHANGES.matcher(wire.ask("INFO persistence").text());
        if (!matcher.find()) {
            throw new AssertionError("INFO does not tell");
        }
        return Long.parseLong(matcher.group(1));
    }
}
