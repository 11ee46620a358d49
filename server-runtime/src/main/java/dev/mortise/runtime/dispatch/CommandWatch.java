package dev.mortise.runtime.dispatch;

import dev.mortise.api.CommandObserver;
import dev.mortise.api.Flag;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.session.Waiting;
import dev.mortise.runtime.snapshot.SnapshotKeeper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What now and then concerns the commands of all clients: a pause, observers such as {@code MONITOR}, and a state of
 * the server in which not every command may run.
 *
 * <p><b>Cost.</b> Each command asks {@link #alert}, one field that hardly ever changes, and goes on.
 *
 * <p><b>Threads.</b> Changed by any thread, one at a time; asked by all event loops, each of which sees a change with
 * its next command. There is no timer: a pause that is over is forgotten by the first who notices.
 */
public final class CommandWatch implements SnapshotKeeper.CommandGate {

    private static final System.Logger LOG = System.getLogger(CommandWatch.class.getName());

    private volatile boolean alert;
    private volatile @Nullable ClientPause pause;
    private volatile List<CommandObserver> observers = List.of();
    private volatile boolean changesWanted;
    private volatile boolean loading;
    private volatile boolean cannotSave;

    /** Holds commands back; see {@link dev.mortise.api.Server#pauseClients}. */
    public synchronized void pause(boolean writesOnly, long untilMillis, long nowMillis) {
        ClientPause added = new ClientPause(writesOnly, untilMillis);
        ClientPause present = pause;
        change(present == null || present.isOver(nowMillis) ? added : present.and(added));
    }

    /** Ends all pauses. */
    public synchronized void resume() {
        change(null);
    }

    /** {@return whether there is anything to look at} */
    boolean alert() {
        return alert;
    }

    @Override
    public synchronized void loading(boolean begins) {
        loading = begins;
        lookUp();
    }

    @Override
    public synchronized void cannotSave(boolean begins) {
        cannotSave = begins;
        lookUp();
    }

    /** {@return why no client may call a command at present, or null if clients may} */
    @Nullable
    ServerError refuses(RegisteredCommand command) {
        return refuses(command.writes(), !loading || command.spec().is(Flag.LOADING));
    }

    /** {@return why commands of which some write, or not all are allowed while loading, may not run at present} */
    @Nullable
    ServerError refuses(boolean writes, boolean allowedWhileLoading) {
        if (cannotSave && writes) {
            return Refusals.CANNOT_SAVE;
        }
        return loading && !allowedWhileLoading ? Refusals.LOADING : null;
    }

    /** {@return until when a command is held back, or null if it may run} */
    @Nullable
    Waiting holds(RegisteredCommand command, long nowMillis) {
        return holds(command.writesOrReplicates(), nowMillis);
    }

    /** {@return until when commands are held back of which some write, or none do; null if they may run} */
    @Nullable
    Waiting holds(boolean writeOrReplicate, long nowMillis) {
        ClientPause present = pause;
        if (present == null) {
            return null;
        }
        if (present.isOver(nowMillis)) {
            forget(present);
            return null;
        }
        return present.holds(writeOrReplicate) ? new Waiting(Waiting.Reason.PAUSE, present.untilMillis()) : null;
    }

    private synchronized void forget(ClientPause over) {
        // Another one may have begun meanwhile.
        if (over.equals(pause)) {
            change(null);
        }
    }

    private void change(@Nullable ClientPause newPause) {
        pause = newPause;
        lookUp();
    }

    private void lookUp() {
        alert = pause != null || !observers.isEmpty() || changesWanted || loading || cannotSave;
    }

    /** Begins to tell an observer of every command. */
    public synchronized void add(CommandObserver observer) {
        if (!observers.contains(observer)) {
            List<CommandObserver> more = new ArrayList<>(observers);
            more.add(observer);
            observers = List.copyOf(more);
            lookUp();
        }
    }

    /** Tells an observer nothing more. */
    public synchronized void remove(CommandObserver observer) {
        observers = observers.stream().filter(each -> !each.equals(observer)).toList();
        lookUp();
    }

    /**
     * Says whether anybody wants to know what commands change.
     *
     * @param wanted is asked in here, so that of two who say so at once the second says what is true
     */
    public synchronized void changesWanted(BooleanSupplier wanted) {
        changesWanted = wanted.getAsBoolean();
        lookUp();
    }

    /** {@return whether anybody wants to know what commands change} */
    boolean changesWanted() {
        return changesWanted;
    }

    /** Tells the observers of a command that was executed. */
    @SuppressWarnings("IllegalCatch") // Whatever an observer throws, the command it was told of is executed.
    void executed(Request request) {
        for (CommandObserver observer : observers) {
            try {
                observer.executed(request);
            } catch (Throwable e) {
                LOG.log(System.Logger.Level.ERROR, "an observer of commands failed", e);
            }
        }
    }
}
