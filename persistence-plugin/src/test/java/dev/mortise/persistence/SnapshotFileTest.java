package dev.mortise.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Setup;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the disk does, there is a whole snapshot, and it is loaded. */
class SnapshotFileTest {

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");
    private final AtomicReference<Disk.@Nullable Step> broken = new AtomicReference<>();
    /** How often the broken step succeeds before it fails. */
    private final AtomicInteger luck = new AtomicInteger();

    @BeforeEach
    void choose() {
        file = directory.resolve("dump.rdb");
    }

    private void pass(Disk.Step step) throws IOException {
        if (step == broken.get() && luck.getAndDecrement() <= 0) {
            throw new IOException("No space left on device");
        }
    }

    /** A module that keeps snapshots on the disk of this test, and can set and read keys. */
    private CommandModule module() {
        return new CommandModule() {
            @Override
            public void configure(Setup setup) {
                setup.persistence(new SnapshotFile(() -> file, SnapshotFileTest.this::pass));
                TestCommands.register(setup);
            }
        };
    }

    private TestServer start() {
        return TestServer.with(module());
    }

    private static String ask(TestServer server, String... words) {
        return switch (server.call(words)) {
            case ReplyValue.SimpleString reply -> reply.text();
            case ReplyValue.Bulk reply -> reply.utf8();
            case ReplyValue other -> other.toString();
        };
    }

    private static void fill(TestServer server, int keys) {
        for (int i = 0; i < keys; i++) {
            ask(server, "T.SET", "key:" + i, "value:" + i * 7919L);
        }
    }

