package dev.mortise.api;

import dev.mortise.api.internal.HostRequest;
import java.time.Duration;

/**
 * One command as one client sent it. Belongs to the call of {@link Command#execute}, and so does all it returns.
 *
 * <p>Arguments count from 0, the first one after the name of the command (and of the subcommand).
 */
@Stable
public sealed interface Request permits HostRequest {

    /** How deep commands may {@linkplain #call call} each other. */
    int MOST_CALLS = 16;

    /** {@return the number of arguments after the name} */
    int size();

    /**
     * {@return an argument, borrowed for this call}
     *
     * @param index from 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException for another index
     */
    Slice arg(int index);

    /** {@return the number of words the client sent: the name, that of a subcommand, the arguments} */
    int words();

    /**
     * {@return a word as the client sent it, borrowed for this call}
     *
     * @param index from 0, the name of the command, to {@code words() - 1}
     * @throws IndexOutOfBoundsException for another index
     */
    Slice word(int index);

    /**
     * Keeps an argument from being shown to anybody: {@code MONITOR} and the slow log write {@code (redacted)} instead.
     * For passwords and the like; to be called before anything that may throw.
     *
     * @param index of the argument, from 0 to {@code size() - 1}
     */
    void redact(int index);

    /**
     * {@return whether a word must not be shown, for whoever shows requests}
     *
     * @param word from 0 to {@code words() - 1}
     */
    boolean redacted(int word);

    /** {@return the number of declared keys in this request} */
    int keys();

    /**
     * {@return the name of a declared key, borrowed for this call}
     *
     * @param k the number of the key in the order of the key specs, from 0 to {@code keys() - 1}
     * @throws IndexOutOfBoundsException for another number
     */
    Slice key(int k);

    /**
     * {@return the entry of a declared key, locked and borrowed for this call}
     *
     * @param k the number of the key in the order of the key specs, from 0 to {@code keys() - 1}
     * @throws IndexOutOfBoundsException for another number
     */
    Entry entry(int k);

    /**
     * {@return the entry of a declared key in a database of choice, locked and borrowed for this call}
     *
     * <p>A key has one lock for all databases, so what {@link #entry(int)} may touch this may touch too: {@code MOVE}
     * and {@code COPY} reach other databases by it. An entry of the client's own database is the same as that of {@link
     * #entry(int)}; of the others, one a key can be held at a time.
     *
     * @param k the number of the key, from 0 to {@code keys() - 1}
     * @param database the number of the database, from 0 to one less than {@link Keyspace#databases()}
     * @throws IndexOutOfBoundsException for another number
     */
    Entry entry(int k, int database);

    /**
     * {@return the entry of a declared key, as {@link #entry}, for commands that look at it without using its value}
     *
     * <p>A key that is merely looked at, by {@code TYPE}, {@code TTL} or {@code OBJECT}, has not been used: it is
     * evicted as early as if nobody had asked.
     *
     * @param k the number of the key in the order of the key specs, from 0 to {@code keys() - 1}
     * @throws IndexOutOfBoundsException for another number
     */
    Entry peek(int k);

    /**
     * {@return the entry of a declared key, as {@link #entry}, for commands that write and answer what was there}
     *
     * <p>It counts as a hit or as a miss, and a miss is told to those who listen to {@link KeyEvent.Kind#MISSED}: so
     * {@code GETDEL}, and the source of {@code COPY}. In a command that only reads, every look at an entry does that.
     *
     * @param k the number of the key in the order of the key specs, from 0 to {@code keys() - 1}
     * @throws IndexOutOfBoundsException for another number
     */
    @Preview
    Entry lookUp(int k);

    /**
     * Has the journal get a command in place of this one: one that does again what this one did, where this one itself
     * would not, and for which {@linkplain CommandSpec.Builder#journalsOutcome what became of the keys} would be too
     * much. May be called several times; counts only if something was changed. Among commands that {@linkplain #call
     * call} each other it may not count: they are journaled together.
     *
     * @param words the name and the arguments; copied
     */
    void journal(Slice... words);

    /** {@return the client that sent it} */
    Session session();

    /**
     * Makes the client wait. The command must not have written a reply, nor changed anything; it returns, and is run
     * again from its beginning when the time is over or somebody {@linkplain Session#unblock unblocks} the client.
     * Until then nothing more of this client is executed. No thread waits.
     *
     * @param untilMillis when to run it again, in milliseconds since 1970; {@link Long#MAX_VALUE} for never
     */
    void block(long untilMillis);

    /** {@return whether the command may make its client wait: not if another one has {@linkplain #call called} it} */
    boolean canBlock();

