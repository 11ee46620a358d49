package dev.mortise.admin;

import static dev.mortise.api.CommandSpec.MANY;

import dev.mortise.api.Command;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * {@code DEBUG subcommand [argument ...]}: for those who test clients and this server. Only what does no harm, and only
 * if {@code enable-debug-command} allows it.
 *
 * <p>In {@code COMMAND} it is one command without subcommands, as in Redis; so they are told apart here.
 */
final class DebugCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("DEBUG")
            .args(1, MANY)
            .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
            .group("server")
            .since("1.0.0")
            .complexity("Depends on subcommand.")
            .summary("Helps to test clients and the server.")
            .system()
            .build();

    private static final ServerError NOT_ALLOWED = ServerError.err("DEBUG command not allowed. If the"
            + " enable-debug-command option is set to \"local\", you can run it from a local connection, otherwise you need"
            + " to set this option in the configuration file, and then restart the server.");
    private static final ServerError BAD_THRESHOLD =
            ServerError.err("argument must be a memory value bigger than 1 and smaller than 4gb");
    private static final Pattern MEMORY = Pattern.compile("\\d*([bkmg]|kb|mb|gb)?", Pattern.CASE_INSENSITIVE);

    /**
     * A subcommand.
     *
     * @param least the fewest arguments after its name
     * @param most the most
     * @param syntax these, for people
     * @param summary what it does, for people
     * @param body gets the request, in which they begin at index 1
     */
    private record Subcommand(int least, int most, String syntax, String summary, Command body) {}

    private final Map<String, Subcommand> subcommands = new TreeMap<>();
    private final System.Logger log;

    DebugCommand(System.Logger log) {
        this.log = log;
        add("DIGEST", 0, 0, "", "A signature of all keys and values.", DebugCommand::digest);
        add("DIGEST-VALUE", 0, MANY, "[<key> ...]", "A signature of each value.", DebugCommand::digestValues);
        add("ERROR", 1, 1, "<text>", "Answers an error.", DebugCommand::error);
        add("HELP", 0, 0, "", "Lists the subcommands.", this::help);
        add("LOG", 1, 1, "<message>", "Writes to the log of the server.", this::log);
        add("OBJECT", 1, 1, "<key>", "Tells how a value is kept.", new DebugObject());
        add("POPULATE", 1, 3, "<count> [<prefix>] [<size>]", "Makes keys, as many as asked for.", new DebugPopulate());
        add("PROTOCOL", 1, 1, "<type>", "Answers a value of a type of the protocol.", DebugProtocol::write);
        add(
                "QUICKLIST-PACKED-THRESHOLD",
                1,
                1,
                "<size>",
                "Accepted, for tests of lists.",
                DebugCommand::packedThreshold);
        add("RELOAD", 0, MANY, "[MERGE] [NOFLUSH] [NOSAVE]", "Saves a snapshot and loads it.", new DebugReload());
        add("SET-ACTIVE-EXPIRE", 1, 1, "<0|1>", "Whether expired keys are reclaimed.", DebugCommand::activeExpire);
        add("SLEEP", 1, 1, "<seconds>", "Lets this client wait; the others go on.", DebugCommand::sleep);
    }

    private void add(String name, int least, int most, String syntax, String summary, Command body) {
        subcommands.put(name, new Subcommand(least, most, syntax, summary, body));
    }

    @Override
    public void execute(Request request, Reply reply) throws Exception {
        requireAllowed(request);
        Subcommand subcommand = subcommands.get(request.arg(0).utf8().toUpperCase(Locale.ROOT));
        int arguments = request.size() - 1;
        if (subcommand == null || arguments < subcommand.least || arguments > subcommand.most) {
            throw HelpCommand.pointTo(request);
        }
        subcommand.body.execute(request, reply);
    }

    private static void requireAllowed(Request request) {
        String allowed = request.server().parameters().getOrDefault("enable-debug-command", "no");
        String address = request.session().address();
        boolean local = address.startsWith("/") || address.startsWith("127.") || address.startsWith("[::1]");
        if (allowed.equals("no") || (allowed.equals("local") && !local)) {
            throw NOT_ALLOWED;
        }
    }

    private static void digest(Request request, Reply reply) {
        reply.status(HexFormat.of().formatHex(request.keyspace().digest()));
    }

    private static void digestValues(Request request, Reply reply) {
        reply.array(request.size() - 1);
        for (int i = 1; i < request.size(); i++) {
            byte[] digest = request.keyspace().digest(request.session().database(), request.arg(i));
            reply.status(HexFormat.of().formatHex(digest));
        }
    }

    private static void error(Request request, Reply reply) {
        String text = request.arg(1).quoted();
        int space = text.indexOf(' ');
        reply.error(
                space < 0
                        ? ServerError.of(text, "")
                        : ServerError.of(text.substring(0, space), text.substring(space + 1)));
    }

    private void help(Request request, Reply reply) {
        reply.array(1 + 2 * subcommands.size());
        reply.status("DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        subcommands.forEach((name, subcommand) -> {
            reply.status((name + " " + subcommand.syntax).strip());
            reply.status("    " + subcommand.summary);
        });
    }

    private void log(Request request, Reply reply) {
        log.log(System.Logger.Level.WARNING, "DEBUG LOG: {0}", request.arg(1).utf8());
        reply.ok();
    }

    private static void packedThreshold(Request request, Reply reply) {
        if (!MEMORY.matcher(request.arg(1).utf8()).matches()) {
            throw BAD_THRESHOLD;
        }
        reply.ok();
    }

    private static void activeExpire(Request request, Reply reply) {
        Slice flag = request.arg(1);
        request.server().activeExpiry(flag.isLong() && flag.asLong() != 0);
        reply.ok();
    }

    /** Redis sleeps, and all its clients wait. Here it is a command that blocks, and nobody else need know. */
    private static void sleep(Request request, Reply reply) {
        double seconds = seconds(request.arg(1));
        long millis = (long) (seconds * TimeUnit.SECONDS.toMillis(1));
        if (millis <= 0 || request.timedOut()) {
            reply.ok();
        } else {
            request.block(request.nowMillis() + Math.min(millis, TimeUnit.DAYS.toMillis(365)));
        }
    }

    /** What is no number is taken as zero, as Redis does. */
    private static double seconds(Slice text) {
        try {
            return text.asDouble();
        } catch (ServerError e) {
            return 0;
        }
    }
}
