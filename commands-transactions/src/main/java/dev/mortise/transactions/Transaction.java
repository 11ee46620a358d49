package dev.mortise.transactions;

import dev.mortise.api.Batch;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.SessionMode;
import dev.mortise.api.SessionSlot;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of one client: from {@code MULTI} on its commands are kept, until {@code EXEC} runs them together or
 * {@code DISCARD} forgets them.
 *
 * <p>It is told what is refused from {@code WATCH} on: an {@code EXEC} that never reaches its command, for it has an
 * argument, ends a transaction that has not even begun, and nothing is watched any more.
 *
 * <p>A command that is refused before it could be kept makes the transaction <em>flawed</em>: {@code EXEC} will not run
 * it. An error that a command answers when it is run does nothing of the kind.
 *
 * <p>It remains in the session's slot from one transaction to the next, with the memory that it needs at least. {@code
 * RESET} and the end of the connection take it out, and the host sees to it that the session is in no mode then and
 * watches nothing.
 */
final class Transaction implements SessionMode {

    private static final ServerError NOT_ALLOWED = ServerError.err("Command not allowed inside a transaction");

    private final Batch batch;
    private @Nullable SessionSlot<Transaction> slot;
    private @Nullable Session session;
    private boolean begun;
    private boolean flawed;

    /** @param batch keeps the commands */
    Transaction(Batch batch) {
        this.batch = batch;
    }

    /** {@return whether it has begun} */
    boolean begun() {
        return begun;
    }

    /** {@return whether a command was refused that should have been part of it} */
    boolean flawed() {
        return flawed;
    }

    /** {@return the commands} */
    Batch batch() {
        return batch;
    }

    /** Begins: what the session sends from now on is kept. */
    void begin(Session ofClient, SessionSlot<Transaction> inSlot) {
        // It is asked first, whatever mode the session has entered since it began to watch.
        ofClient.leave(inSlot);
        enter(ofClient, inSlot);
        begun = true;
        ofClient.figure(Session.Figure.QUEUED, 0);
    }

    /** Is told what is refused from now on, for the session has begun to watch keys. */
    void watch(Session ofClient, SessionSlot<Transaction> inSlot) {
        enter(ofClient, inSlot);
    }

    private void enter(Session ofClient, SessionSlot<Transaction> inSlot) {
        session = ofClient;
        slot = inSlot;
        ofClient.enter(inSlot);
    }

    /** Ends, whatever became of it: nothing is kept, and nothing watched any more. */
    void end() {
        Session ofClient = session;
        SessionSlot<Transaction> inSlot = slot;
        if (ofClient != null && inSlot != null) {
            ofClient.leave(inSlot);
            ofClient.unwatchKeys();
            ofClient.figure(Session.Figure.QUEUED, -1);
            ofClient.figure(Session.Figure.QUEUED_BYTES, 0);
        }
        batch.clear();
        session = null;
        begun = false;
        flawed = false;
    }

    @Override
    public boolean takes(Request request, Reply reply) {
        if (!begun) {
            return false;
        }
        switch (request.commandName()) {
            case "exec", "discard", "multi", "watch", "quit", "exit", "reset" -> {
                return false;
            }
            default -> keep(request);
        }
        reply.status("QUEUED");
        return true;
    }

    private void keep(Request request) {
        try {
            if (request.spec().is(Flag.NO_MULTI)) {
                throw NOT_ALLOWED;
            }
            request.keepIn(batch);
        } catch (ServerError refusal) {
            flawed = true;
            throw refusal;
        }
        request.session().figure(Session.Figure.QUEUED, batch.size());
        request.session().figure(Session.Figure.QUEUED_BYTES, batch.bytes());
    }

    @Override
    public ServerError refused(@Nullable String command, ServerError refusal) {
        if ("exec".equals(command)) {
            end();
            return ExecCommand.abortedBy(refusal);
        }
        flawed = begun;
        return refusal;
    }
}
