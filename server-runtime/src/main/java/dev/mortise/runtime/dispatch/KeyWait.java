package dev.mortise.runtime.dispatch;

import dev.mortise.api.Command;
import dev.mortise.api.Flag;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.blocking.KeyLines;
import dev.mortise.runtime.blocking.Waiter;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.session.ClientSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request has to do with keys that are waited for: it finds whether there is something for its command, makes it
 * wait, or is the request of a command that has waited and is tried again.
 *
 * <p>Not thread-safe; belongs to its {@link CommandRequest}.
 */
final class KeyWait {

    private final CommandRequest request;
    private final KeyLines lines;
    private @Nullable Supplier<Attendant> attendants;
    /** Of a command that is tried again, the key for which it is its turn; null of any other, and when time is over. */
    private @Nullable Slice turn;
    /** Whether a command is tried at last, its time being over. */
    private boolean over;
    /** Whether a command that is tried again goes on waiting. */
    private boolean waitsAgain;

    KeyWait(CommandRequest request, KeyLines lines) {
        this.request = request;
        this.lines = lines;
    }

    /** Says who runs commands again that begin to wait here. */
    void attendants(Supplier<Attendant> from) {
        attendants = from;
    }

    /**
     * Says that the request is that of a command that has waited.
     *
     * @param key the key for which it is its turn; null if its time is over
     */
    void triedAgain(@Nullable Slice key) {
        turn = key;
        over = key == null;
        waitsAgain = false;
    }

    /** {@return whether the command has waited, and its time is over} */
    boolean over() {
        return over;
    }

    /** {@return whether the command was tried again and goes on waiting} */
    boolean waitsAgain() {
        return waitsAgain;
    }

    /** {@return whether the command has waited for keys} */
    boolean tried() {
        return over || turn != null;
    }

    /** {@return the number of the first key that has a value for the command, or -1} */
    int readyKey(ValueType<?> type, int count) {
        requireKeys(count);
        if (tried()) {
            return turn(type, count);
        }
        for (int k = 0; k < count; k++) {
            ValueType<?> held = request.peek(k).type();
            if (held != null) {
                // Redis looks at the types of keys before it waits, and afterwards only for values it waits for.
                if (!held.equals(type)) {
                    throw ServerError.wrongType();
                }
                if (!request.canBlock() || !lines.awaited() || !isTaken(k)) {
                    return k;
                }
            }
        }
        return -1;
    }

    private boolean isTaken(int k) {
        return lines.isTaken(
                request.session().database(), Slice.of(request.key(k).toBytes()));
    }

    /** {@return the number of the key for which it is the command's turn, or -1 if somebody else was faster} */
    private int turn(ValueType<?> type, int count) {
        for (int k = 0; k < count; k++) {
            if (request.key(k).equals(turn)) {
                return type.equals(request.peek(k).type()) ? k : -1;
            }
        }
        return -1;
    }

    /**
     * Makes the client wait.
     *
     * @param type the type of value it waits for; null if for any change
     * @param count for how many keys, the first ones
     * @param untilMillis until when
     * @param body what to run then
     */
    void begin(@Nullable ValueType<?> type, int count, long untilMillis, Command body) {
        requireKeys(count);
        RegisteredCommand command = request.command();
        if (tried()) {
            waitOn();
            return;
        }
        request.requireMayWait();
        if (!command.spec().is(Flag.BLOCKING)) {
            throw new IllegalStateException(command.fullName() + " blocks, and does not declare Flag.BLOCKING");
        }
        ClientSession session = request.session();
        Attendant attendant =
                Objects.requireNonNull(attendants, "told by the dispatcher").get();
        byte[][] name = new byte[request.words() - request.size()][];
        for (int i = 0; i < name.length; i++) {
            name[i] = request.word(i).toBytes();
        }
        Slice[] arguments = new Slice[request.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Slice.of(request.arg(i).toBytes());
        }
        BlockedCommand blocked = new BlockedCommand(attendant, session, command, body, name, arguments);
        session.suspension().begin(new Waiter(lines, type, count, untilMillis, blocked, session.connection()::wake));
    }

    /** Has a command that was tried again go on waiting. */
    void waitOn() {
        if (turn == null) {
            throw new IllegalStateException(request.command().fullName()
                    + (over ? " goes on waiting, though its time is over" : " has not waited for keys"));
        }
        waitsAgain = true;
    }

    private void requireKeys(int count) {
        request.requireRunning();
        if (count < 1 || count > request.keys()) {
            throw new IndexOutOfBoundsException("the first %d keys of %s, whose number of keys is %d"
                    .formatted(count, request.command().fullName(), request.keys()));
        }
    }

    /** Puts the command into the lines of its keys, which are locked, if it is to wait for them. */
    void join() {
        Waiter waiter = request.session().suspension().waiter();
        if (waiter != null) {
            List<Slice> names = new ArrayList<>(waiter.keys());
            for (int k = 0; k < waiter.keys(); k++) {
                names.add(Slice.of(request.key(k).toBytes()));
            }
            lines.join(waiter, request.session().database(), names);
        }
    }
}
