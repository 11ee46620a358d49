import dev.mortise.persistence.PersistenceModule;
import org.jspecify.annotations.NullMarked;

/**
 * Keeps the snapshots of the server in a file that Redis reads.
 *
 * <p>Start at {@link PersistenceModule}. What a snapshot looks like is the server's affair, and when it is saved is
 * configuration; here it is made sure that there is always a whole one.
 */
@NullMarked
module dev.mortise.persistence {
    requires dev.mortise.api;
    requires static org.jspecify;

    provides dev.mortise.api.CommandModule with
            PersistenceModule;
}
