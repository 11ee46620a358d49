package dev.mortise.integration.differential;

import dev.mortise.integration.differential.Script.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads scripts: one command per line in the words that one types into {@code redis-cli}, quotes and all.
 *
 * <pre>
 * # Comments and empty lines mean nothing.
 * SET greeting hello PX 10000
 * &#64;about 100
 * PTTL greeting
 * </pre>
 *
 * <p>Replies must be equal to the byte, unless the line before the command says otherwise:
 *
 * <table>
 * <caption>Directives about the next command</caption>
 * <tr><td>{@code @unordered}</td><td>elements may come in any order</td></tr>
 * <tr><td>{@code @about N}</td><td>numbers may be apart by at most N</td></tr>
 * <tr><td>{@code @shape}</td><td>only the types must be equal, and the sizes of arrays: for clocks and
 * identities</td></tr>
 * <tr><td>{@code @fields a b}</td><td>only these {@code a:1} or {@code a=1} of the text must be equal</td></tr>
 * <tr><td>{@code @scan}</td><td>the whole iteration that this command begins must find the same elements</td></tr>
 * <tr><td>{@code @differs reply -- reason}</td><td>a known deviation: what ours says, without the last line end. It is
 * an error if it does not say so, and also if there is no difference any more</td></tr>
 * <tr><td>{@code @silent}</td><td>no reply is waited for</td></tr>
 * <tr><td>{@code @closes}</td><td>the connection ends after the reply; the next command has a new one</td></tr>
 * <tr><td>{@code @save name}</td><td><code>${name}</code> stands for this reply from now on, for each server its
 * own</td></tr>
 * </table>
 *
 * <p>For the whole script, before its first command: {@code @resp2} or {@code @resp3} to run in that protocol only
 * instead of in both, {@code @needs COMMAND} to be skipped by a server without it, {@code @server parameter value} for
 * servers that are configured so. Anywhere: {@code @client name}
 * goes on with another connection, and {@code @late} reads a reply or a message that comes without asking for it now,
 * to be compared as a reply is.
 *
 * <p>Further placeholders: <code>${now}</code>, <code>${now+60}</code> for the time in seconds,
 * <code>${nowms-1}</code> for milliseconds, the same for both servers, and <code>${text*1000}</code> for repetition.
 */
final class ScriptParser {

    private static final Pattern SPACE = Pattern.compile(" +");

    private final List<Integer> protocols = new ArrayList<>();
    private final List<String> needs = new ArrayList<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private String client = Script.FIRST_CLIENT;
    private @Nullable Comparison comparison;
    private @Nullable String saveAs;
    private Script.Exchange exchange = Script.Exchange.ASK;
    private boolean closes;

    private ScriptParser() {}

    /**
     * {@return the script in these lines}
     *
     * @param name of the file
     * @param lines of the file
     * @throws IllegalArgumentException naming the line that makes no sense
     */
    static Script parse(String name, List<String> lines) {
        ScriptParser parser = new ScriptParser();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            try {
                parser.line(i + 1, line);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ":" + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        List<Integer> protocols = parser.protocols.isEmpty() ? List.of(2, 3) : parser.protocols;
        return new Script(name, protocols, parser.needs, parser.parameters, parser.steps);
    }

    private void line(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("@")) {
            int space = line.indexOf(' ');
            String directive = space < 0 ? line : line.substring(0, space);
            if (!directive.equals("@late")) {
                directive(directive, space < 0 ? "" : line.substring(space + 1).strip());
                return;
            }
            exchange = Script.Exchange.LISTEN;
        }
        Comparison rule = comparison == null ? new Comparison.Exact() : comparison;
        steps.add(new Step(number, client, line, rule, saveAs, exchange, closes));
        comparison = null;
        saveAs = null;
        exchange = Script.Exchange.ASK;
        closes = false;
    }

    private void directive(String directive, String rest) {
        switch (directive) {
            case "@resp2" -> ofScript(protocols, 2);
            case "@resp3" -> ofScript(protocols, 3);
            case "@needs" -> ofScript(needs, rest);
            case "@server" -> parameter(rest);
            case "@client" -> client = rest;
            case "@save" -> saveAs = rest;
            case "@silent" -> exchange = Script.Exchange.TELL;
            case "@closes" -> closes = true;
            case "@unordered" -> compare(new Comparison.InAnyOrder());
            case "@about" -> compare(new Comparison.About(Long.parseLong(rest)));
            case "@shape" -> compare(new Comparison.Shape());
            case "@scan" -> compare(new Comparison.WholeIteration());
            case "@fields" -> compare(new Comparison.Fields(List.of(SPACE.split(rest))));
            case "@differs" -> compare(deviation(rest));
            default -> throw new IllegalArgumentException("no such directive: " + directive);
        }
    }

    private <T> void ofScript(List<T> settings, T value) {
        if (!steps.isEmpty()) {
            throw new IllegalArgumentException("belongs before the first command");
        }
        settings.add(value);
    }

    private void parameter(String rest) {
        if (!steps.isEmpty()) {
            throw new IllegalArgumentException("belongs before the first command");
        }
        int space = rest.indexOf(' ');
        parameters.put(rest.substring(0, space), rest.substring(space + 1).strip());
    }

    private void compare(Comparison rule) {
        if (comparison != null) {
            throw new IllegalArgumentException("one comparison is enough");
        }
        comparison = rule;
    }

    private static Comparison deviation(String rest) {
        int dashes = rest.indexOf(" -- ");
        if (dashes < 0) {
            throw new IllegalArgumentException("@differs reply -- reason");
        }
        return new Comparison.Deviation(
                rest.substring(0, dashes).strip(), rest.substring(dashes + 4).strip());
    }
}
