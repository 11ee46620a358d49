package dev.mortise.integration.linearizability;

import dev.mortise.testkit.ReplyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A keyspace for one client at a time: the commands of the {@link Workload workloads}, in the shortest way that is
 * right. A test asks redis-server whether it is.
 *
 * <p><b>Waiting</b> needs no notion of its own: {@code BLPOP} is a pop that is done some time between its invocation
 * and its return, when there is an element. Of several keys one that has waited may take any; one that has not, the
 * first.
 *
 * <p><b>Watching</b> is remembered as the keys that nobody has changed since a client began to watch them.
 *
 * <p><b>Databases</b> there are two, which will do to mistake one for the other. A client is in the first one until it
 * says {@code SELECT}.
 */
final class KeyspaceModel implements SequentialModel<KeyspaceModel.State, Call, ReplyValue> {

    /** Those that concern more than the keys they name. */
    private static final Set<String> OF_DATABASES = Set.of("FLUSHALL", "FLUSHDB", "SWAPDB", "SELECT");

    /** A key that a client watches and that nobody has changed since. */
    record Watch(int client, int database, String key) {}

    /**
     * All there is.
     *
     * @param databases strings, lists of strings, and maps of these, by the names of their keys
     * @param chosen the numbers of the databases that clients are in, other than 0
     * @param untouched what is watched
     */
    record State(List<Map<String, Object>> databases, Map<Integer, Integer> chosen, Set<Watch> untouched) {

        private int database(int client) {
            return chosen.getOrDefault(client, 0);
        }

        private Map<String, Object> values(int client) {
            return databases.get(database(client));
        }
    }

    @Override
    public State initial() {
        return new State(List.of(Map.of(), Map.of()), Map.of(), Set.of());
    }

    @Override
    public boolean concernsAll(Call call) {
        return call.commands().stream()
                .anyMatch(command -> OF_DATABASES.contains(Call.words(command).getFirst()));
    }

    @Override
    public Set<String> keys(Call call) {
        Set<String> keys = new LinkedHashSet<>(call.watched());
        call.commands().forEach(command -> keys.addAll(keys(Call.words(command))));
        return keys;
    }

    private static List<String> keys(List<String> words) {
        return switch (words.getFirst()) {
            case "MSET" -> {
                List<String> keys = new ArrayList<>();
                for (int i = 1; i < words.size(); i += 2) {
                    keys.add(words.get(i));
                }
                yield keys;
            }
            case "MGET", "DEL", "WATCH" -> words.subList(1, words.size());
            case "BLPOP", "BRPOP" -> words.subList(1, words.size() - 1);
            case "RENAME", "COPY", "LMOVE", "BLMOVE" -> words.subList(1, 3);
            default -> words.subList(1, 2);
        };
    }

    @Override
    public List<Outcome<State, ReplyValue>> outcomes(State state, int client, Call call) {
        if (call.transaction()) {
            return List.of(transaction(state, client, call));
        }
        List<String> words = Call.words(call.commands().getFirst());
        return switch (words.getFirst()) {
            case "WATCH" -> List.of(watch(state, client, keys(words)));
            case "BLPOP", "BRPOP" ->
                keys(words).stream()
                        .filter(state.values(client)::containsKey)
                        .map(key -> outcome(state, client, List.of(words.getFirst(), key, "0")))
                        .toList();
            case "BLMOVE" ->
                state.values(client).containsKey(words.get(1)) ? List.of(outcome(state, client, words)) : List.of();
            default -> List.of(outcome(state, client, words));
        };
    }

    private static Outcome<State, ReplyValue> outcome(State state, int client, List<String> words) {
        Draft draft = new Draft(state, client);
        ReplyValue reply = draft.run(words);
        return new Outcome<>(draft.finished(), reply);
    }

    private static Outcome<State, ReplyValue> watch(State state, int client, List<String> keys) {
        Set<Watch> untouched = new HashSet<>(state.untouched);
        keys.forEach(key -> untouched.add(new Watch(client, state.database(client), key)));
        return new Outcome<>(new State(state.databases, state.chosen, untouched), ReplyValue.ok());
    }

