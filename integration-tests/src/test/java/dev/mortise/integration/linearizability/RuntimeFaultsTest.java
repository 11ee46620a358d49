package dev.mortise.integration.linearizability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A runtime that is wrong is found to be wrong, by the same clients and the same checker which find the server right:
 * {@link LinearizabilityTest} would fail.
 */
class RuntimeFaultsTest {

    /** The first is enough, usually; of a wait that begins too late it takes twenty. */
    private static final int MOST_ROUNDS = 400;

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void areFound(RuntimeFault fault, @TempDir Path workshop) throws Exception {
        try (ServerProcess server = FaultyRuntime.start(fault, workshop)) {
            String violation = "";
            for (int round = 0; round < MOST_ROUNDS && violation.isEmpty(); round++) {
                violation = violation(server, fault.workload(), round);
            }
            assertTrue(isFound(violation), "what is wrong was not found: " + violation);
        }
    }

    /**
     * A wrong order; a client that waits for what is there; or, where threads tear what they share, one forgotten or
     * thrown out.
     */
    private static boolean isFound(String violation) {
        return violation.startsWith("not linearizable")
                || violation.startsWith("the server closed the connection")
                || violation.contains(" waits, but ")
                || violation.contains("all have finished or wait");
    }

    /** {@return what is wrong with a history, for people; nothing if nothing is} */
    private static String violation(ServerProcess server, Workload workload, long seed) throws Exception {
        try (Wire wire = Wire.to(server)) {
            wire.ask("FLUSHALL");
        }
        try {
            List<Operation<Call, ReplyValue>> history =
                    ConcurrentClients.run(server.port(), workload, seed, UnaryOperator.identity());
            return new LinearizabilityChecker<>(new KeyspaceModel())
                    .violation(history)
                    .orElse("");
        } catch (AssertionError e) {
            // Somebody waits for what is there.
            return String.valueOf(e.getMessage());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError wrongReply) {
                return String.valueOf(wrongReply.getMessage());
            }
            throw e;
        }
    }
}
