package dev.mortise.runtime.dispatch;

import dev.mortise.api.CallResult;
import dev.mortise.api.Command;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.runtime.command.CalledCommand;
import dev.mortise.runtime.command.KeyLocator;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.consequence.Consequences;
import dev.mortise.runtime.isolation.PluginFailures;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import dev.mortise.runtime.resp.ResultParser;
import dev.mortise.runtime.statistics.LoopStatistics;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands that other commands call.
 *
 * <p><b>How.</b> The called command gets a request of its own, whose words are copies: what the caller passes may lie
 * in a value that the called command is about to change. It runs under the locks the caller has; so nothing is locked
 * here, and what it may touch is what the caller has declared. Its answer is written straight into the caller's reply,
 * as a {@linkplain ReplyWriter#openPart part} that vanishes again if it is an error; or, if the caller wants to look at
 * it, into a writer of its own, in RESP3, which tells values apart that RESP2 does not.
 *
 * <p><b>Refused</b>, before it runs: a key that is not among the caller's, the whole keyspace if the caller has not
 * declared it, a write in a caller that only reads, more memory than there is in a caller that was let in without
 * asking for any, and too deep a nesting.
 *
 * <p><b>Counters.</b> As with the commands of a script in Redis, a called command counts in {@code commandstats} with
 * its time, and its caller's time contains it.
 *
 * <p><b>Cost.</b> An array for the words, O((n + m) log n) for n keys of the caller and m of the called command. What
 * is kept per depth is made when that depth is first reached.
 *
 * <p>Not thread-safe; belongs to its event loop.
 */
final class Calls {

    private static final ServerError TOO_DEEP =
            ServerError.err("commands call each other more than " + Request.MOST_CALLS + " deep");
    private static final int RESP3 = 3;

    private final Store store;
    private final LoopStatistics counters;
    private final LongSupplier nanoTime;
    private final PluginFailures failures;
    private final Supplier<CommandRequest> requests;
    private final Consequences consequences;
    private final List<Frame> frames = new ArrayList<>();
    private int depth;

    /** What one call needs while it runs. */
    private static final class Frame {
        private final CommandRequest request;
        private final RequestBatch batch = new RequestBatch();
        private @Nullable ReplyWriter captured;

        private Frame(CommandRequest request) {
            this.request = request;
        }

        private ReplyWriter captured() {
            ReplyWriter writer = captured;
            if (writer == null) {
                writer = new ReplyWriter();
                captured = writer;
            }
            return writer;
        }
    }

    Calls(
            Store store,
            LoopStatistics counters,
            LongSupplier nanoTime,
            PluginFailures failures,
            Supplier<CommandRequest> requests,
            Consequences consequences) {
        this.store = store;
        this.counters = counters;
        this.nanoTime = nanoTime;
        this.failures = failures;
        this.requests = requests;
        this.consequences = consequences;
    }

    /** Writes the answer as the next value of a reply. */
    void into(ReplyWriter reply, CommandRequest caller, CalledCommand ref, Slice[] arguments) {
        Frame frame = enter(caller, ref.command(), ref.words(), arguments);
        ServerError error = null;
        try {
            reply.openPart();
            try {
                run(ref.command(), frame.request, reply);
            } finally {
                error = reply.closePart(false);
            }
        } finally {
            leave(frame);
        }
        if (error != null) {
            throw error;
        }
    }

    /** {@return the answer} */
    CallResult capture(CommandRequest caller, CalledCommand ref, Slice[] arguments) {
        Frame frame = enter(caller, ref.command(), ref.words(), arguments);
        ReplyWriter writer = frame.captured();
        try {
            writer.protocol(RESP3);
            writer.begin();
            run(ref.command(), frame.request, writer);
            ServerError error = writer.error();
            if (error != null) {
                throw error;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(writer.size()));
            writer.transferTo(bytes::write);
            return ResultParser.parse(bytes.toByteArray());
        } finally {
            writer.reset();
            leave(frame);
        }
    }

    private Frame enter(CommandRequest caller, RegisteredCommand callee, byte[][] name, Slice[] arguments) {
        if (depth == Request.MOST_CALLS) {
            throw TOO_DEEP;
        }
        requireCallable(caller, callee, arguments.length);
        if (depth == frames.size()) {
            frames.add(new Frame(requests.get()));
        }
        Frame frame = frames.get(depth);
        frame.batch.fill(name, arguments);
        frame.request.pointCalled(caller, frame.batch, name.length, callee);
        KeyLocator.Shape shape = callee.keys().shape();
        if (shape == KeyLocator.Shape.SINGLE || shape == KeyLocator.Shape.SEVERAL) {
            frame.request.locateKeys();
            if (!caller.covers(frame.request)) {
                boolean whole = frame.request.locksAll();
                frame.request.release();
                throw whole
                        ? Refusals.needsWhole(caller.command(), callee)
                        : Refusals.notItsKey(caller.command(), callee);
            }
        }
        depth++;
        return frame;
    }

    private void requireCallable(CommandRequest request, RegisteredCommand callee, int arguments) {
        RegisteredCommand caller = request.command();
        if (!callee.takes(arguments)) {
            throw Refusals.wrongArity(callee);
        }
        if (callee.keys().shape() == KeyLocator.Shape.ALL && !request.locksAll()) {
            throw Refusals.needsWhole(caller, callee);
        }
        if (callee.writes() && !caller.writes()) {
            throw ServerError.err("'%s' calls '%s', which writes; it has to declare that as well"
                    .formatted(caller.fullName(), callee.fullName()));
        }
        if (callee.deniedWhenFull() && !caller.deniedWhenFull() && store.limit().exceeded()) {
            throw Refusals.FULL;
        }
    }

    private void leave(Frame frame) {
        depth--;
        frame.request.release();
        frame.batch.clear();
    }

    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    private void run(RegisteredCommand callee, CommandRequest request, ReplyWriter reply) {
        Command body = request.runnable(Objects.requireNonNull(callee.body(), callee.fullName()));
        long began = nanoTime.getAsLong();
        try {
            body.execute(request, reply);
            if (!reply.complete()) {
                throw new IllegalStateException(callee.fullName() + " did not write exactly one reply");
            }
        } catch (ServerError error) {
            reply.error(error);
        } catch (Throwable failure) {
            reply.error(failures.note(callee.module(), callee.fullName(), failure));
        }
        counters.commands().ran(callee.index(), 1, nanoTime.getAsLong() - began);
        counters.executed(1);
        if (reply.errorCode() != null) {
            counters.commands().failed(callee.index());
        }
        if (callee.writes()) {
            counters.changed(request.settle());
            if (consequences.wanted()) {
                request.effects().tell(consequences, reply.errorCode() != null);
            }
        }
    }
}
