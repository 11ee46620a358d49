package acme.json;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Setup;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.JsonPointerBasedFilter;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code JSON.PART key pointer}: a part of a string that is JSON, so that not all of it travels; and {@code JSON.CALL},
 * for clients that understand JSON and nothing else.
 */
public final class JsonModule implements CommandModule {

    private static final CommandSpec PART = CommandSpec.named("JSON.PART")
            .args(2)
            .flags(Flag.READONLY)
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .summary("Returns a part of a string that is JSON.")
            .since("1.0.0")
            .complexity("O(N) where N is the length of the string")
            .arguments(Argument.key("key"), Argument.string("pointer"))
            .build();

    /**
     * What the operator may set.
     *
     * @param commands which ones {@code JSON.CALL} calls; {@code GET HGETALL LRANGE TTL} if not set
     */
    record Settings(List<String> commands) {
        Settings {
            commands = commands == null ? List.of("GET", "HGETALL", "LRANGE", "TTL") : List.copyOf(commands);
        }
    }

    /** Its own limits hold for what clients have stored: depth, lengths of numbers and names. */
    private final JsonFactory json = new JsonFactory();

    @Override
    public void configure(Setup setup) {
        // Names that are misspelt stop the start, as those of commands that the server does not have.
        List<CommandRef> callable =
                setup.config(Settings.class).commands().stream().map(setup::ref).toList();
        setup.command(PART, this::part).command(CallCommand.SPEC, new CallCommand(callable, json));
        setup.info("Json", lines -> lines.line("json_jackson_version", json.version()));
    }

    /** Replies the part as JSON, or nil if there is no such key or no such part. */
    private void part(Request request, Reply reply) {
        Slice text = request.entry(0).get(Types.STRING);
        if (text == null) {
            reply.nil();
            return;
        }
        JsonPointer pointer = pointer(request.arg(1).utf8());
        try (JsonParser whole = json.createParser(ObjectReadContext.empty(), text.toBytes());
                JsonParser part = new FilteringParserDelegate(
                        whole, new JsonPointerBasedFilter(pointer), TokenFilter.Inclusion.ONLY_INCLUDE_ALL, false)) {
            if (part.nextToken() == null) {
                reply.nil();
            } else {
                reply.bulk(copied(part));
            }
        } catch (JacksonException e) {
            // Not what Jackson says, which quotes the text: errors are written down, and the text may hold secrets.
            throw ServerError.err(
                    "the string is no JSON at byte " + e.getLocation().getByteOffset());
        }
    }

    private String copied(JsonParser part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
            out.copyCurrentStructure(part);
        }
        return text.toString();
    }

    private static JsonPointer pointer(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw ServerError.err("a JSON pointer is empty or begins with a slash");
        }
    }
}
