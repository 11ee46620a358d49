package dev.mortise.runtime.server;

import java.io.Serial;

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

    /** What a module has thrown. */
    static final class Failed extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        /** The exception or error itself. */
        private final Throwable thrown;

        private Failed(Throwable thrown) {
            super(thrown);
            this.thrown = thrown;
        }

        Throwable thrown() {
            return thrown;
        }
    }

    private ModuleCall() {}

    // A plugin is a stranger: whatever it throws is a fact about it, to be reported under its name.
    @SuppressWarnings("IllegalCatch")
    static void run(ConfiguredModule module, Action action) throws Failed {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(module.instance().getClass().getClassLoader());
        try {
            action.run();
        } catch (Throwable e) {
            throw new Failed(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
