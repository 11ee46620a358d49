package dev.mortise.integration.start;

import dev.mortise.integration.harness.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A start that ended at once, because it was to show something or could not be done.
 *
 * @param exitCode how it ended
 * @param output what it printed, errors included
 */
record Start(int exitCode, String output) {

    /**
     * {@return what came of it}
     *
     * @param options of the packaged server
     */
    static Start with(String... options) {
        List<String> command = new ArrayList<>(Product.launcher());
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Start(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@return whether it failed with one line, as opposed to a stack trace} */
    boolean failedInOneSentence() {
        return exitCode == 1 && output.strip().lines().count() == 1 && !output.contains("Exception");
    }
}
