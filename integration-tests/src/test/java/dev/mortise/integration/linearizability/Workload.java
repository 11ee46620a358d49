package dev.mortise.integration.linearizability;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What the clients of a history do, at random: few keys, so that they get in each other's way, and values that no other
 * operation writes, so that an answer tells where it comes from. The keys of one workload lie in several shards.
 */
enum Workload {

    /** Operations of one key each. */
    REGISTERS {
        @Override
        List<Call> some(Random random, Supplier<String> unique) {
            String key = "register" + random.nextInt(3);
            return List.of(
                    switch (random.nextInt(8)) {
                        case 0, 1 -> Call.command("SET " + key + " " + unique.get());
                        case 2 -> Call.command("GETSET " + key + " " + unique.get());
                        case 3 -> Call.command("INCR counter" + random.nextInt(2));
                        case 4 -> Call.command("APPEND text " + unique.get());
                        case 5 -> Call.command("GET text");
                        case 6 -> Call.command("DEL " + key);
                        default -> Call.command("GET " + key);
                    });
        }

        @Override
        List<Call> last() {
            return commands(
                    "GET register0", "GET register1", "GET register2", "GET counter0", "GET counter1", "GET text");
        }
    },

    /** Fields of the same hashes. */
    HASHES {
        @Override
        List<Call> some(Random random, Supplier<String> unique) {
            String field = "hash" + random.nextInt(2) + " field" + random.nextInt(3);
            return List.of(
                    switch (random.nextInt(7)) {
                        case 0, 1 -> Call.command("HSET " + field + " " + unique.get());
                        case 2 -> Call.command("HINCRBY hash0 count " + random.nextInt(100));
                        case 3 -> Call.command("HDEL " + field);
                        case 4 -> Call.command("HLEN hash" + random.nextInt(2));
                        default -> Call.command("HGET " + field);
                    });
        }

        @Override
        List<Call> last() {
            return commands("HLEN hash0", "HLEN hash1", "HGET hash0 count", "HGET hash0 field0");
        }
    },

    /** Elements that go in at both ends of lists, from one to another, and out. */
    LISTS {
        @Override
        List<Call> some(Random random, Supplier<String> unique) {
            return List.of(
                    switch (random.nextInt(7)) {
                        case 0 -> Call.command("LPUSH " + list(random) + " " + unique.get());
                        case 1 -> Call.command("RPUSH " + list(random) + " " + unique.get() + " " + unique.get());
                        case 2 -> Call.command("LPOP " + list(random));
                        case 3 -> Call.command("RPOP " + list(random));
                        case 4 -> Call.command("LMOVE " + list(random) + " " + list(random) + " " + ends(random));
                        case 5 -> Call.command("LLEN " + list(random));
                        default -> Call.command("LRANGE " + list(random) + " 0 -1");
                    });
        }

        @Override
        List<Call> last() {
            return LIST_CONTENTS;
        }
    },

    /** Clients that wait for elements, which come by commands of all kinds. */
    WAITING {
        @Override
        List<Call> some(Random random, Supplier<String> unique) {
            String list = list(random);
            return switch (random.nextInt(12)) {
                case 0 -> commands("BLPOP " + list + " 0");
                case 1 -> commands("BRPOP " + list + " list2 0");
                case 2 -> commands("BLMOVE " + list + " " + list(random) + " " + ends(random) + " 0");
                case 3, 4 -> commands("LPUSH " + list + " " + unique.get());
                case 5 -> commands("RPUSH " + list + " " + unique.get() + " " + unique.get());
                case 6 -> commands("RPUSH aside " + unique.get(), "RENAME aside " + list);
                case 7 -> commands("RPUSH aside " + unique.get(), "COPY aside " + list + " REPLACE", "DEL aside");
                case 8 -> commands("LMOVE " + list(random) + " " + list + " " + ends(random));
                case 9 ->
                    List.of(Call.transaction(
                            "RPUSH " + list + " " + unique.get(), "LPUSH list2 " + unique.get(), "LPOP " + list));
                case 10 -> List.of(Call.transaction("RPUSH " + list + " " + unique.get(), "DEL " + list));
                default -> commands("LRANGE " + list + " 0 -1");
            };
        }

        @Override
        List<Call> last() {
            return LIST_CONTENTS;
        }
    },

    /** Commands of several keys. */
    MANY_KEYS {
        @Override
        List<Call> some(Random random, Supplier<String> unique) {
            String one = "key" + random.nextInt(4);
            String other = "key" + random.nextInt(4);
            return List.of(
                    switch (random.nextInt(8)) {
                        case 0, 1 -> Call.command("MSET key0 " + unique.get() + " key1 " + unique.get());
                        case 2 -> Call.command("MSET " + one + " " + unique.get() + " key3 " + unique.get());
                        case 3 -> Call.command("RENAME " + one + " " + other);
                        case 4 ->
                            Call.command(
                                    "COPY " + one + " key" + (Integer.parseInt(one.substring(3)) + 1) + " REPLACE");
                        case 5 -> Call.command("DEL " + one + " " + other);
                        default -> Call.command("MGET key0 key1 key2 key3");
                    });
        }

        @Override
        List<Call> last() {
            return commands("MGET key0 key1 key2 key3 key4");
        }
    },

