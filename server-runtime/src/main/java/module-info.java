import org.jspecify.annotations.NullMarked;

/** The machine: transport, keyspace, dispatch, plugin loader. Exports nothing to plugins. */
@NullMarked
module dev.mortise.runtime {
    requires static org.jspecify;
    requires dev.mortise.api;
}