    /**
     * {@return the number of the first of the first keys that has a value of a type for this command, or -1 if none
     * has}
     *
     * <p>For commands that {@linkplain #blockOnKeys wait} until there is one. When the command runs for the first time,
     * a value of another type is an error, in the order of the keys, and a value that those who came earlier are about
     * to get is not for this command. When it has waited, it is about the key for which it is its turn and no other.
     *
     * @param type the type of value
     * @param count how many keys to look at, from 1 to {@code keys()}
     * @throws ServerError {@code WRONGTYPE}
     * @throws IndexOutOfBoundsException if there are fewer keys
     */
    @Preview
    int readyKey(ValueType<?> type, int count);

    /**
     * Makes the client wait for a value of a type under one of the first keys. The command must not have written a
     * reply. It returns, and is run again from its beginning when one of these keys was changed and holds such a value,
     * until it answers; and for the last time, {@link #timedOut}, when it is to wait no longer. Until then nothing more
     * of this client is executed. No thread waits, and no key is locked.
     *
     * <pre>{@code
     * int k = request.readyKey(LIST, request.keys());
     * if (k >= 0) {
     *     reply.bulk(pop(request.entry(k)));
     * } else if (request.timedOut()) {
     *     reply.nil();
     * } else {
     *     request.blockOnKeys(LIST, request.keys(), untilMillis);
     * }
     * }</pre>
     *
     * <p><b>Nobody has to signal anything.</b> Whatever gives a key a value serves those who wait for it: a command, be
     * it called by another one, a value moved, copied or restored, an exchange of databases, a timer's {@link
     * Keyspace#write}.
     *
     * <p><b>Order.</b> First come, first served, for each key by itself, and in the order in which keys were changed.
     * They are served by the thread that made the change, when it has given back its locks and before it does anything
     * else: whoever has given a key a value and got his reply finds what those who waited have left. Commands of others
     * may come between the change and its serving, as if they had been sent before. A command that is run and calls
     * this again keeps its place and the instant it gave first.
     *
     * <p><b>Threads.</b> So the command may be run again by another thread than that of its client, whose session does
     * nothing else meanwhile. It may then only answer, or go on waiting. It is journaled and announced as it is done,
     * as if it had been sent then; interceptors and monitors saw it when it came.
     *
     * @param type the type of value
     * @param count how many keys to wait for, from 1 to {@code keys()}: the first ones
     * @param untilMillis how long, in milliseconds since 1970; {@link Long#MAX_VALUE} for ever
     * @throws IndexOutOfBoundsException if there are fewer keys
     * @throws IllegalStateException in an {@link Interceptor}, if the command does not declare {@link Flag#BLOCKING},
     *     if its time is over, and in one that was {@linkplain #call called} by another one: it is {@link #timedOut}
     *     from the beginning
     */
    @Preview
    void blockOnKeys(ValueType<?> type, int count, long untilMillis);

    /**
     * Makes the client wait for any change of one of the first keys: a value that is written, replaced, removed or
     * ends. Otherwise as {@link #blockOnKeys}, but it is not the command that is run then but something that may know
     * what the command has found the first time, such as the last entry of a stream.
     *
     * <pre>{@code
     * long last = lastEntry(request.peek(0));
     * request.blockOnChanges(1, untilMillis, (again, reply) -> {
     *     if (again.timedOut()) {
     *         reply.nil();
     *     } else if (lastEntry(again.peek(0)) > last) {
     *         reply.integer(lastEntry(again.peek(0)));
     *     } else {
     *         again.waitOn();
     *     }
     * });
     * }</pre>
     *
     * @param count how many keys to wait for, from 1 to {@code keys()}: the first ones
     * @param untilMillis how long, in milliseconds since 1970; {@link Long#MAX_VALUE} for ever
     * @param then what to run; has the same keys, and must keep nothing of this request but copies
     * @throws IndexOutOfBoundsException as {@link #blockOnKeys}
     * @throws IllegalStateException as {@link #blockOnKeys}
     */
    @Preview
    void blockOnChanges(int count, long untilMillis, Command then);

    /**
     * Goes on waiting, in what {@link #blockOnKeys} or {@link #blockOnChanges} has run again.
     *
     * @throws IllegalStateException if it was not run again, or its time is over
     */
    @Preview
    void waitOn();

    /**
     * Answers later: the body runs on a virtual thread, where it may wait, and what it returns then writes the reply.
     * The command writes nothing itself, and returns after this call; if it answers all the same, the body does not
     * run. Until the reply is written nothing more of this client is executed, and its replies leave in the order of
     * its requests; other clients go on. No key is locked meanwhile.
     *
     * <pre>{@code
     * String name = request.arg(0).utf8();
     * request.async(Duration.ofSeconds(2), scope -> {
     *     String address = lookUp(name);
     *     return reply -> reply.bulk(address);
     * });
     * }</pre>
     *
     * <p>When the limit is over the client gets a {@code TIMEOUT} error. Then, when the client leaves or is killed, by
     * {@code CLIENT UNBLOCK} and when the server stops, the thread is interrupted. A server that stops lets bodies that
     * run finish within the few seconds it takes to see its clients off.
     *
     * @param limit how long it may take, more than 0
     * @param body what to do
     * @throws ServerError if the command was {@linkplain #call called} by another one, which cannot wait for it
     * @throws IllegalStateException in an {@link Interceptor}
     */
    @Preview
    void async(Duration limit, AsyncBody body);