    /**
     * Keys that have nothing to do with each other, but are written one after the other, and read the other way round:
     * who sees the later one sees the earlier one.
     */
    PIPELINES {
        @Override
        List<Call> some(Random random, Supplier<String> unique) {
            int earlier = random.nextInt(3);
            int later = earlier + 1 + random.nextInt(3 - earlier);
            return switch (random.nextInt(5)) {
                case 0, 1 -> commands("SET key" + earlier + " " + unique.get(), "SET key" + later + " " + unique.get());
                case 2 -> commands("INCR count", "RPUSH list0 " + unique.get(), "HSET hash0 field " + unique.get());
                case 3 -> commands("HGET hash0 field", "LRANGE list0 0 -1", "GET count");
                default -> commands("GET key" + later, "GET key" + earlier);
            };
        }

        @Override
        List<Call> last() {
            return commands("GET key0", "GET key1", "GET key2", "GET key3", "GET count", "LLEN list0");
        }
    },

    /** Databases that are emptied and exchanged, while clients in two of them read, write and watch. */
    DATABASES {
        @Override
        List<Call> some(Random random, Supplier<String> unique) {
            String key = "key" + random.nextInt(3);
            return switch (random.nextInt(12)) {
                case 0 -> commands("FLUSHALL");
                case 1 -> commands("FLUSHDB");
                case 2 -> commands("SWAPDB 0 1");
                case 3, 4 -> commands("SELECT " + random.nextInt(2));
                case 5 -> commands("MSET key0 " + unique.get() + " key1 " + unique.get() + " key2 " + unique.get());
                case 6, 7 -> commands("SET " + key + " " + unique.get());
                case 8 ->
                    List.of(Call.transaction("FLUSHDB", "SET " + key + " " + unique.get(), "MGET key0 key1 key2"));
                case 9 ->
                    List.of(
                            Call.command("WATCH " + key),
                            Call.transactionAfterWatch(key, "APPEND " + key + " " + unique.get(), "SWAPDB 1 0"));
                case 10 -> List.of(BOTH_DATABASES);
                default -> commands("MGET key0 key1 key2");
            };
        }

        @Override
        List<Call> last() {
            return List.of(BOTH_DATABASES);
        }
    },

    /** Transactions about several keys, some of which are watched. */
    TRANSACTIONS {
        @Override
        List<Call> some(Random random, Supplier<String> unique) {
            String one = "key" + random.nextInt(3);
            String other = "key" + random.nextInt(3);
            String append = "APPEND " + one + " " + unique.get();
            return switch (random.nextInt(8)) {
                case 0 -> List.of(Call.transaction(append, "INCR count", "RPUSH list0 " + unique.get()));
                case 1 -> List.of(Call.transaction("GET " + one, "SET " + other + " " + unique.get(), "GET " + one));
                case 2 -> List.of(Call.transaction("RENAME " + one + " " + other, "MGET key0 key1 key2"));
                case 3 ->
                    List.of(Call.command("WATCH " + other), Call.transactionAfterWatch(other, "GET " + other, append));
                case 4 ->
                    List.of(
                            Call.command("WATCH " + one),
                            Call.command("GET " + one),
                            Call.transactionAfterWatch(one, "SET " + one + " " + unique.get(), "LPOP list0"));
                case 5 -> commands("SET " + one + " " + unique.get());
                case 6 -> commands("DEL " + one);
                default -> List.of(Call.transaction("MGET key0 key1 key2", "GET count", "LLEN list0"));
            };
        }

        @Override
        List<Call> last() {
            return commands("MGET key0 key1 key2", "GET count", "LRANGE list0 0 -1");
        }
    };

    private static final Call BOTH_DATABASES =
            Call.transaction("SELECT 1", "MGET key0 key1 key2", "SELECT 0", "MGET key0 key1 key2");

    private static final List<Call> LIST_CONTENTS =
            commands("LRANGE list0 0 -1", "LRANGE list1 0 -1", "LRANGE list2 0 -1");

    /**
     * {@return a few calls that belong together, of which only the last one may wait}
     *
     * @param random decides what
     * @param unique gives values
     */
    abstract List<Call> some(Random random, Supplier<String> unique);

    /** {@return what tells what is left in the end} */
    abstract List<Call> last();

    private static List<Call> commands(String... commands) {
        return List.of(commands).stream().map(Call::command).toList();
    }

    private static String list(Random random) {
        return "list" + random.nextInt(2);
    }

    private static String ends(Random random) {
        return (random.nextBoolean() ? "LEFT " : "RIGHT ") + (random.nextBoolean() ? "LEFT" : "RIGHT");
    }
}