    private static Outcome<State, ReplyValue> transaction(State state, int client, Call call) {
        int database = state.database(client);
        boolean changed =
                call.watched().stream().anyMatch(key -> !state.untouched.contains(new Watch(client, database, key)));
        Draft draft = new Draft(state, client);
        draft.untouched.removeIf(watch -> watch.client == client);
        if (changed) {
            return new Outcome<>(draft.finished(), ReplyValue.nilArray());
        }
        ReplyValue[] replies = call.commands().stream()
                .map(command -> draft.run(Call.words(command)))
                .toArray(ReplyValue[]::new);
        return new Outcome<>(draft.finished(), ReplyValue.array(replies));
    }

    /** A state in the making. Values in it are replaced, never changed, for other states share them. */
    private static final class Draft {
        private final int client;
        private final List<Map<String, Object>> databases = new ArrayList<>();
        private final Map<Integer, Integer> chosen;
        private final Set<Watch> untouched;

        /** The number of the client's database. */
        private int database;

        /** What is in it. */
        private Map<String, Object> values;

        Draft(State state, int client) {
            this.client = client;
            state.databases.forEach(each -> databases.add(new HashMap<>(each)));
            chosen = new HashMap<>(state.chosen);
            untouched = new HashSet<>(state.untouched);
            database = state.database(client);
            values = databases.get(database);
        }

        State finished() {
            return new State(databases, chosen, untouched);
        }

        private void touch(String key) {
            untouched.removeIf(watch -> watch.database == database && watch.key.equals(key));
        }

        /** An empty list or hash is none. */
        private void put(String key, Object value) {
            touch(key);
            boolean empty = switch (value) {
                case List<?> list -> list.isEmpty();
                case Map<?, ?> map -> map.isEmpty();
                default -> false;
            };
            if (empty) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        }

        private boolean remove(String key) {
            boolean there = values.remove(key) != null;
            if (there) {
                touch(key);
            }
            return there;
        }

        private ReplyValue string(String key) {
            return values.get(key) instanceof String text ? ReplyValue.bulk(text) : ReplyValue.nil();
        }

        /** {@return a copy} */
        private List<String> list(String key) {
            List<String> copy = new ArrayList<>();
            if (values.get(key) instanceof List<?> list) {
                list.forEach(element -> copy.add((String) element));
            }
            return copy;
        }

        /** {@return a copy} */
        private Map<String, String> hash(String key) {
            Map<String, String> copy = new HashMap<>();
            if (values.get(key) instanceof Map<?, ?> map) {
                map.forEach((field, value) -> copy.put((String) field, (String) value));
            }
            return copy;
        }

        ReplyValue run(List<String> words) {
            String name = words.getFirst().toUpperCase(Locale.ROOT);
            if (OF_DATABASES.contains(name)) {
                ofDatabases(name, words);
                return ReplyValue.ok();
            }
            String key = words.get(1);
            return switch (name) {
                case "GET" -> string(key);
                case "SET" -> {
                    put(key, words.get(2));
                    yield ReplyValue.ok();
                }
                case "GETSET" -> {
                    ReplyValue before = string(key);
                    put(key, words.get(2));
                    yield before;
                }
                case "INCR" -> {
                    long next = Long.parseLong((String) values.getOrDefault(key, "0")) + 1;
                    put(key, Long.toString(next));
                    yield ReplyValue.integer(next);
                }
                case "APPEND" -> {
                    String text = values.getOrDefault(key, "") + words.get(2);
                    put(key, text);
                    yield ReplyValue.integer(text.length());
                }
                case "MGET" ->
                    ReplyValue.array(keys(words).stream().map(this::string).toArray(ReplyValue[]::new));
                case "MSET" -> {
                    for (int i = 1; i < words.size(); i += 2) {
                        put(words.get(i), words.get(i + 1));
                    }
                    yield ReplyValue.ok();
                }
                case "DEL" ->
                    ReplyValue.integer(keys(words).stream().filter(this::remove).count());
                case "RENAME" -> rename(key, words.get(2));
                case "COPY" -> copy(key, words.get(2));
                default -> words.getFirst().startsWith("H") ? hashes(words) : lists(words);
            };
        }

