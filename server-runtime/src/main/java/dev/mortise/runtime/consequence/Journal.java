package dev.mortise.runtime.consequence;

import dev.mortise.api.JournalListener;
import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import dev.mortise.runtime.isolation.PluginFailures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands all changes to the listeners of the journal, one unit after the other.
 *
 * <p><b>Order.</b> A unit is handed over while the keys it concerns are still locked, and under a lock of the journal's
 * own. The first makes the order right for each key and whoever holds all shards sees a journal that ends exactly
 * there, which is what a snapshot needs to go with it; the second gives all units one order, and listeners one caller
 * at a time. docs/decisions/0010 has the alternatives.
 *
 * <p><b>Failures.</b> A listener that throws has lost a unit. If it is a required one, commands that write are refused
 * from then on, until it says that it has recovered. What it threw counts as a failure of its module.
 *
 * <p>For all threads. The lock of the journal is taken after those of shards, never before.
 */
final class Journal {

    private static final System.Logger LOG = System.getLogger(Journal.class.getName());

    private final PluginFailures failures;
    private final Object lock = new Object();
    private volatile List<Recipient> recipients = List.of();
    private volatile @Nullable ServerError refusal;
    private long position;
    /** The effects of a command that has locked everything, until it is done; null if there is none. */
    private @Nullable List<Effect> gathered;

    /**
     * A journal that nobody listens to.
     *
     * @param failures counts what listeners throw
     */
    Journal(PluginFailures failures) {
        this.failures = failures;
    }

    void listen(JournalListener listener, Server.Module module) {
        synchronized (lock) {
            List<Recipient> more = new ArrayList<>(recipients);
            more.add(new Recipient(listener, module, failures));
            recipients = List.copyOf(more);
        }
    }

    boolean hasListeners() {
        return !recipients.isEmpty();
    }

    /** Makes one unit of all effects until {@link #handOver}. The caller has locked all shards. */
    void gather() {
        synchronized (lock) {
            gathered = new ArrayList<>();
        }
    }

    /** Hands over what was gathered. The caller still has all shards locked. */
    void handOver(long nowMillis) {
        synchronized (lock) {
            List<Effect> effects = gathered;
            gathered = null;
            if (effects != null) {
                add(effects, nowMillis);
            }
        }
    }

    /** Hands over a unit, whose keys are locked by the caller. */
    void add(List<Effect> effects, long nowMillis) {
        if (effects.isEmpty() || !hasListeners()) {
            return;
        }
        synchronized (lock) {
            if (gathered != null) {
                effects.stream().map(Effect::frozen).forEach(gathered::add);
                return;
            }
            position++;
            Unit unit = new Unit(position, nowMillis, List.copyOf(effects));
            for (Recipient recipient : recipients) {
                String problem = recipient.take(unit);
                if (problem != null && recipient.required()) {
                    refusal = ServerError.of("MISCONF", recipient.complaint() + problem);
                }
            }
        }
    }

    /** {@return why nothing may be written at present, or null if it may} */
    @Nullable
    ServerError refusal() {
        if (refusal == null) {
            return null;
        }
        synchronized (lock) {
            boolean all = true;
            for (Recipient recipient : recipients) {
                all &= recipient.recover();
            }
            if (all) {
                refusal = null;
            }
            return refusal;
        }
    }

    /** A listener and how it fares. Guarded by the lock of the journal. */
    private static final class Recipient {
        private final JournalListener listener;
        private final Server.Module module;
        private final PluginFailures failures;
        private final boolean required;
        private boolean failing;

        Recipient(JournalListener listener, Server.Module module, PluginFailures failures) {
            this.listener = listener;
            this.module = module;
            this.failures = failures;
            this.required = listener.required();
        }

        boolean required() {
            return required;
        }

        /** {@return what clients are told is wrong: in Redis's words of the server's own journal, which is a file} */
        String complaint() {
            return module.builtIn()
                    ? "Errors writing to the AOF file: "
                    : "The journal of plugin '" + module.id() + "' has lost a change: ";
        }

        /** {@return what went wrong, or null} */
        @Nullable
        String take(Unit unit) {
            try {
                listener.unit(unit);
                if (!required) {
                    failing = false;
                }
                return null;
            } catch (Exception | Error e) {
                ServerError _ = failures.note(module, "its journal", e);
                if (!failing) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "the journal of ''{0}'' lacks unit {1} and perhaps more",
                            module.id(),
                            Long.toString(unit.position()));
                }
                failing = true;
                String message = e.getMessage();
                return message == null ? e.getClass().getSimpleName() : message;
            }
        }

        /** {@return whether nothing has to wait for it} */
        boolean recover() {
            if (required && failing) {
                try {
                    failing = !listener.recovered();
                } catch (RuntimeException | Error e) {
                    LOG.log(System.Logger.Level.ERROR, "a listener of the journal failed to recover", e);
                }
            }
            return !required || !failing;
        }
    }
}
