package dev.mortise.runtime.dispatch;

import dev.mortise.api.Command;
import dev.mortise.api.Slice;
import dev.mortise.runtime.blocking.Waiter;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.session.ClientSession;

/**
 * A command that waits for keys, as it was sent: its words outlive the buffer they came in.
 *
 * @param attendant runs it once more
 * @param session who waits
 * @param command the command
 * @param body what to run of it
 * @param name the words of its name
 * @param arguments the others
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record BlockedCommand(
        Attendant attendant,
        ClientSession session,
        RegisteredCommand command,
        Command body,
        byte[][] name,
        Slice[] arguments)
        implements Waiter.Retry {

    @Override
    public void run(Waiter waiter, Slice key) {
        attendant.run(this, waiter, key);
    }
}