        private void ofDatabases(String name, List<String> words) {
            switch (name) {
                case "FLUSHDB" -> empty(database);
                case "FLUSHALL" -> {
                    for (int i = 0; i < databases.size(); i++) {
                        empty(i);
                    }
                }
                case "SWAPDB" -> swap(Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
                default -> {
                    database = Integer.parseInt(words.get(1));
                    // Who is where everybody begins is not remembered: that is no other state.
                    chosen.remove(client);
                    if (database != 0) {
                        chosen.put(client, database);
                    }
                }
            }
            values = databases.get(database);
        }

        private void empty(int number) {
            Map<String, Object> emptied = databases.get(number);
            untouched.removeIf(watch -> watch.database == number && emptied.containsKey(watch.key));
            emptied.clear();
        }

        /** Who watches a key in one of them has it changed if it is in one of them. */
        private void swap(int one, int other) {
            if (one != other) {
                untouched.removeIf(watch -> (watch.database == one || watch.database == other)
                        && (databases.get(one).containsKey(watch.key)
                                || databases.get(other).containsKey(watch.key)));
                Collections.swap(databases, one, other);
            }
        }

        private ReplyValue rename(String from, String to) {
            Object value = values.get(from);
            if (value == null) {
                return ReplyValue.error("ERR no such key");
            }
            if (!from.equals(to)) {
                remove(from);
                put(to, value);
            }
            return ReplyValue.ok();
        }

        /** {@code COPY … REPLACE}. */
        private ReplyValue copy(String from, String to) {
            Object value = values.get(from);
            if (value != null) {
                put(to, value);
            }
            return ReplyValue.integer(value == null ? 0 : 1);
        }

        private ReplyValue hashes(List<String> words) {
            String key = words.get(1);
            Map<String, String> hash = hash(key);
            String field = words.size() > 2 ? words.get(2) : "";
            String before = hash.get(field);
            return switch (words.getFirst()) {
                case "HGET" -> before == null ? ReplyValue.nil() : ReplyValue.bulk(before);
                case "HLEN" -> ReplyValue.integer(hash.size());
                case "HSET" -> {
                    hash.put(field, words.get(3));
                    put(key, hash);
                    yield ReplyValue.integer(before == null ? 1 : 0);
                }
                case "HINCRBY" -> {
                    long next = (before == null ? 0 : Long.parseLong(before)) + Long.parseLong(words.get(3));
                    hash.put(field, Long.toString(next));
                    put(key, hash);
                    yield ReplyValue.integer(next);
                }
                case "HDEL" -> {
                    if (before != null) {
                        hash.remove(field);
                        put(key, hash);
                    }
                    yield ReplyValue.integer(before == null ? 0 : 1);
                }
                default -> throw new IllegalArgumentException("no model of " + words);
            };
        }

        private ReplyValue lists(List<String> words) {
            String key = words.get(1);
            List<String> list = list(key);
            return switch (words.getFirst()) {
                case "LLEN" -> ReplyValue.integer(list.size());
                case "LRANGE" -> ReplyValue.bulks(list.toArray(String[]::new));
                case "LPUSH", "RPUSH" -> {
                    boolean left = words.getFirst().startsWith("L");
                    words.subList(2, words.size()).forEach(element -> list.add(left ? 0 : list.size(), element));
                    put(key, list);
                    yield ReplyValue.integer(list.size());
                }
                case "LPOP", "RPOP" -> list.isEmpty() ? ReplyValue.nil() : ReplyValue.bulk(pop(key, words.getFirst()));
                case "BLPOP", "BRPOP" ->
                    list.isEmpty()
                            ? ReplyValue.nilArray()
                            : ReplyValue.bulks(key, pop(key, words.getFirst().substring(1)));
                case "LMOVE", "BLMOVE" -> list.isEmpty() ? ReplyValue.nil() : ReplyValue.bulk(move(words));
                default -> throw new IllegalArgumentException("no model of " + words);
            };
        }

        /** {@return the element taken at the end that the command's first letter says} */
        private String pop(String key, String command) {
            List<String> list = list(key);
            String element = command.startsWith("L") ? list.removeFirst() : list.removeLast();
            put(key, list);
            return element;
        }

        private String move(List<String> words) {
            String element = pop(words.get(1), words.get(3));
            List<String> target = list(words.get(2));
            target.add(words.get(4).startsWith("L") ? 0 : target.size(), element);
            put(words.get(2), target);
            return element;
        }
    }
}
