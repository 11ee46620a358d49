import org.jspecify.annotations.NullMarked;

/**
 * The machine: transport, keyspace, dispatch, plugin loader. Exports nothing to plugins.
 *
 * <p>Start at {@code dev.mortise.runtime.server.MortiseServer}; {@code ARCHITECTURE.md} walks one request through the
 * classes.
 */
// javac meets the qualified exports before the modules they name are built.
@SuppressWarnings("module")
@NullMarked
module dev.mortise.runtime {
    requires static org.jspecify;
    requires dev.mortise.api;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires io.netty.transport.unix.common;
    requires tools.jackson.core;

    uses dev.mortise.api.CommandModule;

    // Loggers of the server, of plugins and of libraries write to one log.
    provides System.LoggerFinder with
            dev.mortise.runtime.log.ServerLogFinder;

    exports dev.mortise.runtime to
            dev.mortise.testkit;
    exports dev.mortise.runtime.config to
            dev.mortise.testkit;
    exports dev.mortise.runtime.dispatch to
            dev.mortise.testkit;
    exports dev.mortise.runtime.info to
            dev.mortise.testkit;
    exports dev.mortise.runtime.keyspace to
            dev.mortise.testkit;
    exports dev.mortise.runtime.memory to
            dev.mortise.testkit;
    exports dev.mortise.runtime.rdb to
            dev.mortise.testkit;
    exports dev.mortise.runtime.resp to
            dev.mortise.testkit;
    exports dev.mortise.runtime.server to
            dev.mortise.testkit;
    exports dev.mortise.runtime.session to
            dev.mortise.testkit;
    exports dev.mortise.runtime.snapshot to
            dev.mortise.testkit;
    exports dev.mortise.runtime.statistics to
            dev.mortise.testkit;
}
