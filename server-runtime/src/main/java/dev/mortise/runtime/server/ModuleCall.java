package dev.mortise.runtime.server;

import java.util.ServiceConfigurationError;

/**
 * Calls into a module at start and stop: with its class loader as context class loader, and with whatever it throws
 * told under its name.
 */
final class ModuleCall {

    /** What is called. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private ModuleCall() {}

    // A plugin is a stranger: whatever it throws is a fact about it, to be reported under its name.
    @SuppressWarnings("IllegalCatch")
    static void run(ConfiguredModule module, Action action) throws StartFailure {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(module.instance().getClass().getClassLoader());
        try {
            action.run();
        } catch (Exception | LinkageError | ServiceConfigurationError | StackOverflowError e) {
            throw new StartFailure(
                    "module '%s' (%s) failed: %s"
                            .formatted(
                                    module.description().id(),
                                    module.description().location(),
                                    e),
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
