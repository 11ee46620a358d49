package dev.mortise.runtime.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTableTest {

    private static final Server.Module MODULE = new Server.Module("test", "", "", true);

    private static RegisteredCommand command(String name, int index) {
        return new RegisteredCommand(
                CommandSpec.named(name).args(0).build(), (_, reply) -> reply.ok(), MODULE, null, index, List.of());
    }

    private static @Nullable RegisteredCommand find(CommandTable table, String name) {
        byte[] bytes = ("xx" + name + "yy").getBytes(StandardCharsets.ISO_8859_1);
        return table.find(bytes, 2, bytes.length - 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "get", "gEt"})
    void findsANameInAnyCase(String name) {
        RegisteredCommand get = command("GET", 0);

        assertSame(get, find(new CommandTable(List.of(get)), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GE", "GETT", "GEU", "FET", "G E", "get\0"})
    void findsNothingElse(String name) {
        assertNull(find(new CommandTable(List.of(command("GET", 0))), name));
    }

    @Test
    void takesOnlyLettersForAlikeInBothCases() {
        // In ASCII these differ in nothing but the bit that tells capitals from small letters.
        CommandTable table = new CommandTable(List.of(command("A@B", 0)));

        assertNull(find(table, "A`B"));
        assertNull(find(table, "A\u0000B"));
    }

    @Test
    void anEmptyTableFindsNothing() {
        assertNull(find(new CommandTable(List.of()), "GET"));
    }

    @Test
    void findsEachOfManyAndNoneThatIsNotThere() {
        List<RegisteredCommand> commands =
                IntStream.range(0, 1000).mapToObj(i -> command("CMD." + i, i)).toList();
        CommandTable table = new CommandTable(commands);

        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            int n = random.nextInt(2000);
            RegisteredCommand found = find(table, "cmd." + n);
            if (n < 1000) {
                assertSame(commands.get(n), found);
            } else {
                assertNull(found);
            }
        }
    }

    @Test
    void namesInFullHaveTheParentsNameAndABar() {
        RegisteredCommand sub =
                new RegisteredCommand(CommandSpec.named("GET").args(1).build(), null, MODULE, "CONFIG", 0, List.of());

        assertEquals("config|get", sub.fullName());
        assertEquals("get", sub.spec().name().toLowerCase(Locale.ROOT));
    }
}
