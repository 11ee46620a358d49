package dev.mortise.runtime.config;

import dev.mortise.runtime.config.ParameterType.Shape;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads the configuration file into a {@link ConfigDraft}: JSON, in which comments and a comma after the last member
 * are welcome.
 *
 * <p>The file is read token by token against {@link ParameterTable}, not bound to a class: every member becomes the
 * text that the command line and {@code CONFIG SET} would give, so there is one check for all three, a mistake does
 * not hide the next one, and each is reported with its JSON pointer. It also spares the start the better part of
 * Jackson, of which only the parser is needed.
 */
final class ConfigFile {

    /** How the file is written. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    /** A file of every parameter with its documentation has 10 KB. */
    private static final long MOST_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final ConfigDraft draft;
    private final Set<String> seen = new HashSet<>();

    private ConfigFile(String file, ConfigDraft draft) {
        this.file = file;
        this.draft = draft;
    }

    /** Reads a file; whatever is wrong with it is in the draft afterwards. */
    static void read(Path path, ConfigDraft draft) {
        ConfigFile file = new ConfigFile(path.toString(), draft);
        if (!Files.isRegularFile(path)) {
            String what = Files.exists(path) ? "is no file that could be read" : "there is no such file";
            draft.problem(file.file, what + "; correct --config, or leave it out to use the defaults");
            return;
        }
        draft.file(path.toAbsolutePath().toString());
        try {
            read(path, textOf(path), draft);
        } catch (CharacterCodingException e) {
            draft.problem(file.file, "is not UTF-8");
        } catch (IOException e) {
            draft.problem(file.file, "cannot be read (" + e + "); is it readable for this user?");
        }
    }

    /** {@return what a file holds, without the mark that some editors put before UTF-8} */
    static String textOf(Path path) throws IOException {
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException("larger than " + MOST_BYTES + " bytes");
        }
        String text = Files.readString(path);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Reads what a file holds; whatever is wrong with it is in the draft afterwards. */
    static void read(Path path, String text, ConfigDraft draft) {
        ConfigFile file = new ConfigFile(path.toString(), draft);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            file.readWhole(parser);
        } catch (JacksonException e) {
            draft.problem(file.file + file.position(e.getLocation()), reason(e) + "; what follows was not read");
        }
    }

    /** {@return the words of the parser, without the place that it hides from us all the same} */
    private static String reason(JacksonException failure) {
        return failure.getOriginalMessage().replaceFirst(" \\(start marker at .*\\)$", "");
    }

    private String position(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private void readWhole(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            draft.problem(file, "holds no JSON object; the least that is one is {}");
            return;
        }
        readMembers(parser, "", "");
        if (parser.nextToken() != null) {
            draft.problem(file + position(parser.currentTokenLocation()), "nothing may follow the object");
        }
    }

    private void readMembers(JsonParser parser, String pointer, String prefix) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            readMember(parser, pointer + "/" + escaped(member), prefix + member);
        }
    }

    private void readMember(JsonParser parser, String pointer, String name) {
        String where = file + ": " + pointer;
        if (!seen.add(name.toLowerCase(Locale.ROOT))) {
            draft.problem(where, "is there twice; remove one");
        }
        if (parser.currentToken() == JsonToken.START_OBJECT && ParameterTable.isGroup(name)) {
            readMembers(parser, pointer, name + ".");
            return;
        }
        Parameter<?> parameter = ParameterTable.find(name);
        if (parameter == ParameterTable.PLUGINS_SETTINGS && parser.currentToken() == JsonToken.START_OBJECT) {
            readSettings(parser, pointer);
            return;
        }
        if (parameter == null) {
            parser.skipChildren();
            draft.problem(where, unknown(name));
            return;
        }
        String text = text(parser, parameter.type().shape());
        if (text == null) {
            draft.problem(
                    where,
                    "found " + kind(parser) + "; allowed is " + parameter.type().allowed());
            parser.skipChildren();
        } else {
            draft.set(where, parameter, text);
        }
    }

    /** What modules make of their settings is seen when they ask for them. */
    private void readSettings(JsonParser parser, String pointer) {
        Map<String, Map<String, Object>> blocks = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String id = parser.currentName();
            String inner = pointer + "/" + escaped(id);
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                if (blocks.put(id, readObject(parser, inner)) != null) {
                    draft.problem(file + ": " + inner, "is there twice; remove one");
                }
            } else {
                draft.problem(file + ": " + inner, "found " + kind(parser) + "; allowed is an object");
                parser.skipChildren();
            }
        }
        draft.settings(blocks);
    }

    private Map<String, Object> readObject(JsonParser parser, String pointer) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String inner = pointer + "/" + escaped(name);
            parser.nextToken();
            if (object.put(name, readValue(parser, inner)) != null) {
                draft.problem(file + ": " + inner, "is there twice; remove one");
            }
        }
        return object;
    }

    private Object readValue(JsonParser parser, String pointer) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser, pointer);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(readValue(parser, pointer + "/" + list.size()));
                }
                yield list;
            }
            case VALUE_NULL -> {
                draft.problem(file + ": " + pointer, "found null; leave it out to have its default");
                yield "";
            }
            default -> parser.getString();
        };
    }

    private static String unknown(String name) {
        if (ParameterTable.isGroup(name)) {
            return "must be an object";
        }
        return ParameterTable.unknown(name, "/", '/');
    }

    /** {@return the value as one text, or null if a value of this kind makes no sense} */
    @Nullable
    private static String text(JsonParser parser, Shape shape) {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case START_ARRAY -> shape == Shape.LIST ? words(parser) : null;
            case START_OBJECT -> shape == Shape.MAP ? pairs(parser) : null;
            default -> null;
        };
    }

    private static String kind(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            // The end: it was read, and held more than words.
            case END_ARRAY -> "a list with something else than words";
            case END_OBJECT -> "an object with something else than words";
            case VALUE_NULL -> "null";
            default -> "something of the wrong kind";
        };
    }

    @Nullable
    private static String words(JsonParser parser) {
        List<String> words = new ArrayList<>();
        boolean scalars = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken().isScalarValue()) {
                words.add(parser.getString());
            } else {
                scalars = false;
                parser.skipChildren();
            }
        }
        return scalars ? String.join(" ", words) : null;
    }

    @Nullable
    private static String pairs(JsonParser parser) {
        List<String> pairs = new ArrayList<>();
        boolean scalars = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken().isScalarValue()) {
                pairs.add(name + "=" + parser.getString());
            } else {
                scalars = false;
                parser.skipChildren();
            }
        }
        return scalars ? String.join(" ", pairs) : null;
    }

    /** As RFC 6901 wants a member's name in a pointer. */
    private static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}
