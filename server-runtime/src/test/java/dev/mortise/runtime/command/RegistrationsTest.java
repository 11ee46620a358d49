package dev.mortise.runtime.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandSpec;
import dev.mortise.api.Server;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueInput;
import dev.mortise.api.ValueOutput;
import dev.mortise.api.ValueType;
import dev.mortise.runtime.module.PluginProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrationsTest {

    private static final Server.Module OURS = new Server.Module("dev.mortise.strings", "1", "here", true);
    private static final Server.Module ACME = new Server.Module("acme.fast", "1", "acme.jar", false);
    private static final Server.Module OTHER = new Server.Module("other", "1", "other.jar", false);

    private static void command(Registrations registrations, Server.Module module, String name) {
        registrations.stage(CommandSpec.named(name).build(), (_, reply) -> reply.status(module.id()), module, null);
    }

    private static List<String> problems(Registrations registrations) {
        registrations.freeze();
        return registrations.problems().stream().map(PluginProblem::toString).toList();
    }

    private static RegisteredCommand found(Registrations registrations, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        RegisteredCommand command = registrations.freeze().find(bytes, 0, bytes.length);
        assertNotNull(command, name);
        return command;
    }

    @Test
    void aNameTakenTwiceNamesBothAndTheWayOut() {
        Registrations registrations = new Registrations(Map.of());
        command(registrations, ACME, "ACME.HELLO");
        command(registrations, OTHER, "ACME.HELLO");

        assertEquals(
                List.of("other (other.jar): command ACME.HELLO is defined by both 'acme.fast' and 'other'; "
                        + "set plugins.override.ACME.HELLO = \"other\" to choose"),
                problems(registrations));
    }

    @Test
    void namesWithoutADotAreTheServersOwn() {
        Registrations registrations = new Registrations(Map.of());
        command(registrations, ACME, "HELLO");

        assertEquals(
                List.of("acme.fast (acme.jar): command HELLO: names without a dot are the server's own; "
                        + "call it '<name>.HELLO', or set plugins.override.HELLO = \"acme.fast\" "
                        + "to put it in the place of the server's"),
                problems(registrations));
    }

    @Test
    void anOverridePutsAPluginInThePlaceOfOurs() {
        Registrations registrations = new Registrations(Map.of("GET", "acme.fast"));
        command(registrations, OURS, "GET");
        command(registrations, ACME, "GET");

        assertEquals(ACME, found(registrations, "GET").module());
        assertEquals(List.of(), registrations.problems());
    }

    @Test
    void anOverrideByAModuleThatIsNotThereIsAProblem() {
        Registrations registrations = new Registrations(Map.of("GET", "acme.absent"));
        command(registrations, OURS, "GET");

        assertEquals(
                List.of("acme.absent (plugins.override.GET): no module of that name defines the command;"
                        + " put the plugin back, or take the override out"),
                problems(registrations));
    }

    @Test
    void aSubcommandNeedsItsParent() {
        Registrations registrations = new Registrations(Map.of());
        registrations.stage(CommandSpec.named("GET").build(), (_, reply) -> reply.ok(), ACME, "ACME.CONFIG");

        assertEquals(
                List.of("acme.fast (acme.jar): subcommand ACME.CONFIG GET: there is no command ACME.CONFIG;"
                        + " have the same module register it"),
                problems(registrations));
    }

    @Test
    void aSubcommandOfAnotherModulesCommandIsAProblem() {
        Registrations registrations = new Registrations(Map.of());
        registrations.stage(CommandSpec.named("CONFIG").build(), null, OURS, null);
        registrations.stage(CommandSpec.named("GREET").build(), (_, reply) -> reply.ok(), ACME, "CONFIG");

        assertEquals(
                List.of("acme.fast (acme.jar): subcommand CONFIG GREET: CONFIG is another module's;"
                        + " have the same module register it"),
                problems(registrations));
    }

    @Test
    void ofACommandThatIsRefusedTheSubcommandsAreNotMentioned() {
        Registrations registrations = new Registrations(Map.of());
        registrations.stage(CommandSpec.named("JOBS").build(), null, ACME, null);
        registrations.stage(CommandSpec.named("ADD").build(), (_, reply) -> reply.ok(), ACME, "JOBS");

        List<String> problems = problems(registrations);
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.getFirst().contains("names without a dot are the server's own"), problems.getFirst());
    }

    @Test
    void theSubcommandsOfACommandThatIsOverriddenGoWithIt() {
        Registrations registrations = new Registrations(Map.of("CONFIG", "acme.fast"));
        registrations.stage(CommandSpec.named("CONFIG").build(), null, OURS, null);
        registrations.stage(CommandSpec.named("GET").build(), (_, reply) -> reply.ok(), OURS, "CONFIG");
        command(registrations, ACME, "CONFIG");

        assertEquals(List.of(), found(registrations, "CONFIG").subcommands());
        assertEquals(List.of(), registrations.problems());
    }

    @Test
    void everyCommandAndSubcommandHasAnIndexOfItsOwn() {
        Registrations registrations = new Registrations(Map.of());
        registrations.stage(CommandSpec.named("CONFIG").build(), null, OURS, null);
        registrations.stage(CommandSpec.named("GET").build(), (_, reply) -> reply.ok(), OURS, "CONFIG");
        registrations.stage(CommandSpec.named("SET").build(), (_, reply) -> reply.ok(), OURS, "CONFIG");
        command(registrations, OURS, "PING");

        RegisteredCommand config = found(registrations, "CONFIG");
        assertEquals(2, config.subcommands().size());
        assertEquals(
                4,
                List.of(
                                config.index(),
                                config.subcommands().get(0).index(),
                                config.subcommands().get(1).index(),
                                found(registrations, "PING").index())
                        .stream()
                        .distinct()
                        .count());
    }

    @Test
    void typesOfThirdPartiesCarryTheirName() {
        Registrations registrations = new Registrations(Map.of());
        registrations.stageType(new NamedType("bloom"), ACME);
        registrations.stageType(new NamedType("bloom@acme"), ACME);
        registrations.stageType(new NamedType("bloom@acme"), OTHER);

        assertEquals(
                List.of(
                        "acme.fast (acme.jar): value type 'bloom': names without '@' are the server's own; call it"
                                + " 'bloom@...'",
                        "other (other.jar): value type 'bloom@acme' is defined twice; rename one of them"),
                problems(registrations));
    }

    @Test
    void aCategoryIsOneOfRedisOrDeclared() {
        Registrations registrations = new Registrations(Map.of());
        registrations.stageCategory("bloom", ACME);
        registrations.stage(inCategory("ACME.ADD", "bloom"), (_, reply) -> reply.ok(), ACME, null);
        registrations.stage(inCategory("ACME.DROP", "dangerous"), (_, reply) -> reply.ok(), ACME, null);
        registrations.stage(inCategory("ACME.LOSE", "dangerus"), (_, reply) -> reply.ok(), ACME, null);

        assertEquals(
                List.of("acme.fast (acme.jar): command ACME.LOSE: there is no access control category 'dangerus';"
                        + " correct it, or declare it with Setup.aclCategory"),
                problems(registrations));
    }

    @Test
    void categoriesHaveNamesOfTheirOwn() {
        Registrations registrations = new Registrations(Map.of());
        registrations.stageCategory("read", ACME);
        registrations.stageCategory("bloom", ACME);
        registrations.stageCategory("bloom", OTHER);
        registrations.stageCategory("@bloom", OTHER);

        assertEquals(
                List.of(
                        "acme.fast (acme.jar): access control category 'read' is there already; rename it, or use it"
                                + " without declaring it",
                        "other (other.jar): access control category 'bloom' is there already; rename it, or use it"
                                + " without declaring it",
                        "other (other.jar): access control category '@bloom'; use small letters, digits, '-', '_' and"
                                + " '.', a letter first"),
                problems(registrations));
    }

    private static CommandSpec inCategory(String name, String category) {
        return CommandSpec.named(name).acl(category).build();
    }

    @Test
    void versionsOfTypesFitIntoTenBits() {
        Registrations registrations = new Registrations(Map.of());
        registrations.stageType(new NamedType("oldest@acme", 0), ACME);
        registrations.stageType(new NamedType("newest@acme", 1023), ACME);
        registrations.stageType(new NamedType("beyond@acme", 1024), ACME);
        registrations.stageType(new NamedType("before@acme", -1), ACME);

        assertEquals(
                List.of(
                        "acme.fast (acme.jar): value type 'beyond@acme' has version 1024; number its versions from 0 to"
                                + " 1023",
                        "acme.fast (acme.jar): value type 'before@acme' has version -1; number its versions from 0 to"
                                + " 1023"),
                problems(registrations));
    }

    private record NamedType(String name, int version) implements ValueType<Slice> {
        NamedType(String name) {
            this(name, 1);
        }

        @Override
        public Slice create() {
            return Slice.EMPTY;
        }

        @Override
        public long bytes(Slice value) {
            return 0;
        }

        @Override
        public void write(Slice value, ValueOutput out) {
            out.writeBytes(value);
        }

        @Override
        public Slice read(ValueInput in, int readVersion) {
            return Slice.of(in.readBytes());
        }
    }
}
