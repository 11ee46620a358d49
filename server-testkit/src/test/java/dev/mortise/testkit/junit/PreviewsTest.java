package dev.mortise.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mortise.api.AsyncScope;
import dev.mortise.api.Command;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreviewsTest {

    private static Set<String> usedBy(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(
                type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
            return Previews.usedBy(Objects.requireNonNull(in).readAllBytes());
        }
    }

    static final class Steady {
        Command command() {
            return (request, reply) -> {
                if (request.size() > 1) {
                    throw ServerError.syntax();
                }
                reply.integer(request.nowMillis());
            };
        }
    }

    @Test
    void whatIsStableIsNone() throws IOException {
        assertEquals(Set.of(), usedBy(Steady.class));
    }

    static final class Asking {
        void ask(Request request) {
            request.async(Duration.ofSeconds(1), scope -> reply -> reply.bulk(name(scope)));
        }

        private static String name(AsyncScope scope) {
            return scope.server().version();
        }

        void later(Setup setup) {
            setup.tasks().after(Duration.ZERO, () -> {}).cancel();
        }
    }

    @Test
    void areMembersOfStableTypesAndTypesWithAllThatIsInThem() throws IOException {
        assertEquals(
                Set.of("AsyncBody", "AsyncScope", "ReplyBody", "Request.async", "Setup.tasks", "Tasks"),
                usedBy(Asking.class));
    }

    static final class Shaped implements ValueType<long[]> {
        @Override
        public String name() {
            return "shaped@test";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public long bytes(long[] value) {
            return 1;
        }

        @Override
        public void write(long[] value, ValueOutput out) {
            out.writeLong(value[0]);
        }

        @Override
        public long[] read(ValueInput in, int version) {
            return new long[] {in.readLong()};
        }

        @Override
        public ValueShape shape() {
            return ValueShape.ITEMS;
        }
    }

    @Test
    void areMethodsThatAreOverridden() throws IOException {
        assertEquals(Set.of("ValueShape", "ValueType.shape"), usedBy(Shaped.class));
    }
}
