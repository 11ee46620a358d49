import dev.mortise.hashes.HashesModule;
import org.jspecify.annotations.NullMarked;

/**
 * Hashes: values made of fields that each have a value, and the commands on them.
 *
 * <p>Start at {@link HashesModule}, which lists the commands, and at {@link dev.mortise.hashes.HashValue}, which is
 * what a key holds. Both are for other modules as well: one that {@code requires dev.mortise.hashes} reads a hash by
 *
 * <pre>{@code
 * Entry entry = request.entry(0);
 * if (entry.type() instanceof HashType type) {
 *     entry.get(type).forEach((field, value) -> ...);
 * }
 * }</pre>
 */
@NullMarked
module dev.mortise.hashes {
    requires transitive dev.mortise.api;
    requires static org.jspecify;

    exports dev.mortise.hashes;

    provides dev.mortise.api.CommandModule with
            HashesModule;
}
