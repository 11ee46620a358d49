package dev.mortise.admin;

import dev.mortise.api.Argument;
import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * {@code CLIENT SETINFO LIB-NAME name | LIB-VER version}: tells which library the client uses.
 *
 * <p>Redis has it since 7.2. Client libraries of today send it on every new connection, so we know it already and spare
 * them the error.
 */
final class ClientSetInfoCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("SETINFO")
            .args(2)
            .flags(Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .acl("connection")
            .group("connection")
            .since("7.2.0")
            .complexity("O(1)")
            .summary("Tells the name or the version of the client's library.")
            .arguments(Argument.oneOf(
                    "attr",
                    Argument.string("libname").after("LIB-NAME"),
                    Argument.string("libver").after("LIB-VER")))
            .build();

    @Override
    public void execute(Request request, Reply reply) {
        Slice attribute = request.arg(0);
        String value = request.arg(1).utf8();
        if (attribute.is("LIB-NAME")) {
            request.session().libraryName(value);
        } else if (attribute.is("LIB-VER")) {
            request.session().libraryVersion(value);
        } else {
            throw ServerError.err("Unrecognized option '" + attribute.quoted() + "'");
        }
        reply.ok();
    }
}
