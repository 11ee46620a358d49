import dev.mortise.keys.KeysModule;
import org.jspecify.annotations.NullMarked;

/**
 * The commands on keys whatever they hold: removing, finding, counting and ending them.
 *
 * <p>Start at {@link KeysModule}, which lists them; every command or family of commands is a class of its own. Knows no
 * value type but strings, and these only because {@code OBJECT REFCOUNT} answers something special for small numbers.
 */
@NullMarked
module dev.mortise.keys {
    requires dev.mortise.api;
    requires static org.jspecify;

    provides dev.mortise.api.CommandModule with
            KeysModule;
}
