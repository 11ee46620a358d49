import org.jspecify.annotations.NullMarked;

/** The machine: transport, keyspace, dispatch, plugin loader. Exports nothing to plugins. */
// javac meets the qualified export before the module it names is built.
@SuppressWarnings("module")
@NullMarked
module dev.mortise.runtime {
    requires static org.jspecify;
    requires dev.mortise.api;

    exports dev.mortise.runtime.resp to
            dev.mortise.testkit;
}
