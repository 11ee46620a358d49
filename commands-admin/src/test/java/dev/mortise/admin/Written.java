package dev.mortise.admin;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Reply;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.util.function.Consumer;

/** Replies of code that is no command, as a client would see them. */
final class Written {

    private Written() {}

    /** {@return what a piece of code writes to a client that speaks RESP2} */
    static ReplyValue resp2(Consumer<Reply> code) {
        return serverOf(code).send("TEST.WRITE");
    }

    /** {@return what a piece of code writes to a client that speaks RESP3} */
    static ReplyValue resp3(Consumer<Reply> code) {
        return serverOf(code).newClient().protocol(3).send("TEST.WRITE");
    }

    private static TestServer serverOf(Consumer<Reply> code) {
        CommandSpec spec = CommandSpec.named("TEST.WRITE").build();
        return TestServer.with(setup -> setup.command(spec, (_, reply) -> code.accept(reply)));
    }
}
