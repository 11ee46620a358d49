package dev.mortise.runtime.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log of this process, in a file that a test can read; it goes to standard output when that is closed. */
public final class CapturedLog implements AutoCloseable {

    private final Path file;

    /**
     * Begins.
     *
     * @param directory where the file will be
     */
    public CapturedLog(Path directory) throws IOException {
        file = directory.resolve("captured.log");
        ServerLog.process().open(file);
    }

    /** {@return all that was written so far} */
    public String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what follows a word in each line that has it, the word included} */
    public List<String> linesFrom(String word) {
        return text().lines()
                .filter(line -> line.contains(word))
                .map(line -> line.substring(line.indexOf(word)))
                .toList();
    }

    @Override
    public void close() throws IOException {
        ServerLog.process().open(null);
    }
}
