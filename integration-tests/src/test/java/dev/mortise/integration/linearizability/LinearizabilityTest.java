package dev.mortise.integration.linearizability;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.testkit.ReplyValue;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients on several event loops see one keyspace, in which one thing happens after the other: with commands of one key
 * and of several, transactions, and clients that wait.
 *
 * <p>Each history is short, and there are a few of each kind; {@code -Dmortise.rounds=…} makes more, {@code
 * -Dmortise.seed=…} others. That the checker finds what is wrong {@link PlantedFaultsTest} and {@link
 * RuntimeFaultsTest} show.
 */
class LinearizabilityTest {

    private static final long SEED = Long.getLong("mortise.seed", 1987);
    private static final int ROUNDS = Integer.getInteger("mortise.rounds", 15);

    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(Product.subject(), Map.of("io-threads", "4"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void manyClientsSeeOneKeyspace(Workload workload) throws Exception {
        require(server, workload);
    }

    /** So that what the checker finds wrong is wrong. */
    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void theCheckerAcceptsWhatRedisDoes(Workload workload) throws Exception {
        try (ServerProcess oracle = ServerProcess.start(Product.oracle(), Map.of("io-threads", "4"))) {
            require(oracle, workload);
        }
    }

    private static void require(ServerProcess server, Workload workload) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (Wire wire = Wire.to(server)) {
                wire.ask("FLUSHALL");
            }
            List<Operation<Call, ReplyValue>> history =
                    ConcurrentClients.run(server.port(), workload, SEED + round, UnaryOperator.identity());
            new LinearizabilityChecker<>(new KeyspaceModel()).require(history);
        }
    }
}
