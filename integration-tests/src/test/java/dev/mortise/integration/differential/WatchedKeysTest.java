package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys a command changes in the eyes of those who watch them: the same as in Redis, of every command. */
@Twins.Shared
class WatchedKeysTest {

    private static final List<String> KEYS = List.of("a", "b", "c", "h", "new", "missing");

    private static final List<String> DATA = List.of(
            "FLUSHALL", "MSET a 1 b 2", "SET c 3 EX 100", "HSET h f 1 g 2", "COPY a a DB 1", "COPY b missing DB 1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING",
                "GET a",
                "SET a 1",
                "SET a 1 NX",
                "SET a 1 XX GET",
                "SET new 1 EX 10",
                "SET new 1 PXAT 1",
                "SET a 1 PXAT 1",
                "SETEX a 10 1",
                "SETNX a 1",
                "SETNX new 1",
                "GETSET a 1",
                "GETDEL a",
                "GETDEL missing",
                "GETEX a",
                "GETEX a EX 10",
                "GETEX a EXAT 1",
                "GETEX a PERSIST",
                "GETEX c PERSIST",
                "APPEND a x",
                "APPEND a ''",
                "APPEND new ''",
                "SETRANGE a 0 x",
                "SETRANGE a 0 ''",
                "SETRANGE new 3 ''",
                "INCR a",
                "INCR new",
                "INCRBY a 0",
                "INCRBYFLOAT a 0.5",
                "DECR h",
                "MSET a 1 new 2",
                "MSETNX a 1 new 2",
                "MSETNX new 1 missing 2",
                "LCS a b",
                "DEL a",
                "DEL a b missing",
                "DEL missing",
                "UNLINK a h",
                "TOUCH a b",
                "EXISTS a",
                "TYPE a",
                "OBJECT ENCODING a",
                "DUMP a",
                "EXPIRE a 100",
                "EXPIRE a -1",
                "EXPIRE a 100 XX",
                "EXPIRE c 1000",
                "EXPIRE missing 100",
                "PERSIST a",
                "PERSIST c",
                "RENAME a b",
                "RENAME a new",
                "RENAME a a",
                "RENAMENX a b",
                "RENAMENX a new",
                "RENAMENX a a",
                "COPY a b",
                "COPY a b REPLACE",
                "COPY a new",
                "COPY a a DB 1",
                "MOVE a 1",
                "MOVE b 1",
                "MOVE missing 1",
                "FLUSHDB",
                "FLUSHALL",
                "SWAPDB 0 1",
                "SWAPDB 0 0",
                "SWAPDB 1 2",
                "HSET h f 1",
                "HSET h new 1",
                "HSET new f 1",
                "HSET a f 1",
                "HSETNX h f 1",
                "HSETNX h new 1",
                "HDEL h missing",
                "HDEL h f",
                "HDEL h f g",
                "HINCRBY h f 0",
                "HINCRBY h f x",
                "HINCRBYFLOAT h f 1",
                "HGETALL h",
                "HRANDFIELD h",
                "SCAN 0",
                "RANDOMKEY"
            })
    void areThoseOfRedis(String command, Twins twins) {
        assertEquals(changed(twins.oracle(), command), changed(twins.subject(), command));
    }

    private static List<String> changed(ServerProcess server, String command) {
        try (Wire other = Wire.to(server)) {
            return KEYS.stream()
                    .filter(key -> {
                        DATA.forEach(other::ask);
                        try (Wire watching = Wire.to(server)) {
                            watching.ask("WATCH " + key);
                            other.ask(command);
                            watching.ask("MULTI");
                            return watching.ask("EXEC").bytes()[1] == '-';
                        }
                    })
                    .toList();
        }
    }
}
