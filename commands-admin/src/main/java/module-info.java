import dev.mortise.admin.AdminModule;
import org.jspecify.annotations.NullMarked;

/**
 * The commands about connections and about the server: {@code PING}, {@code HELLO}, {@code CLIENT}, {@code CONFIG},
 * {@code COMMAND}, {@code INFO}, {@code FLUSHALL} and their neighbours.
 *
 * <p>Start at {@link AdminModule}, which lists them; every command is a class of its own. Written on the same API as
 * any plugin, so it may serve as an example of one.
 */
@NullMarked
module dev.mortise.admin {
    requires dev.mortise.api;
    requires static org.jspecify;

    provides dev.mortise.api.CommandModule with
            AdminModule;
}
