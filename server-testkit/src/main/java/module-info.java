import org.jspecify.annotations.NullMarked;

/** What plugin authors and application developers test with. */
@NullMarked
module dev.mortise.testkit {
    requires dev.mortise.api;
    requires dev.mortise.runtime;
    requires static org.jspecify;

    exports dev.mortise.testkit;
}
