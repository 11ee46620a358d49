package dev.mortise.runtime.config;

import dev.mortise.api.ServerError;
import dev.mortise.runtime.config.RecordShape.Leaf;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code CONFIG REWRITE}: brings the configuration file up to the values of the running server.
 *
 * <p><b>How.</b> The file is read anew, because it may have been edited since the start. Where its value of a
 * parameter, or for lack of one the default, is not the present value, it is changed or added; nothing else is ({@link
 * ConfigText}). The new text is read as the next start would read it, and only if that gives the present values, all of
 * them, it takes the place of the old one ({@link AtomicFile}).
 *
 * <p>A file with mistakes is left alone: what its author meant is not ours to guess. One that has gone is made again.
 * Values from the command line are present values like others, and end up in the file.
 *
 * <p>Waits for the disk, which commands do not do otherwise; but it is an operator's command, and rare.
 */
final class ConfigRewrite {

    private static final System.Logger LOG = System.getLogger(ConfigRewrite.class.getName());

    private final AtomicFile disk;

    ConfigRewrite(AtomicFile disk) {
        this.disk = disk;
    }

    /**
     * Rewrites the file that a configuration was read from.
     *
     * @throws ServerError in the words of Redis, if there is none or it cannot be done; the file is as it was then
     */
    void rewrite(ServerConfig config, ModuleSettings settings) {
        if (config.file().isEmpty()) {
            throw ServerError.err("The server is running without a config file");
        }
        Path file = Path.of(config.file());
        try {
            String old = Files.exists(file) ? ConfigFile.textOf(file) : "{\n}\n";
            String changed = changed(file, old, config, settings);
            if (!changed.equals(old) || !Files.exists(file)) {
                disk.replace(file, changed.getBytes(StandardCharsets.UTF_8));
            }
            LOG.log(System.Logger.Level.INFO, "CONFIG REWRITE: " + file + " is up to date");
        } catch (IOException e) {
            throw failed(reason(e));
        } catch (InvalidConfig e) {
            throw failed(e.problems().getFirst());
        }
    }

    private static ServerError failed(String reason) {
        LOG.log(System.Logger.Level.WARNING, "CONFIG REWRITE failed: " + reason);
        return ServerError.err("Rewriting config file: " + reason.replaceAll("\\s+", " "));
    }

    private static String changed(Path file, String old, ServerConfig config, ModuleSettings settings)
            throws InvalidConfig {
        ServerConfig written = read(file, old);
        ConfigText text = new ConfigText(old);
        for (Parameter<?> parameter : ParameterTable.all()) {
            change(parameter, written, config, text);
        }
        for (LiveRecord<?> record : settings.records()) {
            Map<String, Leaf> inFile = leaves(record, written);
            record.leaves().forEach((name, leaf) -> {
                Leaf there = inFile.get(name);
                if (leaf.value() != null && (there == null || !there.text().equals(leaf.text()))) {
                    text.setSetting(record.id(), name, leaf.value());
                }
            });
        }
        String changed = text.changed();
        ServerConfig next = read(file, changed);
        if (!sameTexts(next, config, settings)) {
            throw new IllegalStateException("CONFIG REWRITE would write a file that means something else");
        }
        return changed;
    }

    private static boolean sameTexts(ServerConfig next, ServerConfig config, ModuleSettings settings)
            throws InvalidConfig {
        Map<String, String> texts = next.texts();
        texts.put(ParameterTable.PLUGINS_SETTINGS.name(), config.text(ParameterTable.PLUGINS_SETTINGS));
        boolean same = texts.equals(config.texts());
        for (LiveRecord<?> record : settings.records()) {
            same &= leaves(record, next).equals(record.leaves());
        }
        return same;
    }

    /** {@return what a module would get from a configuration} */
    private static Map<String, Leaf> leaves(LiveRecord<?> record, ServerConfig config) throws InvalidConfig {
        List<String> problems = new ArrayList<>();
        Record bound = record.shape()
                .bind(
                        config.value(ParameterTable.PLUGINS_SETTINGS).of(record.id(), Set.of(record.id())),
                        "/plugins/settings/" + record.id(),
                        problems);
        if (bound == null) {
            throw new InvalidConfig(problems);
        }
        return record.shape().leaves(bound);
    }

    private static <T> void change(Parameter<T> parameter, ServerConfig written, ServerConfig config, ConfigText text) {
        if (parameter.type().shape() != ParameterType.Shape.TREE
                && !written.text(parameter).equals(config.text(parameter))) {
            text.set(parameter, config.value(parameter));
        }
    }

    private static ServerConfig read(Path file, String text) throws InvalidConfig {
        ConfigDraft draft = new ConfigDraft();
        ConfigFile.read(file, text, draft);
        return draft.values();
    }

    /** The words of the system where there are such. Messages of Java only name the file. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            case CharacterCodingException _ -> "the file is not UTF-8";
            case FileSystemException e when e.getReason() != null -> String.valueOf(e.getReason());
            default -> String.valueOf(failure.getMessage());
        };
    }
}
