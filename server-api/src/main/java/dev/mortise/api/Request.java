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

    /** {@return whether the command has waited and its time is over, so that it is to answer now} */
    boolean timedOut();

    /**
     * {@return the time, in milliseconds since 1970}
     *
     * <p>It stands still while the command runs; use nothing else for instants that are stored.
     */
    long nowMillis();

    /** {@return the spec of the running command} */
    CommandSpec spec();

    /** {@return the server} */
    Server server();

    /**
     * {@return the whole keyspace}
     *
     * @throws IllegalStateException if the command declares particular keys: those are reached by {@link #entry}
     */
    Keyspace keyspace();
}
