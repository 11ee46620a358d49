package dev.mortise.testkit.junit;

import dev.mortise.api.DamagedValue;
import dev.mortise.api.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;

/**
 * Values as versions of a plugin have written them, kept with its sources: a file for each version of each type, in
 * which each line is one value in hexadecimal digits.
 *
 * <p>A file is written once, when the version is new, and never again: it stands for the snapshots that users have.
 *
 * @param directory where they are
 */
record GoldenFiles(Path directory) {

    /** Whether those that are missing are written. */
    private static final String UPDATE = "mortise.golden";

    private static final int MOST_VALUES = 50;
    private static final int LONGEST_LINE = 20_000;

    /** Checks all that there is of the type of some values, which were stored by the present version. */
    void check(List<StoredValue<?>> values) {
        ValueType<?> type = values.getFirst().type();
        Path present = file(type, type.version());
        if (Files.notExists(present)) {
            if (!"update".equals(System.getProperty(UPDATE))) {
                Assertions.fail("there is no " + present + ", which shows that later versions can read what version "
                        + type.version() + " of type '" + type.name() + "' writes: run the test once with -D" + UPDATE
                        + "=update, and keep the file with the sources");
            }
            write(present, values);
        }
        for (int version = 0; version <= type.version(); version++) {
            Path file = file(type, version);
            if (Files.exists(file)) {
                for (String line : values(file)) {
                    check(values.getFirst(), version, HexFormat.of().parseHex(line), file);
                }
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // Whatever the plugin throws is what is to be told.
    private static <V> void check(StoredValue<V> sample, int version, byte[] written, Path file) {
        ValueType<V> type = sample.type();
        byte[] now;
        try {
            now = sample.written(sample.read(written, version));
            if (version < type.version()) {
                // Once it was read it is a value like any other.
                now = sample.written(sample.read(now, type.version()));
                return;
            }
        } catch (RuntimeException e) {
            String cause = e instanceof DamagedValue ? e.getMessage() : e.toString();
            Assertions.fail(
                    "type '%s' cannot read what its version %d has written (%s): %s. In %s it is %s"
                            .formatted(
                                    type.name(),
                                    version,
                                    version == type.version() ? "raise version() when write() changes" : "see read()",
                                    cause,
                                    file,
                                    ValueChecks.shown(written)),
                    e);
            return;
        }
        if (!WrittenItems.same(written, now)) {
            Assertions.fail("type '%s' writes something else than its version %d did: raise version(), and have read()"
                            .formatted(type.name(), version)
                    + " know both. In " + file + " it is " + ValueChecks.shown(written) + ", now "
                    + ValueChecks.shown(now));
        }
    }

    private Path file(ValueType<?> type, int version) {
        return directory.resolve(type.name().replaceAll("[^A-Za-z0-9@._-]", "_") + ".v" + version + ".golden");
    }

    private static List<String> values(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, List<StoredValue<?>> values) {
        ValueType<?> type = values.getFirst().type();
        Set<String> lines = new LinkedHashSet<>();
        for (StoredValue<?> value : values) {
            String line = HexFormat.of().formatHex(value.written());
            if (lines.size() < MOST_VALUES && line.length() <= LONGEST_LINE) {
                lines.add(line);
            }
        }
        List<String> all = new ArrayList<>();
        all.add("# Values of type '%s' as its version %d writes them. Not to be changed: users have such snapshots."
                .formatted(type.name(), type.version()));
        all.addAll(lines);
        try {
            Files.createDirectories(directory);
            Files.write(file, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
