package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;

/**
 * {@code CLIENT LIST [TYPE normal | master | replica | pubsub] [ID client-id [client-id ...]]}: one line for each
 * connection, or for those asked for; either option, not both.
 *
 * <p>A number that no connection has gives no line, and one that is given twice gives two.
 */
final class ClientListCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("LIST")
            .args(0, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("2.4.0")
            .complexity("O(N) where N is the number of client connections")
            .summary("Describes the connections, one on each line.")
            .arguments(
                    Argument.oneOf(
                                    "normal_master_replica_pubsub",
                                    Argument.keyword("NORMAL"),
                                    Argument.keyword("MASTER"),
                                    Argument.keyword("REPLICA"),
                                    Argument.keyword("PUBSUB"))
                            .after("TYPE")
                            .since("5.0.0")
                            .optional(),
                    Argument.block("id", Argument.integer("client-id").many())
                            .after("ID")
                            .since("6.2.0")
                            .optional())
            .tips("nondeterministic_output")
            .history("2.8.12", "Shows the unique `id`.")
            .history("5.0.0", "Takes the option `TYPE`.")
            .history("6.0.0", "Shows the `user`.")
            .history("6.2.0", "Shows `argv-mem`, `tot-mem`, `laddr` and `redir`, and takes the option `ID`.")
            .history("7.0.0", "Shows `resp`, `multi-mem`, `rbs` and `rbp`.")
            .history("7.0.3", "Shows `ssub`.")
            .build();

    private static final ServerError INVALID_ID = ServerError.err("Invalid client ID");

    @Override
    public void execute(Request request, Reply reply) {
        StringBuilder lines = new StringBuilder();
        if (request.size() == 0) {
            request.server().sessions().forEach(session -> addLine(session, lines));
        } else if (request.size() == 2 && request.arg(0).is("TYPE")) {
            Session.Kind kind = ClientKind.parse(request.arg(1));
            request.server().sessions().stream()
                    .filter(session -> ClientKind.of(session) == kind)
                    .forEach(session -> addLine(session, lines));
        } else if (request.size() >= 2 && request.arg(0).is("ID")) {
            addLines(request, lines);
        } else {
            throw ServerError.syntax();
        }
        reply.verbatim(lines.toString());
    }

    private static void addLines(Request request, StringBuilder lines) {
        for (int i = 1; i < request.size(); i++) {
            Slice id = request.arg(i);
            if (!id.isLong()) {
                throw INVALID_ID;
            }
            Session session = request.server().session(id.asLong());
            if (session != null) {
                addLine(session, lines);
            }
        }
    }

    private static void addLine(Session session, StringBuilder lines) {
        lines.append(session.describe()).append('\n');
    }
}
