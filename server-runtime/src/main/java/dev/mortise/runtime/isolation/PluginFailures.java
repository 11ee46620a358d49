package dev.mortise.runtime.isolation;

import dev.mortise.api.Server;
import dev.mortise.api.ServerError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What plugins throw that is no answer: turned into an error for the client, counted, and logged.
 *
 * <p><b>Why not every one is logged.</b> A command that fails does so for each of a hundred thousand requests a second;
 * the log would be all there is. The first failure of a kind in a minute is logged with its stack, the others are
 * counted, and the next line says how many they were. A kind is a plugin, a place in it and a class of error.
 *
 * <p><b>What clients are told:</b> whose failure it is, and the class of the error. Not its message, which may quote
 * what another client has sent.
 *
 * <p>For any thread.
 */
public final class PluginFailures {

    private static final System.Logger LOG = System.getLogger(PluginFailures.class.getName());
    private static final long ONE_LINE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Kinds beyond are logged each time: no plugin has so many places. */
    private static final int MOST_KINDS = 10_000;

    private record Failure(String plugin, String place, Class<?> error) {}

    /** When a kind was logged, and what came since. */
    private static final class Silence {
        private long loggedNanos;
        private long unlogged;
    }

    private final LongSupplier nanoTime;
    private final ConcurrentMap<Failure, Silence> silences = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param nanoTime a clock for durations */
    public PluginFailures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Notes a failure.
     *
     * @param module whose it is
     * @param place what was being done: the name of the command, "a timer"
     * @param failure what was thrown
     * @return what the client is told, if there is one
     */
    public ServerError note(Server.Module module, String place, Throwable failure) {
        String plugin = module.id();
        counts.computeIfAbsent(plugin, _ -> new LongAdder()).increment();
        log(plugin, place, failure);
        return ServerError.err("internal error in plugin '%s' (%s)"
                .formatted(plugin, failure.getClass().getSimpleName()));
    }

    private void log(String plugin, String place, Throwable failure) {
        long unlogged = 0;
        if (silences.size() < MOST_KINDS) {
            Silence silence =
                    silences.computeIfAbsent(new Failure(plugin, place, failure.getClass()), _ -> new Silence());
            synchronized (silence) {
                long now = nanoTime.getAsLong();
                if (silence.loggedNanos != 0 && now - silence.loggedNanos < ONE_LINE_NANOS) {
                    silence.unlogged++;
                    return;
                }
                silence.loggedNanos = now == 0 ? 1 : now;
                unlogged = silence.unlogged;
                silence.unlogged = 0;
            }
        }
        String before = unlogged == 0 ? "" : "; " + unlogged + " times more since it was last told";
        LOG.log(System.Logger.Level.ERROR, "plugin '" + plugin + "' failed in " + place + before, failure);
    }

    /** {@return how often each plugin has failed, by its name; without those that never did} */
    public Map<String, Long> counts() {
        Map<String, Long> sums = new ConcurrentHashMap<>();
        counts.forEach((plugin, count) -> sums.put(plugin, count.sum()));
        return sums;
    }

    /**
     * Runs code of a plugin that nobody waits for: with its class loader as context class loader, and with whatever it
     * throws noted.
     *
     * @param module whose it is
     * @param place what is being done
     * @param loader the class loader of the plugin
     * @param code the code
     */
    @SuppressWarnings("IllegalCatch") // Whatever a plugin throws is that plugin's failure.
    public void guard(Server.Module module, String place, ClassLoader loader, Code code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            code.run();
        } catch (Throwable failure) {
            note(module, place, failure);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Code of a plugin. */
    @FunctionalInterface
    public interface Code {
        /**
         * Runs it.
         *
         * @throws Exception whatever the plugin throws
         */
        void run() throws Exception;
    }
}
