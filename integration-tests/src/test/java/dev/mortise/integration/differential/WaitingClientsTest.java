package dev.mortise.integration.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.integration.harness.Await;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Twins;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who gets what when several clients wait for lists: the same as from redis-server.
 *
 * <p>Each test is a play. {@code a> BLPOP l 0}: client a sends it, and the play goes on when the server counts one more
 * that waits. {@code b: RPUSH l x}: client b is answered. {@code a<}: what a has waited for comes. {@code a+ PING}: a
 * sends more while it waits. {@code a!}: a closes its connection, and the server notices. {@code {a}} is the identity
 * of a's connection.
 */
@Twins.Shared
class WaitingClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern BLOCKED = Pattern.compile("blocked_clients:(\\d+)");
    private static final Pattern IDENTITY = Pattern.compile("\\{(\\w)}");

    @BeforeEach
    void empty(Twins twins) {
        twins.empty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                a> BLPOP l 0
                b> BRPOP l 0
                c> BLPOP l 0
                x: RPUSH l 1 2
                a<
                b<
                x: LLEN l
                x: LPUSH l 3
                c<
                x: EXISTS l
                """,
                """
                a> BLPOP l 0
                b> BLMPOP 0 1 l RIGHT COUNT 2
                c> BLMPOP 0 2 m l LEFT COUNT 10
                x: LPUSH l 1 2 3 4 5 6
                a<
                b<
                c<
                x: EXISTS l
                """,
                """
                a> BLPOP one two three 0
                x: RPUSH three 3
                a<
                a> BLPOP one two three 0
                b> BRPOP three two 0
                x: RPUSH two 2
                a<
                x: RPUSH one 1
                x: RPUSH two 22
                b<
                x: LRANGE one 0 -1
                """,
                """
                a> BLPOP l 0
                b> BLPOP l 0
                x: RPUSH other 1 2
                x: RENAME other l
                a<
                b<
                x: EXISTS l other
                a> BLPOP l 0
                x: RPUSH other 3
                x: COPY other l
                a<
                x: LRANGE other 0 -1
                a> BLPOP l 0
                x: RENAMENX other l
                a<
                """,
                """
                a> BLPOP l 0
                x: RESTORE l 0 "\\x12\\x01\\x02\\r\\r\\x00\\x00\\x00\\x02\\x00\\x81a\\x02\
                \\x81b\\x02\\xff\\n\\x00h\\xeb\\n\\x89\\x13A\\xbb\\xb1"
                a<
                x: LRANGE l 0 -1
                """,
                """
                a> BLPOP l 0
                x: SELECT 3
                x: RPUSH l 1 2
                x: SELECT 0
                x: SWAPDB 0 3
                a<
                x: LRANGE l 0 -1
                x: DEL l
                a> BLPOP l 0
                x: SELECT 5
                x: RPUSH l 5
                x: MOVE l 0
                a<
                b: SELECT 5
                b> BLPOP l 0
                x: RPUSH l 6
                b<
                """,
                """
                a> BLPOP l 0
                b> BLPOP m 0
                x: RPUSH other 1 2
                x: LMOVE other l LEFT LEFT
                a<
                x: RPOPLPUSH other m
                b<
                a> BLPOP l 0
                x: LPUSHX l 3
                x: RPUSH other 3
                x: LMPOP 1 other LEFT
                x: RPUSH l 4
                a<
                x: EXISTS l m other
                """,
                """
                a> BLPOP l 0
                b> BLPOP m 0
                c> BLPOP m l 0
                x: MULTI
                x: RPUSH m 1
                x: RPUSH l 2
                x: RPUSH m 3
                x: LLEN m
                x: EXEC
                a<
                b<
                c<
                x: EXISTS l m
                """,
                """
                a> BLPOP l m 0
                x: MULTI
                x: RPUSH m 1
                x: RPUSH l 2
                x: EXEC
                a<
                x: LRANGE l 0 -1
                x: LRANGE m 0 -1
                x: DEL l m
                a> BLPOP l 0
                x: MULTI
                x: RPUSH other 1
                x: RENAME other l
                x: SELECT 1
                x: RPUSH l 2
                x: EXEC
                a<
                """,
                """
                a> BLPOP l 0
                x: MULTI
                x: RPUSH l 1
                x: SET other string
                x: RENAME other l
                x: EXEC
                x: DEL l
                x: RPUSH l 2
                a<
                b: SELECT 2
                b: RPUSH l 3
                a> BLPOP l 0
                x: MULTI
                x: SWAPDB 0 2
                x: LLEN l
                x: EXEC
                a<
                """,
                """
                a> BLMOVE from mid LEFT RIGHT 0
                b> BLMOVE mid to LEFT RIGHT 0
                c> BRPOP to 0
                x: RPUSH from 1
                a<
                b<
                c<
                x: EXISTS from mid to
                """,
                """
                a> BRPOPLPUSH l l 0
                x: RPUSH l 1 2 3
                a<
                x: LRANGE l 0 -1
                b> BLMOVE m m LEFT LEFT 0
                x: LPUSH m 1 2
                b<
                x: LRANGE m 0 -1
                """,
                """
                a> BLMOVE one two LEFT RIGHT 0
                b> BLMOVE two one LEFT RIGHT 0
                x: RPUSH one x
                a<
                b<
                x: LRANGE one 0 -1
                x: LRANGE two 0 -1
                """,
                """
                a> BRPOPLPUSH from to 0
                b> BLPOP from 0
                x: SET to string
                x: RPUSH from 1
                a<
                b<
                x: EXISTS from
                x: GET to
                """,
                """
                a> BLPOP l 0
                x: SET l string
                x: DEL l
                x: HSET l f v
                x: DEL l
                x: RPUSH l 1
                a<
                """,
                """
                a> BLPOP l 0
                x: RPUSH other 2 1
                x: SORT other BY w_* STORE l
                a<
                x: LRANGE l 0 -1
                """,
                """
                a> BLPOP l 0
                x: FLUSHALL
                x: RPUSH l 1
                a<
                """,
                """
                a> BLPOP l 0
                b> BLPOP l 0
                c> BLMOVE l m LEFT LEFT 0
                a!
                x: RPUSH l 1
                b<
                x: CLIENT KILL ID {c}
                x: RPUSH l 2
                x: LRANGE l 0 -1
                x: EXISTS m
                """,
                """
                a> BLPOP l 0
                b> BLMOVE l m LEFT LEFT 0
                c> BLMPOP 0 1 l LEFT
                d> BRPOPLPUSH l m 0
                e> BLPOP l 0
                x: CLIENT UNBLOCK {a}
                a<
                x: CLIENT UNBLOCK {b} TIMEOUT
                b<
                x: CLIENT UNBLOCK {c} TIMEOUT
                c<
                x: CLIENT UNBLOCK {d} ERROR
                d<
                x: CLIENT UNBLOCK {a}
                x: RPUSH l 1 2
                e<
                x: LRANGE l 0 -1
                """,
                """
                a> BLPOP l 0.05
                a<
                b> BLPOP l m 0
                c> BLMOVE l n LEFT LEFT 0.03
                c<
                x: RPUSH l 1
                b<
                """,
                """
                a> BLPOP l 0
                a+ PING
                a+ LPUSH l back
                a+ BLPOP l 0
                x: RPUSH l 1
                a<
                a<
                a<
                a<
                """,
                """
                a: HELLO 3
                a> BLPOP l 0
                b: HELLO 3
                b> BLMOVE l m LEFT LEFT 0.03
                b<
                x: RPUSH l 1
                a<
                """
            })
    void areServedAsByRedis(String play, Twins twins) {
        assertEquals(
                String.join("\n", performed(play, twins.oracle())),
                String.join("\n", performed(play, twins.subject())));
    }

    private static List<String> performed(String play, ServerProcess server) {
        try (Stage stage = new Stage(server)) {
            play.lines().forEach(stage::act);
            return stage.replies;
        }
    }

    /** One server and the clients of a play. */
    private static final class Stage implements AutoCloseable {
        final List<String> replies = new ArrayList<>();
        private final ServerProcess server;
        private final Wire observer;
        private final Map<String, Wire> clients = new LinkedHashMap<>();
        private final Map<String, String> identities = new LinkedHashMap<>();
        private int waiting;

        Stage(ServerProcess server) {
            this.server = server;
            observer = Wire.to(server);
        }

        void act(String line) {
            String name = line.substring(0, 1);
            String words = IDENTITY.matcher(line.substring(2))
                    .replaceAll(found -> identity(found.group(1)))
                    .strip();
            Wire client = client(name);
            switch (line.charAt(1)) {
                case '>' -> {
                    client.send(Words.request(words));
                    waiting++;
                    awaitWaiting(line);
                }
                case '<' -> {
                    note(line, client);
                    waiting--;
                }
                case ':' -> {
                    client.send(Words.request(words));
                    note(line, client);
                    if (words.startsWith("CLIENT KILL")) {
                        waiting--;
                        awaitWaiting(line);
                    }
                }
                case '+' -> {
                    client.send(Words.request(words));
                    waiting++;
                }
                case '!' -> {
                    client.close();
                    waiting--;
                    awaitWaiting(line);
                }
                default -> throw new IllegalArgumentException(line);
            }
        }

        private void note(String line, Wire client) {
            String reply = client.reply().toString();
            // What HELLO says of a server is its own.
            replies.add(line + " -> " + (line.contains("HELLO") ? "" : reply));
        }

        private Wire client(String name) {
            return clients.computeIfAbsent(name, _ -> {
                Wire client = Wire.to(server);
                identities.put(name, client.ask("CLIENT ID").text());
                return client;
            });
        }

        private String identity(String name) {
            client(name);
            return identities.getOrDefault(name, "");
        }

        private void awaitWaiting(String line) {
            Await.until(line + ": " + waiting + " wait", PATIENCE, () -> {
                var found = BLOCKED.matcher(observer.ask("INFO clients").text());
                return found.find() && Integer.parseInt(found.group(1)) == waiting;
            });
        }

        @Override
        public void close() {
            clients.values().forEach(Wire::close);
            waiting = 0;
            awaitWaiting("the end");
            observer.close();
        }
    }
}
