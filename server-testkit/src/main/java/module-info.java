import org.jspecify.annotations.NullMarked;

/** What plugin authors and application developers test with. */
@NullMarked
module dev.mortise.testkit {
    requires dev.mortise.api;
    requires dev.mortise.runtime;
    requires static org.jspecify;
    // For the package junit, and those who have JUnit: a program with a server within it needs none.
    requires static org.junit.jupiter.api;

    exports dev.mortise.testkit;
    exports dev.mortise.testkit.junit;
}
