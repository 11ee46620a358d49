package dev.mortise.integration.clients;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of one of the command-line tools that come with Redis.
 *
 * @param exitCode how it ended
 * @param output what it printed, errors included
 */
record Tool(int exitCode, String output) {

    /**
     * {@return what came of it, when it has ended}
     *
     * @param port of the server, given to the tool as {@code -p}
     * @param input for it to read, one byte per character
     * @param command its name and arguments
     */
    static Tool run(int port, String input, String... command) {
        // The tools come with the oracle: where it is missing the test is aborted or failed by this.
        Product.oracle();
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(1, List.of("-p", Integer.toString(port)));
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            Thread feeder = Thread.ofVirtual().start(() -> feed(process, input));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            feeder.join();
            return new Tool(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void feed(Process process, String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(Words.ascii(input));
        } catch (IOException e) {
            // It ended without reading everything; its output says why.
        }
    }
}