    private List<String> files() throws IOException {
        try (var found = Files.list(directory)) {
            return found.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void bringsEverythingBack() throws IOException {
        try (TestServer server = start()) {
            ask(server, "T.SET", "greeting", "hello");
            ask(server, "T.SET", "number", "42");
            assertEquals("OK", ask(server, "T.SAVE"));
        }
        assertEquals(List.of("dump.rdb"), files());
        try (TestServer server = start()) {
            assertEquals("hello", ask(server, "T.GET", "greeting"));
            assertEquals("42", ask(server, "T.GET", "number"));
        }
    }

    @Test
    void beginsEmptyWithoutAFile() {
        try (TestServer server = start()) {
            assertEquals("(nil)", ask(server, "T.GET", "greeting"));
        }
        assertTrue(Files.notExists(file), "nothing was asked to be saved");
    }

    @ParameterizedTest
    @EnumSource(Disk.Step.class)
    void keepsTheLastOneWhateverFails(Disk.Step step) throws IOException {
        try (TestServer server = start()) {
            ask(server, "T.SET", "key", "first");
            assertEquals("OK", ask(server, "T.SAVE"));
            broken.set(step);
            ask(server, "T.SET", "key", "second");
            String failure = ask(server, "T.SAVE");
            assertTrue(failure.contains("dump.rdb: No space left on device"), failure);
            assertEquals("second", ask(server, "T.GET", "key"), "the server goes on");
        }
        assertEquals(List.of("dump.rdb"), files());
        broken.set(null);
        try (TestServer server = start()) {
            // When only forcing the directory failed, the new one is there already.
            String expected = step == Disk.Step.FORCE_DIRECTORY ? "second" : "first";
            assertEquals(expected, ask(server, "T.GET", "key"));
        }
    }

    @Test
    void keepsTheLastOneWhenTheDiskIsFullInTheMiddle() throws IOException {
        try (TestServer server = start()) {
            ask(server, "T.SET", "key", "first");
            assertEquals("OK", ask(server, "T.SAVE"));
            byte[] first = Files.readAllBytes(file);
            fill(server, 20000);
            broken.set(Disk.Step.WRITE);
            luck.set(4);
            assertFalse(ask(server, "T.SAVE").startsWith("OK"));
            assertArrayEquals(first, Files.readAllBytes(file));

            broken.set(null);
            assertEquals("OK", ask(server, "T.SAVE"), "the next one succeeds");
        }
    }

    @Test
    void saysThatTheDirectoryIsMissing() {
        try (TestServer server = start()) {
            file = directory.resolve("nowhere").resolve("dump.rdb");
            String failure = ask(server, "T.SAVE");
            assertTrue(failure.endsWith("dump.rdb: there is no such directory"), failure);
        }
    }

    @Test
    void doesNotStartWithoutTheDirectory() {
        file = directory.resolve("nowhere").resolve("dump.rdb");

        IllegalStateException refused = assertThrows(IllegalStateException.class, this::start);

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(directory.resolve("nowhere") + ": there is no such directory. Make it"), message);
    }

    @Test
    void replacesWhatALinkPointsTo() throws IOException {
        Path target = directory.resolve("target.rdb");
        Files.write(target, new byte[0]);
        Path link = Files.createSymbolicLink(directory.resolve("link.rdb"), target);
        Files.delete(target);
        file = directory.resolve("other.rdb");
        try (TestServer server = start()) {
            Files.write(target, new byte[0]);
            file = link;
            assertEquals("OK", ask(server, "T.SAVE"));
        }
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.size(target) > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 30, 100, 1000})
    void doesNotStartWithPartOfAFileAndLeavesIt(int length) throws IOException {
        try (TestServer server = start()) {
            fill(server, 1000);
            assertEquals("OK", ask(server, "T.SAVE"));
        }
        byte[] part = Arrays.copyOf(Files.readAllBytes(file), length);
        Files.write(file, part);

        IllegalStateException refused = assertThrows(IllegalStateException.class, this::start);

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("dump.rdb: byte " + length), message);
        assertTrue(message.contains("It was left as it is"), message);
        assertArrayEquals(part, Files.readAllBytes(file));
    }

    @Test
    void doesNotStartWithADamagedFile() throws IOException {
        try (TestServer server = start()) {
            fill(server, 1000);
            assertEquals("OK", ask(server, "T.SAVE"));
        }
        byte[] changed = Files.readAllBytes(file);
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);

        assertThrows(IllegalStateException.class, this::start);
        assertArrayEquals(changed, Files.readAllBytes(file));
    }

    @Test
    void removesWhatServersThatWereKilledLeft() throws IOException {
        Files.write(UnfinishedFiles.beside(file), new byte[100_000]);
        Path another = Files.write(directory.resolve("other.rdb.1234" + UnfinishedFiles.SUFFIX), new byte[1]);
        try (TestServer server = start()) {
            assertEquals(List.of(String.valueOf(another.getFileName())), files());

            Files.write(UnfinishedFiles.beside(file), new byte[100_000]);
            assertEquals("OK", ask(server, "T.SAVE"));
        }
        assertEquals(List.of("dump.rdb", String.valueOf(another.getFileName())), files());
    }

    @Test
    void leavesAloneWhatAnotherServerIsWriting() throws IOException {
        try (UnfinishedFiles.Unfinished theirs = UnfinishedFiles.create(file)) {
            try (TestServer server = start()) {
                assertEquals("OK", ask(server, "T.SAVE"));
            }
            assertTrue(Files.exists(theirs.path()));
        }
        start().close();
        assertEquals(List.of("dump.rdb"), files());
    }

    @Test
    void removesNothingThatAnotherServerHasJustCreated() throws IOException, InterruptedException {
        AtomicBoolean stopped = new AtomicBoolean();
        Thread other = Thread.ofPlatform().start(() -> {
            while (!stopped.get()) {
                UnfinishedFiles.removeAbandoned(file);
            }
        });
        try {
            for (int i = 0; i < 500; i++) {
                try (UnfinishedFiles.Unfinished ours = UnfinishedFiles.create(file)) {
                    assertTrue(Files.exists(ours.path()));
                    assertTrue(Files.deleteIfExists(ours.path()));
                }
            }
        } finally {
            stopped.set(true);
            other.join();
        }
    }

    /** Nobody should do this, but it must not cost the data. */
    @Test
    void isWholeWhenTwoServersSaveToIt() throws InterruptedException {
        AtomicReference<String> failures = new AtomicReference<>("");
        Runnable saveOften = () -> {
            try (TestServer server = start()) {
                fill(server, 3000);
                for (int i = 0; i < 20; i++) {
                    String reply = ask(server, "T.SAVE");
                    failures.accumulateAndGet(reply, (all, one) -> one.equals("OK") ? all : all + one);
                }
            }
        };
        Thread other = Thread.ofPlatform().start(saveOften);
        saveOften.run();
        other.join();
        assertEquals("", failures.get());
        try (TestServer server = start()) {
            assertEquals("value:" + 2999 * 7919L, ask(server, "T.GET", "key:2999"));
        }
    }
}
