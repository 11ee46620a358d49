package dev.mortise.integration.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at a random moment while clients write and snapshots are saved one after the other; then it
 * starts again, with a whole snapshot.
 *
 * <p>Each round writes its number to two keys in one command, again and again, so that a snapshot which is not of one
 * instant shows. {@code -Dmortise.kills=100} kills it a hundred times.
 */
class KillTest {

    private static final int ROUNDS = Integer.getInteger("mortise.kills", 4);
    private static final int FILLING = 50_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void leavesAWholeSnapshotBehind() {
        SplittableRandom random = new SplittableRandom(ROUNDS);
        long least = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server =
                            ServerProcess.start(Product.subject(), Map.of("dir", directory.toString(), "save", ""));
                    Wire wire = Wire.to(server)) {
                least = requireWhole(wire, least, round);
                wire.send(filling());
                wire.skip(FILLING / 1000 + 1);
                assertEquals("OK", wire.ask("SAVE").text());
                Thread writer = Thread.ofVirtual().start(() -> write(server));
                Thread saver = Thread.ofVirtual().start(() -> save(server));
                LockSupport.parkNanos(random.nextLong(1_000_000, 300_000_000));
                server.handle().destroyForcibly();
                writer.join();
                saver.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        try (ServerProcess server = ServerProcess.start(Product.subject(), Map.of("dir", directory.toString()));
                Wire wire = Wire.to(server)) {
            requireWhole(wire, least, ROUNDS);
        }
    }

    private static long requireWhole(Wire wire, long least, int round) {
        if (round == 0) {
            return 0;
        }
        assertEquals(Integer.toString(FILLING + 2), wire.ask("DBSIZE").text());
        String first = wire.ask("GET first").text();
        assertEquals(first, wire.ask("GET second").text(), "a snapshot is of one instant");
        long number = Long.parseLong(first);
        assertTrue(number >= least, "what was saved once is not lost: " + number + " < " + least);
        return number;
    }

    private static String filling() {
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < FILLING; i++) {
            commands.append(i % 1000 == 0 ? "MSET" : "")
                    .append(" fill:")
                    .append(i)
                    .append(" value");
            commands.append(i % 1000 == 999 ? "\r\n" : "");
        }
        return commands.insert(0, "MSETNX first 0 second 0\r\n").toString();
    }

    /** Writes until the server is gone. */
    private static void write(ServerProcess server) {
        try (Wire wire = Wire.to(server)) {
            long number = Long.parseLong(wire.ask("GET first").text());
            while (true) {
                number++;
                wire.ask("MSET first " + number + " second " + number);
            }
        } catch (UncheckedIOException | AssertionError | NumberFormatException e) {
            // It is gone.
        }
    }

    private static void save(ServerProcess server) {
        try (Wire wire = Wire.to(server)) {
            while (true) {
                wire.ask("SAVE");
            }
        } catch (UncheckedIOException | AssertionError e) {
            // It is gone.
        }
    }
}
