package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;

/**
 * {@code CLIENT KILL ip:port} or {@code CLIENT KILL [ID client-id] [TYPE kind] [USER username] [ADDR ip:port]
 * [LADDR ip:port] [SKIPME yes | no]}: closes connections.
 *
 * <p>The old form closes the one connection from an address, even the asking one, and answers {@code OK} or an error.
 * The new form closes every connection that fits all filters and answers how many; it spares the asking one unless told
 * {@code SKIPME no}.
 */
final class ClientKillCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("KILL")
            .args(1, CommandSpec.MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("2.4.0")
            .complexity("O(N) where N is the number of client connections")
            .summary("Closes the connections that fit.")
            .arguments(Argument.oneOf(
                    "filter",
                    Argument.string("ip:port").deprecated("2.8.12"),
                    Argument.oneOf(
                                    "new-format",
                                    Argument.integer("client-id")
                                            .after("ID")
                                            .since("2.8.12")
                                            .optional(),
                                    Argument.oneOf(
                                                    "normal_master_slave_pubsub",
                                                    Argument.keyword("NORMAL"),
                                                    Argument.keyword("MASTER").since("3.2.0"),
                                                    Argument.keyword("SLAVE"),
                                                    Argument.keyword("REPLICA").since("5.0.0"),
                                                    Argument.keyword("PUBSUB"))
                                            .after("TYPE")
                                            .since("2.8.12")
                                            .optional(),
                                    Argument.string("username").after("USER").optional(),
                                    Argument.string("ip:port").after("ADDR").optional(),
                                    Argument.string("ip:port")
                                            .after("LADDR")
                                            .since("6.2.0")
                                            .optional(),
                                    Argument.string("yes/no").after("SKIPME").optional())
                            .many()))
            .history("2.8.12", "Takes filters.")
            .history("2.8.12", "Takes the filter `ID`.")
            .history("3.2.0", "Knows the `TYPE` `master`.")
            .history("5.0.0", "Knows the `TYPE` `replica`; `slave` still means the same.")
            .history("6.2.0", "Takes the filter `LADDR`.")
            .build();

    private static final ServerError NO_SUCH_CLIENT = ServerError.err("No such client");

    @Override
    public void execute(Request request, Reply reply) {
        if (request.size() == 1) {
            killAt(request.arg(0).utf8(), request);
            reply.ok();
        } else {
            reply.integer(kill(ClientFilter.parse(request), request));
        }
    }

    private static void killAt(String address, Request request) {
        for (Session session : request.server().sessions()) {
            if (session.address().equals(address)) {
                close(session, request.session());
                return;
            }
        }
        throw NO_SUCH_CLIENT;
    }

    private static int kill(ClientFilter filter, Request request) {
        int killed = 0;
        for (Session session : request.server().sessions()) {
            if (filter.fits(session, request.session())) {
                close(session, request.session());
                killed++;
            }
        }
        return killed;
    }

    /** Who closes its own connection is still told so. */
    private static void close(Session session, Session own) {
        if (session.id() == own.id()) {
            session.closeAfterReply();
        } else {
            session.kill();
        }
    }
}
