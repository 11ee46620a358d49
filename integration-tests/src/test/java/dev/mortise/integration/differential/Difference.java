package dev.mortise.integration.differential;

import dev.mortise.integration.harness.RawReply;
import java.util.List;

/**
 * A reply which is not what it should be.
 *
 * @param where file and line, or which round of a generator
 * @param command as it was sent
 * @param oracle the right reply
 * @param ours the wrong one
 * @param fault what is wrong with it
 */
record Difference(String where, String command, RawReply oracle, RawReply ours, String fault) {

    /** Enough to see what is wrong; a server that is wrong everywhere should not fill the disk. */
    private static final int SHOWN = 25;

    /** Fails the test if there are any, showing them all at once. */
    static void requireNone(List<Difference> differences) {
        if (!differences.isEmpty()) {
            StringBuilder message =
                    new StringBuilder().append(differences.size()).append(" differ:\n");
            differences.stream()
                    .limit(SHOWN)
                    .forEach(difference -> message.append(difference).append('\n'));
            throw new AssertionError(message.toString());
        }
    }

    @Override
    public String toString() {
        return where + "  " + command + "\n    redis " + oracle + "\n    ours  " + ours + "\n    " + fault;
    }
}
