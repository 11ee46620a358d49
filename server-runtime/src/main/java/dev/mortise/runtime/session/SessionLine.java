package dev.mortise.runtime.session;

import dev.mortise.api.Session.Figure;

/**
 * The line of {@code CLIENT LIST} for one connection.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-list/">CLIENT LIST</a>
 */
final class SessionLine {

    private static final long MILLIS_PER_SECOND = 1000;

    private SessionLine() {}

    static String of(ClientSession session, long connectedAtMillis, String lastCommand) {
        long now = System.currentTimeMillis();
        Connection connection = session.connection();
        ConnectionMemory memory = connection.memory();
        StringBuilder line = new StringBuilder(320);
        field(line, "id", session.id());
        field(line, "addr", connection.address());
        field(line, "laddr", connection.localAddress());
        field(line, "fd", connection.fileDescriptor());
        field(line, "name", session.name());
        field(line, "age", Math.max(0, now - connectedAtMillis) / MILLIS_PER_SECOND);
        field(line, "idle", Math.max(0, now - session.lastActiveMillis()) / MILLIS_PER_SECOND);
        field(line, "flags", flags(session));
        field(line, "db", session.database());
        field(line, "sub", session.figure(Figure.CHANNELS));
        field(line, "psub", session.figure(Figure.PATTERNS));
        field(line, "ssub", session.figure(Figure.SHARD_CHANNELS));
        field(line, "multi", session.figure(Figure.QUEUED));
        field(line, "qbuf", memory.queryBytes());
        field(line, "qbuf-free", memory.queryFreeBytes());
        field(line, "argv-mem", memory.argumentBytes());
        field(line, "multi-mem", session.figure(Figure.QUEUED_BYTES));
        field(line, "rbs", 0);
        field(line, "rbp", 0);
        field(line, "obl", 0);
        field(line, "oll", memory.outputParts());
        field(line, "omem", memory.outputBytes());
        field(line, "tot-mem", session.heldBytes());
        field(line, "events", memory.outputParts() > 0 ? "rw" : "r");
        field(line, "cmd", lastCommand);
        String user = session.user();
        field(line, "user", user == null ? "(superuser)" : user);
        field(line, "redir", -1);
        field(line, "resp", session.protocol());
        field(line, "lib-name", session.libraryName());
        field(line, "lib-ver", session.libraryVersion());
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** As Redis lists them: what the connection is, what it waits for, how it came. */
    private static String flags(ClientSession session) {
        StringBuilder flags = new StringBuilder();
        switch (session.kind()) {
            case REPLICA -> flags.append('S');
            case MASTER -> flags.append('M');
            case PUBSUB -> flags.append('P');
            case MONITOR -> flags.append('O');
            case NORMAL -> {}
        }
        if (session.figure(Figure.QUEUED) >= 0) {
            flags.append('x');
        }
        if (session.suspension().visible()) {
            flags.append('b');
        }
        if (session.watch().changed()) {
            flags.append('d');
        }
        if (session.closesAfterReply()) {
            flags.append('c');
        }
        if (session.connection().address().startsWith("/")) {
            flags.append('U');
        }
        if (session.noEvict()) {
            flags.append('e');
        }
        return flags.isEmpty() ? "N" : flags.toString();
    }

    private static void field(StringBuilder line, String name, Object value) {
        line.append(name).append('=').append(value).append(' ');
    }
}
