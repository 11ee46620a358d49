package acme.snapshots;

import dev.mortise.api.Persistence;
import dev.mortise.api.SnapshotSink;
import dev.mortise.api.SnapshotSource;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Snapshots under the instants at which they were saved, such as {@code 2030-01-01T00-00-00.000Z.rdb}: names that sort
 * by age. The youngest is loaded.
 *
 * <p><b>Whatever happens, the last one is there.</b> A new one is written under a name that nobody reads, forced to the
 * disk, renamed, and only then are old ones deleted. A server that is killed leaves at most one unfinished file, which
 * the next save overwrites.
 */
final class DatedSnapshots implements Persistence {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSSX'.rdb'").withZone(ZoneOffset.UTC);

    /** What such a name looks like: all else in the directory is somebody else's, and neither loaded nor deleted. */
    private static final String OURS = "????-??-??T??-??-??.???Z.rdb";

    private final Path directory;
    private final int keep;
    private final LongSupplier nowMillis;

    DatedSnapshots(Path directory, int keep, LongSupplier nowMillis) {
        this.directory = directory;
        this.keep = keep;
        this.nowMillis = nowMillis;
    }

    @Override
    public void load(SnapshotSink sink) throws IOException {
        List<Path> kept = oldestFirst();
        if (kept.isEmpty()) {
            return;
        }
        Path youngest = kept.getLast();
        try (InputStream in = Files.newInputStream(youngest)) {
            sink.readFrom(in, Files.size(youngest));
        } catch (IOException e) {
            // An older one would start the server, too, and lose what came since: that is for people to decide.
            throw new IOException(youngest + ": " + e.getMessage() + "; to start with the one before, move it away", e);
        }
    }

    @Override
    public void save(SnapshotSource source) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = directory.resolve("unfinished");
        try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
            source.writeTo(out);
            out.getFD().sync();
        }
        Files.move(unfinished, directory.resolve(nextName()), StandardCopyOption.ATOMIC_MOVE);
        // The name is on the disk only when the directory is.
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
        deleteTheOldest();
    }

    /** {@return a name younger than all that are there, even if the clock was set back since} */
    private String nextName() throws IOException {
        Instant now = Instant.ofEpochMilli(nowMillis.getAsLong());
        List<Path> kept = oldestFirst();
        if (kept.isEmpty()) {
            return NAME.format(now);
        }
        Instant last = NAME.parse(String.valueOf(kept.getLast().getFileName()), Instant::from);
        return NAME.format(now.isAfter(last) ? now : last.plusMillis(1));
    }

    private void deleteTheOldest() throws IOException {
        List<Path> kept = oldestFirst();
        for (Path old : kept.subList(0, Math.max(0, kept.size() - keep))) {
            Files.delete(old);
        }
    }

    private List<Path> oldestFirst() throws IOException {
        List<Path> kept = new ArrayList<>();
        if (Files.exists(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, OURS)) {
                files.forEach(kept::add);
            }
        }
        Collections.sort(kept);
        return kept;
    }
}
