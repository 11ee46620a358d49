package dev.mortise.runtime.snapshot;

/** How far loading has come. Told by one thread, for any. */
final class LoadProgress {

    private static final int PERCENT = 100;

    private final long startedMillis;
    private volatile long totalBytes = -1;
    private volatile long loadedBytes;

    LoadProgress(long startedMillis) {
        this.startedMillis = startedMillis;
    }

    void totalBytes(long bytes) {
        totalBytes = bytes;
    }

    void loadedBytes(long bytes) {
        loadedBytes = bytes;
    }

    long startedMillis() {
        return startedMillis;
    }

    /** {@return how many bytes there are, or -1 if that is not known} */
    long totalBytes() {
        return totalBytes;
    }

    long loadedBytes() {
        return loadedBytes;
    }

    /** {@return how much of it is loaded, 0 if that is not known} */
    int percent() {
        long total = totalBytes;
        return total <= 0 ? 0 : (int) Math.min(PERCENT, loadedBytes * PERCENT / total);
    }
}
