package dev.mortise.persistence;

import java.io.IOException;

/** Is asked before each step of {@link SnapshotFile}; a test fails one here, as a disk might. */
@FunctionalInterface
interface Disk {

    /** A disk on which everything succeeds that the system lets succeed. */
    Disk WORKING = _ -> {};

    /** What is done, in this order. */
    enum Step {
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        FORCE_DIRECTORY
    }

    /** Called before a step; throws to have it fail. */
    void before(Step step) throws IOException;
}