    /**
     * Runs another command, now and within this one: the same client and database, the same instant, one atomic step,
     * and writes its answer as the next value of this command's reply.
     *
     * <p>The keys it is given must be among the keys of this request, for only these are locked; a command that
     * declares {@link KeySpec#all} may name any. One that writes can be called only by one that declares {@link
     * Flag#WRITE}. A command that would block answers as if its time were over. It may call others in turn, {@value
     * #MOST_CALLS} deep.
     *
     * <p>In {@code INFO commandstats} it counts as if a client had sent it, as commands of scripts do in Redis; it is
     * not shown by {@code MONITOR}, goes into the slow log only as a part of this one, and is not intercepted. To the
     * journal, what the two do is one unit.
     *
     * @param command which one
     * @param into this command's reply
     * @param arguments what to give it, copied
     * @throws ServerError if it answers an error, whatever it is, or cannot be called here. This command answers the
     *     same unless it catches it; nothing of the called command's answer is in the reply then.
     */
    @Preview
    void call(CommandRef command, Reply into, Slice... arguments);

    /**
     * Runs another command, as {@link #call(CommandRef, Reply, Slice...)} does.
     *
     * @param command which one
     * @param arguments what to give it, copied
     * @return its answer
     * @throws ServerError if it answers an error, whatever it is, or cannot be called here
     */
    @Preview
    CallResult call(CommandRef command, Slice... arguments);

    /**
     * Puts a copy of this request at the end of a batch. In {@link SessionMode#takes} only.
     *
     * @param batch gets it
     * @throws ServerError {@code OOM} if the memory limit is reached, and nothing could be evicted: it is not kept
     */
    @Preview
    void keepIn(Batch batch);

    /**
     * Runs the requests of a batch together, as one atomic step: the shards of all their keys are locked, in the order
     * of their numbers, before the first begins, and until the last is done. What others do is seen by all of them or
     * by none, and nobody sees what only some of them have done. Batches, and commands, whose keys are in other shards
     * run at the same time.
     *
     * <p>The answer is an array with that of each request, in their order; an error of one, or the failure of its
     * plugin, is its answer and keeps none of the others from running. To the journal they are one unit. Those who wait
     * for keys are served, and listeners told of events, when all is done.
     *
     * <p>Each counts in {@code INFO commandstats}, the slow log and the histograms by itself, and is shown by {@code
     * MONITOR} and seen by its interceptors as if it came alone. One that would block answers as if its time were over,
     * and one that answers {@linkplain #async later} answers an error. A command that declares no keys and reads,
     * writes or administers has everything locked; of any other, one that asks for {@link #keyspace} is refused if the
     * batch has locked particular keys.
     *
     * <p>However it ends, but for {@link Batch.Outcome#LATER}, the session {@linkplain #watchKeys watches} no key
     * afterwards. The batch is left as it is.
     *
     * @param batch the requests
     * @param reply this command's; gets the array, or nothing
     * @return what became of it
     * @throws ServerError {@code OOM} if one of the requests is refused when there is no memory, and there is none;
     *     what else keeps a write or a command from running now, in the words that it would be answered by itself.
     *     Nothing was run or written.
     * @throws IllegalStateException in a command that declares keys or was {@linkplain #call called}, since it would
     *     lock out of order
     */
    @Preview
    Batch.Outcome run(Batch batch, Reply reply);

    /**
     * Watches the declared keys, in the database the client has chosen, until the session watches no longer: from now
     * on, {@link #run} finds that they were changed if anybody, this client included, changes one of them, or if one
     * ends or makes room.
     *
     * <p>While somebody watches, whoever changes something pays for a look-up; while nobody does, nothing.
     *
     * @see Session#unwatchKeys
     */
    @Preview
    void watchKeys();

    /** {@return whether the command has waited and its time is over, or cannot wait, so that it is to answer now} */
    boolean timedOut();

    /**
     * {@return the time, in milliseconds since 1970}
     *
     * <p>It stands still while the command runs; use nothing else for instants that are stored.
     */
    long nowMillis();

    /**
     * {@return the name of the command in small letters, of a subcommand with its parent's in front: {@code "get"},
     * {@code "config|get"}}
     */
    @Preview
    String commandName();

    /** {@return the spec of the running command} */
    CommandSpec spec();

    /** {@return the server} */
    Server server();

    /**
     * {@return the whole keyspace}
     *
     * @throws IllegalStateException if the command declares particular keys, which are reached by {@link #entry},
     *     unless its {@link KeyFinder} has found that the request may concern keys {@linkplain KeyFinder#ANYWHERE
     *     anywhere}
     */
    Keyspace keyspace();
}
