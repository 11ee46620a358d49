package dev.mortise.runtime.session;

import dev.mortise.api.AsyncBody;
import dev.mortise.api.ReplyBody;
import dev.mortise.api.Server;
import dev.mortise.api.internal.HostAsyncScope;
import dev.mortise.runtime.command.RegisteredCommand;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request whose reply is worked out away from the event loop.
 *
 * <p><b>How.</b> The client waits, as with a command that blocks. The body runs on a thread of the plugin's, leaves
 * what it returned or threw here, and wakes the client; its event loop then finds the call {@link #done} and has the
 * reply written in the place of running the command again. When instead the limit is over, somebody unblocks the
 * client, or it leaves, the call is {@linkplain #cancel cancelled}, and whatever the body does then concerns nobody.
 *
 * <p><b>Threads.</b> Made, started and taken by the event loop; run by one other thread; cancelled by any.
 */
public final class AsyncCall implements HostAsyncScope {

    private final RegisteredCommand command;
    private final ClientSession session;
    private final Server server;
    private final AsyncBody body;
    private final long limitMillis;
    private final CountDownLatch end = new CountDownLatch(1);

    private BitSet secrets = new BitSet();
    private @Nullable Thread thread;
    private @Nullable ReplyBody reply;
    private @Nullable Throwable failure;
    private volatile boolean cancelled;
    private volatile boolean done;

    /**
     * @param command the command that is answered
     * @param session who waits
     * @param server what the body may ask for
     * @param body what to do
     * @param limitMillis how long it may take
     */
    public AsyncCall(
            RegisteredCommand command, ClientSession session, Server server, AsyncBody body, long limitMillis) {
        this.command = command;
        this.session = session;
        this.server = server;
        this.body = body;
        this.limitMillis = limitMillis;
    }

    /** {@return the command that is answered} */
    public RegisteredCommand command() {
        return command;
    }

    /** {@return how long it may take} */
    public long limitMillis() {
        return limitMillis;
    }

    /**
     * Runs the body elsewhere.
     *
     * @param threads the plugin's
     * @param newSecrets which arguments of the request nobody may see, for when it is answered
     */
    public void start(Executor threads, BitSet newSecrets) {
        secrets = newSecrets;
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            finish(null, e);
        }
    }

    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    private void run() {
        synchronized (this) {
            if (cancelled) {
                end.countDown();
                return;
            }
            thread = Thread.currentThread();
        }
        ReplyBody returned = null;
        Throwable thrown = null;
        try {
            returned = body.run(this);
        } catch (Throwable e) {
            thrown = e;
        }
        finish(returned, thrown);
    }

    private void finish(@Nullable ReplyBody returned, @Nullable Throwable thrown) {
        synchronized (this) {
            // From here on an interrupt would hit something else.
            thread = null;
            reply = returned;
            failure = thrown;
            done = true;
        }
        try {
            session.connection().wake();
        } catch (RejectedExecutionException e) {
            // The event loops have ended, and the client with them.
            cancelled = true;
        }
        end.countDown();
    }

    /** {@return the indexes of the arguments that nobody may see} */
    public BitSet secrets() {
        return secrets;
    }

    /** {@return whether the body has returned} */
    public boolean done() {
        return done;
    }

    /** {@return what writes the reply, or null if the body threw something or returned nothing; once it is done} */
    public synchronized @Nullable ReplyBody reply() {
        return reply;
    }

    /** {@return what the body threw, or null; once it is done} */
    public synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** Interrupts the body: nobody waits for it any more. */
    public synchronized void cancel() {
        cancelled = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public Server server() {
        return server;
    }

    /**
     * Waits until the body has ended, for tests.
     *
     * @param mostMillis how long at most
     * @return whether it has
     * @throws InterruptedException if the thread that waits is interrupted
     */
    public boolean awaitEnd(long mostMillis) throws InterruptedException {
        return end.await(mostMillis, TimeUnit.MILLISECONDS);
    }
}
