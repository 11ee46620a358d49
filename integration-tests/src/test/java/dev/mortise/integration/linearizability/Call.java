package dev.mortise.integration.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A command, or a whole transaction.
 *
 * @param commands their words between single blanks; one command unless it is a transaction
 * @param transaction whether they stand between {@code MULTI} and {@code EXEC}
 * @param watched of a transaction, the keys that its client has watched before
 */
record Call(List<String> commands, boolean transaction, List<String> watched) {

    static Call command(String words) {
        return new Call(List.of(words), false, List.of());
    }

    static Call transaction(String... commands) {
        return new Call(List.of(commands), true, List.of());
    }

    /** {@return a transaction that is only to be done if nobody has changed a key since it was watched} */
    static Call transactionAfterWatch(String key, String... commands) {
        return new Call(List.of(commands), true, List.of(key));
    }

    static List<String> words(String command) {
        return List.of(command.split(" ", -1));
    }

    /** {@return whether it may be answered as late as somebody else does something} */
    boolean mayWait() {
        return !transaction && commands.getFirst().toUpperCase(Locale.ROOT).startsWith("B");
    }

    /** {@return what is sent for it, each of which is answered} */
    List<String> requests() {
        if (!transaction) {
            return commands;
        }
        List<String> requests = new ArrayList<>(commands);
        requests.addFirst("MULTI");
        requests.addLast("EXEC");
        return requests;
    }

    @Override
    public String toString() {
        return String.join("; ", requests());
    }
}
