import dev.mortise.transactions.TransactionsModule;
import org.jspecify.annotations.NullMarked;

/**
 * Transactions: commands that are sent one by one and run together, unless somebody has changed what was watched.
 *
 * <p>Start at {@link TransactionsModule}, which lists the commands, and at {@code Transaction}, which is what a session
 * is in from {@code MULTI} on.
 */
@NullMarked
module dev.mortise.transactions {
    requires transitive dev.mortise.api;
    requires static org.jspecify;

    exports dev.mortise.transactions;

    provides dev.mortise.api.CommandModule with
            TransactionsModule;
}
