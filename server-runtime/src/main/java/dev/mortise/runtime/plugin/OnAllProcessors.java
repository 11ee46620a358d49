package dev.mortise.runtime.plugin;

import dev.mortise.runtime.module.PluginProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

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
 * @param <R> what becomes of a plugin
 */
final class OnAllProcessors<R> {

    private final List<Future<R>> begun = new ArrayList<>();

    private OnAllProcessors() {}

    /** What is done with each. */
    @FunctionalInterface
    interface Work<T, R> {
        R on(T plugin) throws PluginRefused;
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
     */
    static <T, R> OnAllProcessors<R> begin(List<T> plugins, Work<T, R> work) {
        OnAllProcessors<R> all = new OnAllProcessors<>();
        if (!plugins.isEmpty()) {
            int threads = Math.min(plugins.size(), Runtime.getRuntime().availableProcessors());
            ExecutorService processors = Executors.newFixedThreadPool(
                    threads,
                    Thread.ofPlatform().name("mortise-plugins-", 0).daemon().factory());
            plugins.forEach(plugin -> all.begun.add(processors.submit(() -> work.on(plugin))));
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
        for (Future<R> one : begun) {
            try {
                done.add(one.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof PluginRefused why)) {
                    throw new IllegalStateException(e.getCause());
                }
                refused.accept(why.problem());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while plugins were loaded", e);
            }
        }
        return done;
    }
}
