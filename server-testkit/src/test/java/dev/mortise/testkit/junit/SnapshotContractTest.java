package dev.mortise.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Persistence;
import dev.mortise.api.SnapshotSink;
import dev.mortise.api.SnapshotSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract finds stores of snapshots that lose them. */
@SuppressWarnings("JUnitMethodInvoked") // contracts are tests themselves, and here what is tested
class SnapshotContractTest {

    @TempDir
    private Path directory = Path.of("");

    /** A store as it should be, but for the disk. Those that should not be so differ from it in one thing. */
    private static class Store implements Persistence {

        final Path file;
        private final Path unfinished;

        Store(Path directory) {
            file = directory.resolve("snapshot");
            unfinished = directory.resolve("unfinished");
        }

        @Override
        public void load(SnapshotSink sink) throws IOException {
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    sink.readFrom(in, Files.size(file));
                } catch (IOException e) {
                    throw new IOException(file + ": " + e.getMessage(), e);
                }
            }
        }

        @Override
        public void save(SnapshotSource source) throws IOException {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                source.writeTo(out);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Borrowed(byte[] bytes, int offset, int length) {}

    private PluginContract contract(Persistence store) {
        return new PluginContract() {
            @Override
            protected CommandModule module() {
                return setup -> setup.persistence(store);
            }

            @Override
            protected List<CommandModule> others() {
                return List.of(new TallyModule());
            }

            @Override
            protected List<String> calls() {
                return List.of("TALLY.ADD fruit apple", "TALLY.ADD fruit pear");
            }
        };
    }

    private void assertFails(String part, Persistence store) {
        String message = String.valueOf(
                assertThrows(AssertionError.class, () -> contract(store).snapshotsAreKept(directory))
                        .getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void isContentWithAStoreAsItShouldBe() {
        contract(new Store(directory)).snapshotsAreKept(directory);
    }

    @Test
    void isContentWithKeysThatAreThereAfterARestart() {
        contract(new Store(directory)).snapshotsAreLoadedAtStart(directory);
    }

    @Test
    void findsThatAServerWouldStartWithoutItsKeys() {
        PluginContract contract = contract(new Store(directory) {
            @Override
            public void load(SnapshotSink sink) {
                // At every start of the server.
            }
        });

        AssertionError error = assertThrows(AssertionError.class, () -> contract.snapshotsAreLoadedAtStart(directory));

        assertTrue(String.valueOf(error.getMessage()).contains("the key 0:fruit was tally@test"), error.getMessage());
    }

    @Test
    void findsSnapshotsOfAnotherServer() {
        contract(new Store(directory)).snapshotsAreLoadedAtStart(directory);

        assertFails("a new server finds a snapshot", new Store(directory));
    }

    @Test
    void findsSnapshotsWrittenInPlace() {
        assertFails(
                "after SnapshotSource.writeTo() has thrown IOException, load() does not read the snapshot before",
                new Store(directory) {
                    @Override
                    public void save(SnapshotSource source) throws IOException {
                        try (OutputStream out = Files.newOutputStream(file)) {
                            source.writeTo(out);
                        }
                    }
                });
    }

    @Test
    void findsSnapshotsThatAreOlderThanTheLast() {
        assertFails("what load() reads is not what save() was given last", new Store(directory) {
            @Override
            public void save(SnapshotSource source) throws IOException {
                if (!Files.exists(file)) {
                    super.save(source);
                }
            }
        });
    }

    @Test
    void findsFailuresThatAreNotPassedOn() {
        assertFails("save() returns though SnapshotSource.writeTo() has thrown IOException", new Store(directory) {
            @Override
            public void save(SnapshotSource source) {
                try {
                    super.save(source);
                } catch (IOException e) {
                    // A log would have it, and nobody would read the log.
                }
            }
        });
    }

    @Test
    void findsBytesThatAreKeptUntilTheyAreOthers() {
        assertFails("what load() reads is not what save() was given last; 196609 bytes", new Store(directory) {
            @Override
            public void save(SnapshotSource source) throws IOException {
                List<Borrowed> pieces = new ArrayList<>();
                source.writeTo(new OutputStream() {
                    @Override
                    public void write(int single) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        pieces.add(new Borrowed(bytes, offset, length));
                    }
                });
                try (OutputStream out = Files.newOutputStream(file)) {
                    for (Borrowed piece : pieces) {
                        out.write(piece.bytes(), piece.offset(), piece.length());
                    }
                }
            }
        });
    }

    @Test
    void findsDamageThatIsNotTold() {
        assertFails("load() returns though SnapshotSink.readFrom() has thrown", new Store(directory) {
            @Override
            public void load(SnapshotSink sink) {
                try {
                    super.load(sink);
                } catch (IOException e) {
                    // The server would start empty.
                }
            }
        });
    }

    @Test
    void findsDamageOfSomethingNotNamed() {
        assertFails("say what cannot be read, and why", new Store(directory) {
            @Override
            public void load(SnapshotSink sink) throws IOException {
                if (Files.exists(file)) {
                    sink.readFrom(Files.newInputStream(file), -1);
                }
            }
        });
    }

    @Test
    void findsLengthsThatAreWrong() {
        assertFails("load() tells SnapshotSink.readFrom() of 7 bytes, and there are 196609", new Store(directory) {
            @Override
            public void load(SnapshotSink sink) throws IOException {
                if (Files.exists(file)) {
                    try (InputStream in = Files.newInputStream(file)) {
                        sink.readFrom(in, 7);
                    }
                }
            }
        });
    }
}
