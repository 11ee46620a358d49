package dev.mortise.integration.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes up commands, most of them nearly right.
 *
 * <p>A command begins as a correct one: a form such as {@code SET key value option option}, its places filled from
 * pools of odd keys, values and numbers. Then, half of the time, it is spoilt: a word is lost, doubled, exchanged
 * with another, replaced by junk, or changes its case. Purely random words would hardly get past the check of the
 * arity.
 *
 * <p>{@link OddCalls} makes up calls of one command from its documentation; here is what nobody can read there: times
 * that are meant, options that go together, and commands that follow each other.
 *
 * <p>The same seed makes the same commands, except that deadlines follow the clock.
 */
final class CommandGenerator {

    /**
     * Places are {@code k}ey, the key of a {@code h}ash or a {@code l}ist, an {@code e}nd of a list, {@code v}alue,
     * {@code n}umber, {@code t}ime, {@code o}ption of SET, {@code c}ondition.
     */
    private static final String[] FORMS = {
        "SET k v",
        "SET k v o",
        "SET k v o o",
        "SET k v o o o",
        "SET k n",
        "SET k n o",
        "GET k",
        "GETSET k v",
        "GETDEL k",
        "GETEX k",
        "GETEX k o",
        "GETEX k PERSIST",
        "SETNX k v",
        "SETEX k t v",
        "PSETEX k t v",
        "MSET k v",
        "MSET k v k v",
        "MSETNX k v",
        "MSETNX k v k v",
        "MGET k",
        "MGET k k k",
        "INCR k",
        "INCR k",
        "DECR k",
        "INCRBY k n",
        "INCRBY k n",
        "DECRBY k n",
        "APPEND k v",
        "STRLEN k",
        "GETRANGE k n n",
        "SUBSTR k n n",
        "SETRANGE k n v",
        "INCRBYFLOAT k n",
        "INCRBYFLOAT k v",
        "LCS k k",
        "LCS k k LEN",
        "LCS k k IDX",
        "HSET h v v",
        "HSET h v v v v",
        "HSET h v n",
        "HSET k v v",
        "HMSET h v v",
        "HSETNX h v v",
        "HGET h v",
        "HGET k v",
        "HMGET h v v",
        "HDEL h v",
        "HDEL h v v v",
        "HLEN h",
        "HSTRLEN h v",
        "HEXISTS h v",
        "HINCRBY h v n",
        "HINCRBY h v n",
        "HINCRBYFLOAT h v n",
        "HKEYS h",
        "HVALS h",
        "HGETALL h",
        "HSCAN h v",
        "HSCAN h 0 COUNT v",
        "HRANDFIELD h 0",
        "HRANDFIELD h v v",
        "COPY h h REPLACE",
        "RENAME h h",
        "OBJECT ENCODING h",
        "EXPIRE h t",
        "SET h v",
        "LPUSH l v",
        "LPUSH l v n v",
        "RPUSH l v",
        "RPUSH l n n n n n n n n",
        "RPUSH k v",
        "LPUSHX l v",
        "RPUSHX l v",
        "LPOP l",
        "LPOP l v",
        "RPOP l",
        "RPOP l n",
        "LLEN l",
        "LINDEX l n",
        "LINSERT l BEFORE v v",
        "LINSERT l AFTER n v",
        "LSET l n v",
        "LSET l 0 v",
        "LRANGE l 0 -1",
        "LRANGE l n n",
        "LREM l n v",
        "LREM l 0 n",
        "LTRIM l n n",
        "LTRIM l 1 -2",
        "LPOS l v",
        "LPOS l n RANK n COUNT n MAXLEN n",
        "LPOS l v COUNT 0",
        "LMOVE l l e e",
        "RPOPLPUSH l l",
        "LMPOP 1 l e",
        "LMPOP 2 l l e COUNT v",
        "BLPOP l k 0.001",
        "BRPOP l 0.001",
        "BLMOVE l l e e 0.001",
        "BRPOPLPUSH l l 0.001",
        "BLMPOP 0.001 2 l l e COUNT n",
        "SORT l",
        "SORT l ALPHA",
        "SORT l DESC LIMIT n n",
        "SORT l BY nosort DESC LIMIT n n",
        "SORT l BY k* LIMIT 0 3",
        "SORT l BY k* DESC GET # GET k* GET h*->f",
        "SORT l BY h*->f STORE l",
        "SORT l ALPHA STORE l",
        "SORT_RO l ALPHA GET #",
        "RPUSH l 1 2 3",
        "COPY l l REPLACE",
        "RENAME l l",
        "OBJECT ENCODING l",
        "EXPIRE l t",
        "SET l v",
        "DEL h",
        "MULTI",
        "MULTI",
        "MULTI",
        "EXEC",
        "EXEC",
        "EXEC",
        "EXEC",
        "DISCARD",
        "WATCH k",
        "WATCH k h",
        "WATCH k k",
        "UNWATCH",
        "DEL k",
        "DEL k k",
        "UNLINK k",
        "UNLINK k k",
        "EXISTS k",
        "EXISTS k k k",
        "TYPE k",
        "EXPIRE k t",
        "EXPIRE k t c",
        "PEXPIRE k t c",
        "EXPIREAT k t",
        "EXPIREAT k t c",
        "PEXPIREAT k t",
        "PEXPIREAT k t c c",
        "TTL k",
        "PTTL k",
        "EXPIRETIME k",
        "PEXPIRETIME k",
        "PERSIST k",
        "TOUCH k k",
        "RENAME k k",
        "RENAME k k",
        "RENAMENX k k",
        "COPY k k",
        "COPY k k REPLACE",
        "COPY k k DB 1",
        "COPY k k DB 1 REPLACE",
        "COPY k k DB v",
        "MOVE k 1",
        "MOVE k v",
        "SWAPDB 0 1",
        "SWAPDB v n",
        "OBJECT ENCODING k",
        "OBJECT ENCODING k",
        "KEYS *",
        "KEYS v",
        "DBSIZE",
        "PING",
        "PING v",
        "ECHO v",
        "SELECT n",
        "COMMAND COUNT x",
        "COMMAND GETKEYS SET k v",
        "COMMAND GETKEYS MSET k v k v",
        "COMMAND INFO v",
        "CLIENT SETNAME v",
        "CLIENT GETNAME",
        "CLIENT KILL v",
        "CLIENT LIST TYPE v",
        "CONFIG GET v",
        "CONFIG SET timeout v",
        "CONFIG SET v n",
        "HELLO v",
        "AUTH v",
        "AUTH v v",
        "FLUSHDB v",
        "FLUSHALL v",
        "PUBLISH k v",
        "PUBLISH v v",
        "SPUBLISH k v",
        "PUBSUB CHANNELS",
        "PUBSUB CHANNELS v",
        "PUBSUB SHARDCHANNELS v",
        "PUBSUB NUMSUB",
        "PUBSUB NUMSUB v k",
        "PUBSUB SHARDNUMSUB v v",
        "PUBSUB NUMPAT",
        "PUBSUB v",
        "PUBSUB v v",
        "SCAN v",
        "SCAN n COUNT v",
        "MODULE v",
        "SHUTDOWN v v",
        "v k",
        "v v v"
    };

