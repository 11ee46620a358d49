package dev.mortise.api;

import dev.mortise.api.Server.CommandInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code CONFIG HELP} and its like: lists the subcommands of a command with what they take and do.
 *
 * <p>The text is made of the specs of the subcommands, so that it cannot say anything else than they do.
 *
 * <pre>{@code
 * setup.container(BLOOM)
 *         .subcommand("BLOOM", InfoCommand.SPEC, new InfoCommand())
 *         .subcommand("BLOOM", HelpCommand.spec("bloom"), new HelpCommand("BLOOM"));
 * }</pre>
 */
@Stable
public final class HelpCommand implements Command {

    /** How much of the client's word an error quotes. */
    private static final int QUOTED = 128;

    private final String parent;

    /**
     * Explains the subcommands of one command.
     *
     * @param parent its name, in capitals
     */
    public HelpCommand(String parent) {
        this.parent = parent;
    }

    /**
     * {@return the spec of a HELP subcommand}
     *
     * @param group the chapter its parent belongs to
     * @param aclCategories those beyond {@code @slow}
     */
    public static CommandSpec spec(String group, String... aclCategories) {
        return specSince("5.0.0", group, aclCategories);
    }

    /**
     * {@return the spec of a HELP subcommand that came with another version than most}
     *
     * @param version the version that introduced it
     * @param group the chapter its parent belongs to
     * @param aclCategories those beyond {@code @slow}
     */
    public static CommandSpec specSince(String version, String group, String... aclCategories) {
        return CommandSpec.named("HELP")
                .args(0)
                .flags(Flag.LOADING, Flag.STALE)
                .acl(aclCategories)
                .group(group)
                .since(version)
                .complexity("O(1)")
                .summary("Lists the subcommands.")
                .build();
    }

    /**
     * {@return the error for a number of arguments that the arity told to clients allows and a subcommand does not, for
     * arity knows a minimum and no maximum; points to HELP}
     *
     * @param request the subcommand as the client sent it
     */
    public static ServerError pointTo(Request request) {
        String subcommand = request.word(1).quoted();
        String parent = request.word(0).quoted().toUpperCase(Locale.ROOT);
        return ServerError.err("unknown subcommand or wrong number of arguments for '%s'. Try %s HELP."
                .formatted(subcommand.substring(0, Math.min(QUOTED, subcommand.length())), parent));
    }

    @Override
    public void execute(Request request, Reply reply) {
        List<String> lines = lines(request);
        reply.array(lines.size());
        lines.forEach(reply::status);
    }

    private List<String> lines(Request request) {
        List<String> lines = new ArrayList<>();
        lines.add(parent + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        CommandInfo info = Objects.requireNonNull(request.server().command(parent), parent);
        if (info.spec().minArgs() == 0) {
            add("(no subcommand)", info.spec().summary(), lines);
        }
        for (CommandInfo subcommand : info.subcommands()) {
            CommandSpec spec = subcommand.spec();
            add((spec.name() + " " + spec.syntax()).strip(), spec.summary(), lines);
        }
        return lines;
    }

    private static void add(String call, String summary, List<String> lines) {
        lines.add(call);
        lines.add("    " + summary);
    }
}
