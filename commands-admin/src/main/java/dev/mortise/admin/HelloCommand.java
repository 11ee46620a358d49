package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import dev.mortise.api.Session;
import dev.mortise.api.Slice;

/**
 * {@code HELLO [protover [AUTH username password] [SETNAME clientname]]}: chooses the protocol and tells what server
 * this is, in the new protocol already.
 *
 * <p>Options take effect one by one, as they are read: when a later one is wrong, the client is authenticated or named
 * by the earlier ones all the same, and keeps the protocol it had.
 */
final class HelloCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("HELLO")
            .args(0, CommandSpec.MANY)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.NO_AUTH, Flag.ALLOW_BUSY)
            .acl("connection")
            .group("connection")
            .since("6.0.0")
            .complexity("O(1)")
            .summary("Opens a conversation: chooses the protocol, authenticates, names the connection.")
            .arguments(Argument.block(
                            "arguments",
                            Argument.integer("protover"),
                            Argument.block(
                                            "username_password",
                                            Argument.string("username"),
                                            Argument.string("password"))
                                    .after("AUTH")
                                    .optional(),
                            Argument.string("clientname").after("SETNAME").optional())
                    .optional())
            .history("6.2.0", "Without arguments it tells about the connection and changes nothing.")
            .build();

    private static final ServerError NOT_A_VERSION =
            ServerError.err("Protocol version is not an integer or out of range");
    private static final ServerError NO_SUCH_PROTOCOL = ServerError.of("NOPROTO", "unsupported protocol version");
    private static final ServerError NOT_AUTHENTICATED = ServerError.of(
            "NOAUTH",
            "HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option"
                    + " can be used to authenticate the client and select the RESP protocol version at the same time");

    @Override
    public void execute(Request request, Reply reply) {
        Session session = request.session();
        int protocol = request.size() == 0 ? session.protocol() : protocol(request.arg(0));
        applyOptions(request, session);
        if (session.user() == null) {
            throw NOT_AUTHENTICATED;
        }
        session.protocol(protocol);
        writeGreeting(request.server(), session, reply);
    }

    private static int protocol(Slice argument) {
        if (!argument.isLong()) {
            throw NOT_A_VERSION;
        }
        long version = argument.asLong();
        if (version != 2 && version != 3) {
            throw NO_SUCH_PROTOCOL;
        }
        return (int) version;
    }

    private static void applyOptions(Request request, Session session) {
        int i = 1;
        while (i < request.size()) {
            Slice option = request.arg(i);
            int values = request.size() - i - 1;
            if (option.is("AUTH") && values >= 2) {
                request.redact(i + 1);
                request.redact(i + 2);
                AuthCommand.authenticate(session, request.arg(i + 1).utf8(), request.arg(i + 2));
                i += 3;
            } else if (option.is("SETNAME") && values >= 1) {
                session.name(request.arg(i + 1).utf8());
                i += 2;
            } else {
                throw ServerError.err("Syntax error in HELLO option '" + option.quoted() + "'");
            }
        }
    }

    private static void writeGreeting(Server server, Session session, Reply reply) {
        reply.map(7);
        reply.bulk("server");
        // Not our name: clients decide by it what they may send.
        reply.bulk("redis");
        reply.bulk("version");
        reply.bulk(server.redisVersion());
        reply.bulk("proto");
        reply.integer(session.protocol());
        reply.bulk("id");
        reply.integer(session.id());
        reply.bulk("mode");
        reply.bulk("standalone");
        reply.bulk("role");
        reply.bulk("master");
        reply.bulk("modules");
        ModuleListCommand.write(server.modules(), reply);
    }
}