    private static final String[] HASHES = {"h1", "h2"};

    private static final String[] LISTS = {"l1", "l2"};

    private static final String[] ENDS = {"LEFT", "RIGHT"};

    private static final String[] SET_OPTIONS = {"NX", "XX", "GET", "KEEPTTL", "EX t", "PX t", "EXAT t", "PXAT t"};

    private static final String[] CONDITIONS = {"NX", "XX", "GT", "LT"};

    private final Random random;

    private final OddWords words;

    /**
     * A generator.
     *
     * @param seed decides everything
     */
    CommandGenerator(long seed) {
        random = new Random(seed);
        words = new OddWords(random, System::currentTimeMillis);
    }

    /** {@return a command, never one that would end the test: its words as a script has them, quoted} */
    String next() {
        while (true) {
            List<String> command = filled(words.pick(FORMS));
            while (random.nextInt(2) == 0) {
                words.spoil(command);
            }
            if (!command.isEmpty() && harmless(command)) {
                return OddWords.line(command);
            }
        }
    }

    private List<String> filled(String form) {
        List<String> command = new ArrayList<>();
        for (String place : form.split(" ", -1)) {
            switch (place) {
                case "k" -> command.add(words.key());
                case "h" -> command.add(words.pick(HASHES));
                case "l" -> command.add(words.pick(LISTS));
                case "e" -> command.add(words.pick(ENDS));
                case "v" -> command.add(words.value());
                case "n" -> command.add(words.number());
                case "t" -> command.add(words.time());
                case "o" -> command.addAll(filled(words.pick(SET_OPTIONS)));
                case "c" -> command.add(words.pick(CONDITIONS));
                default -> command.add(place);
            }
        }
        return command;
    }

    /** {@return whether the reply depends on the request alone, and the connection lives on in the same protocol} */
    private static boolean harmless(List<String> words) {
        String name = words.getFirst().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "SHUTDOWN" ->
                words.size() > 1 && words.stream().skip(1).noneMatch(word -> word.matches("(?i)(no)?save|now|force"));
            case "INFO" -> false;
            // Refused in other words where there is no transaction.
            case "EXEC" -> words.size() == 1;
            // Redis counts what was written with a deadline in the past until it comes by: KEYS tells what is there.
            case "DBSIZE" -> words.size() > 1;
            // Subcommands and parameters come in the order of a hash table.
            case "COMMAND" -> words.size() > 2 && words.stream().skip(2).noneMatch("command"::equalsIgnoreCase);
            case "CONFIG" -> words.stream().noneMatch(word -> word.contains("*"));
            case "CLIENT" -> words.size() != 2 || !words.get(1).matches("(?i)list|id|info");
            case "SCAN" -> words.size() > 1 && words.get(1).matches("[a-zA-Z*].*");
            // Chance; and a negative count may ask for more than anybody has.
            case "HRANDFIELD" -> words.size() > 2 && !words.get(2).matches("[+-]?[0-9]*[1-9][0-9]*");
            // What would wait for long, or for ever.
            case "BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH" -> words.getLast().equals("0.001");
            case "BLMPOP" -> words.size() > 1 && words.get(1).equals("0.001");
            case "HELLO" -> words.size() > 1 && !words.get(1).matches("[23]");
            default -> true;
        };
    }
}
