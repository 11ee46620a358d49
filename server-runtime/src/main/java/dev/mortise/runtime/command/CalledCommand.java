package dev.mortise.runtime.command;

import dev.mortise.api.Server;
import dev.mortise.api.internal.HostCommandRef;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command that a module wants to call: a name while modules are configured, the command itself from then on. */
public final class CalledCommand implements HostCommandRef {

    private final String fullName;
    private final byte[][] words;
    private final Server.Module caller;
    private @Nullable RegisteredCommand command;

    CalledCommand(String name, Server.Module caller) {
        this.fullName = name.toLowerCase(Locale.ROOT);
        this.words = Stream.of(fullName.toUpperCase(Locale.ROOT).split("\\|", 2))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.caller = caller;
    }

    /** {@return the words of its name, as a client would send them} */
    public byte[][] words() {
        return words;
    }

    @Override
    public String fullName() {
        return fullName;
    }

    Server.Module caller() {
        return caller;
    }

    void found(RegisteredCommand registered) {
        command = registered;
    }

    /** {@return the command; not before the table is frozen} */
    public RegisteredCommand command() {
        return Objects.requireNonNull(command, "commands cannot be called while modules are configured");
    }
}
