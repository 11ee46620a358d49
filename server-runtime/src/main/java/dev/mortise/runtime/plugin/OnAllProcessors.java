package dev.mortise.runtime.plugin;

import dev.mortise.runtime.module.PluginProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does the same with each of several plugins, several at a time, while whoever asked for it does something else.
 *
 * <p><b>Why.</b> To read a descriptor, resolve it and load a class takes a JVM that has just started a millisecond or
 * two, for it has not compiled any of that yet; of many plugins that is most of the start, and would be one
 * processor's.
 *
 * <p><b>What can be done so.</b> What runs no code of plugins: that is run by one thread, in an order to rely on. What
 * is found out is told in the order of the plugins, whichever was done first.
 *
 * <p><b>Whatever is thrown</b> is thrown because of some plugin, even if nobody has expected it, and is told of this
 * one: of a stack alone an operator could not know which jar to take away.
 *
 * @param <R> what becomes of a plugin
 */
final class OnAllProcessors<R> {

    private static final System.Logger LOG = System.getLogger(OnAllProcessors.class.getName());

    private final List<Begun<R>> begun = new ArrayList<>();

    /** What is being done with one plugin, and what to say of it if that throws what nobody has expected. */
    private record Begun<R>(Future<R> result, Function<Throwable, PluginProblem> unexpected) {}

    private OnAllProcessors() {}

    /** What is done with each. */
    @FunctionalInterface
    interface Work<T, R> {
        R on(T plugin) throws PluginRefused;
    }

    /** What is to be said of a plugin with which something else was thrown. */
    @FunctionalInterface
    interface Unexpected<T> {
        PluginProblem of(T plugin, Throwable thrown);
    }

    /** {@return nothing to be done} */
    static <R> OnAllProcessors<R> nothing() {
        return new OnAllProcessors<>();
    }

    /**
     * {@return what is being done from now on}
     *
     * @param plugins to which
     * @param work what; for any thread
     * @param unexpected names the plugin if the work throws anything but {@link PluginRefused}
     */
    static <T, R> OnAllProcessors<R> begin(List<T> plugins, Work<T, R> work, Unexpected<T> unexpected) {
        OnAllProcessors<R> all = new OnAllProcessors<>();
        if (!plugins.isEmpty()) {
            int threads = Math.min(plugins.size(), Runtime.getRuntime().availableProcessors());
            ExecutorService processors = Executors.newFixedThreadPool(
                    threads,
                    Thread.ofPlatform().name("mortise-plugins-", 0).daemon().factory());
            plugins.forEach(plugin -> all.begun.add(
                    new Begun<>(processors.submit(() -> work.on(plugin)), thrown -> unexpected.of(plugin, thrown))));
            processors.shutdown();
        }
        return all;
    }

    /**
     * {@return what became of those that were not refused, once all is done}
     *
     * @param refused is told of the others
     */
    List<R> await(Consumer<PluginProblem> refused) {
        List<R> done = new ArrayList<>();
        for (Begun<R> one : begun) {
            try {
                done.add(one.result.get());
            } catch (ExecutionException e) {
                refused.accept(e.getCause() instanceof PluginRefused why ? why.problem() : unexpected(one, e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while plugins were loaded", e);
            }
        }
        return done;
    }

    private static PluginProblem unexpected(Begun<?> one, ExecutionException e) {
        Throwable thrown = e.getCause() == null ? e : e.getCause();
        PluginProblem problem = one.unexpected.apply(thrown);
        LOG.log(System.Logger.Level.DEBUG, problem.plugin() + ": where it failed", thrown);
        return problem;
    }
}
