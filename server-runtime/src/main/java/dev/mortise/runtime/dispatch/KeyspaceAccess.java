package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.command.KeyLocator.Shape;

/** Whether a command may reach for the whole keyspace: not if that would lock out of order. */
final class KeyspaceAccess {

    private KeyspaceAccess() {}

    /** Throws if what the command, its callers or its batch have locked is a part of the keyspace. */
    static void require(CommandRequest request) {
        if (locksPart(request)) {
            throw new IllegalStateException(request.command().fullName()
                    + " declares particular keys, which entry(k) reaches; for the whole keyspace declare KeySpec.all");
        }
        if (request.hasPartLocked()) {
            throw Refusals.partLocked(request.command(), String.valueOf(request.within()));
        }
        for (CommandRequest outer = request.caller(); outer != null; outer = outer.caller()) {
            if (locksPart(outer)) {
                throw Refusals.partLocked(request.command(), outer.command().fullName());
            }
        }
    }

    private static boolean locksPart(CommandRequest request) {
        return request.command().keys().shape() != Shape.NONE && !request.locksAll();
    }
}
