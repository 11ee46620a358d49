package acme.json;

import dev.mortise.api.Argument;
import dev.mortise.api.CallResult;
import dev.mortise.api.Command;
import dev.mortise.api.CommandRef;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;
import dev.mortise.api.Reply;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code JSON.CALL command key [argument ...]}: what a command answers about a key, as JSON. */
final class CallCommand implements Command {

    static final CommandSpec SPEC = CommandSpec.named("JSON.CALL")
            .args(2, CommandSpec.MANY)
            .flags(Flag.READONLY)
            .keys(KeySpec.at(1, KeyFlag.RO, KeyFlag.ACCESS))
            .summary("Returns what another command answers about a key, as JSON.")
            .since("1.0.0")
            .complexity("That of the command, and O(N) where N is the length of its answer")
            .arguments(
                    Argument.string("command"),
                    Argument.key("key"),
                    Argument.string("argument").optional().many())
            .build();

    private final Map<String, CommandRef> allowed;
    private final JsonFactory json;

    /** Those that read one key: the server refuses others, because nothing else is declared above. */
    CallCommand(List<CommandRef> allowed, JsonFactory json) {
        this.allowed =
                allowed.stream().collect(Collectors.toMap(CommandRef::fullName, ref -> ref, (first, same) -> first));
        this.json = json;
    }

    @Override
    public void execute(Request request, Reply reply) {
        CommandRef command = allowed.get(request.arg(0).utf8().toLowerCase(Locale.ROOT));
        if (command == null) {
            throw ServerError.err("the command is not among those that acme.json.commands allows");
        }
        Slice[] arguments = new Slice[request.size() - 1];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = request.arg(i + 1);
        }
        CallResult answer = request.call(command, arguments);
        if (answer.isNil()) {
            reply.nil();
        } else {
            reply.bulk(text(answer));
        }
    }

    private String text(CallResult answer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
            write(answer, out);
        }
        return text.toString();
    }

    private static void write(CallResult answer, JsonGenerator out) {
        switch (answer.kind()) {
            case INTEGER -> out.writeNumber(answer.asLong());
            case DOUBLE -> out.writeNumber(answer.asDouble());
            case BOOLEAN -> out.writeBoolean(answer.asBoolean());
            case NIL -> out.writeNull();
            case ARRAY -> {
                out.writeStartArray();
                answer.elements().forEach(element -> write(element, out));
                out.writeEndArray();
            }
            // Or a kind that is not known yet.
            default -> out.writeString(answer.kind() == CallResult.Kind.STRING ? answer.utf8() : answer.toString());
        }
    }
}
