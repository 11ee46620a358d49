package dev.mortise.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.runtime.config.AtomicFile.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileTest {

    private static final byte[] NEW = "the new one".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Path file() throws IOException {
        return Files.writeString(directory.resolve("file"), "the old one");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replacesAFileAndLeavesNothingElseBehind() throws IOException {
        Path file = file();

        new AtomicFile().replace(file, NEW);

        assertEquals("the new one", Files.readString(file));
        assertEquals(List.of("file"), names());
    }

    @Test
    void makesAFileThatIsNotThere() throws IOException {
        new AtomicFile().replace(directory.resolve("fresh"), NEW);

        assertEquals("the new one", Files.readString(directory.resolve("fresh")));
    }

    @Test
    void doesOneThingAfterTheOther() throws IOException {
        List<Step> steps = new ArrayList<>();

        new AtomicFile(steps::add).replace(file(), NEW);

        assertEquals(List.of(Step.values()), steps);
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, mode = EnumSource.Mode.EXCLUDE, names = "FORCE_DIRECTORY")
    void aFailureLeavesTheOldFileWhole(Step failing) throws IOException {
        Path file = file();
        AtomicFile disk = new AtomicFile(step -> {
            if (step == failing) {
                throw new IOException("No space left on device");
            }
        });

        assertThrows(IOException.class, () -> disk.replace(file, NEW));

        assertEquals("the old one", Files.readString(file));
        assertEquals(List.of("file"), names());
    }

    @Test
    void keepsThePermissions() throws IOException {
        Path file = file();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        new AtomicFile().replace(file, NEW);

        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void replacesWhatALinkPointsTo() throws IOException {
        Path file = file();
        Path link = Files.createSymbolicLink(directory.resolve("link"), file.getFileName());

        new AtomicFile().replace(link, NEW);

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("the new one", Files.readString(file));
    }
}
