package dev.mortise.integration.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server under test beside the oracle, both with their default configuration, for everything that needs no other
 * one.
 *
 * <pre>{@code
 * @Twins.Shared
 * class SomeTest {
 *     @Test
 *     void answersAlike(Twins twins) { … }
 * }
 * }</pre>
 *
 * <p>They are started for the first test that asks and serve all test classes after it, so tests begin by
 * {@linkplain #empty emptying} them and put back what they configure.
 *
 * @param subject the server under test
 * @param oracle the server whose answers are right
 */
public record Twins(ServerProcess subject, ServerProcess oracle) implements AutoCloseable {

    /** Provides the {@link Twins} as a parameter. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(Provider.class)
    public @interface Shared {}

    /**
     * {@return a pair of their own for one test}
     *
     * @param parameters of the configuration of both
     */
    public static Twins start(Map<String, String> parameters) {
        ServerProcess oracle = ServerProcess.start(Product.oracle(), parameters);
        try {
            return new Twins(ServerProcess.start(Product.subject(), parameters), oracle);
        } catch (RuntimeException | Error e) {
            oracle.close();
            throw e;
        }
    }

    /** Removes every key from both. */
    public void empty() {
        for (ServerProcess server : new ServerProcess[] {subject, oracle}) {
            try (Wire wire = Wire.to(server)) {
                wire.ask("FLUSHALL");
            }
        }
    }

    @Override
    public void close() {
        subject.close();
        oracle.close();
    }

    /** Starts them once, and stops them after the last test class. */
    static final class Provider implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Twins.class;
        }

        @Override
        public Twins resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Twins.class))
                    .computeIfAbsent(Twins.class, key -> start(Map.of()), Twins.class);
        }
    }
}
