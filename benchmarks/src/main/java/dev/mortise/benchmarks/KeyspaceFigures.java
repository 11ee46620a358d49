package dev.mortise.benchmarks;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Prints what averages hide: the memory a key takes at several numbers of keys, what is left after most are deleted,
 * and the longest that any single operation takes.
 *
 * <p>Durations are of processor time, so that what else runs on the machine does not show. Memory is what the system
 * says this process has resident, less what it had before.
 *
 * <pre>{@code java --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx128m \
 *      -cp benchmarks/target/benchmarks.jar dev.mortise.benchmarks.KeyspaceFigures memory}</pre>
 */
public final class KeyspaceFigures {

    private static final int KEY_BYTES = 16;
    private static final int[] MILESTONES = {100_000, 500_000, 1_000_000, 1_500_000, 2_000_000, 3_000_000, 5_000_000};
    private static final int MOST_KEYS = 5_000_000;
    private static final long NOW_MILLIS = 1_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Store store = new Store(StoreSettings.defaults(), () -> NOW_MILLIS);
    private final StoredEntry entry = new StoredEntry();
    private final byte[] key = "key:000000000000".getBytes(StandardCharsets.US_ASCII);

    private KeyspaceFigures() {}

    /**
     * Measures and prints.
     *
     * @param arguments {@code memory}, {@code expiring} or {@code durations}: one to a process, since a process also
     *     grows by what the compiler needs
     */
    public static void main(String[] arguments) throws IOException {
        KeyspaceFigures figures = new KeyspaceFigures();
        figures.warmUp();
        switch (arguments.length == 1 ? arguments[0] : "") {
            case "memory" -> figures.memory("without expiry", Entry.NEVER);
            case "expiring" -> figures.memory("with expiry", NOW_MILLIS + 1);
            case "durations" -> figures.durations();
            default -> System.out.println("memory, expiring or durations?");
        }
        figures.store.close();
    }

    private void warmUp() {
        for (int i = 0; i < 300_000; i++) {
            set(i, Slice.of(new byte[32]), Entry.NEVER);
            set(i, Slice.of(new byte[48]), i % 2 == 0 ? Entry.NEVER : NOW_MILLIS + 1);
            remove(i);
        }
        empty();
    }

    private void memory(String title, long expireAtMillis) throws IOException {
        System.gc();
        long before = residentBytes();
        Slice value = Slice.of(new byte[32]);
        int keys = 0;
        for (int milestone : MILESTONES) {
            for (; keys < milestone; keys++) {
                set(keys, value, expireAtMillis);
            }
            System.out.printf(
                    "%,10d keys %s: %.1f bytes beyond 16 + 32%n",
                    keys, title, (double) (residentBytes() - before) / keys - 48);
        }
        for (int i = 0; i < keys; i++) {
            if (i % 100 != 0) {
                remove(i);
            }
        }
        while (store.maintain(Long.MAX_VALUE)) {
            // until nothing is left to do
        }
        System.out.printf("%,10d keys are left: %,d bytes%n", store.size(0), residentBytes() - before);
        empty();
    }

    private void durations() {
        longest("load, 32 bytes", MOST_KEYS, 32, false);
        longest("overwrite by 48 bytes", MOST_KEYS, 48, true);
        longest("overwrite by 20 bytes", MOST_KEYS, 20, true);
        for (int i = 0; i < MOST_KEYS; i++) {
            set(i, Slice.of(new byte[20]), NOW_MILLIS + 1);
        }
        long begun = threads.getCurrentThreadCpuTime();
        long longest = 0;
        while (store.size(0) > 0) {
            long call = threads.getCurrentThreadCpuTime();
            store.expireCycle(NOW_MILLIS + 1, 1_000_000);
            longest = Math.max(longest, threads.getCurrentThreadCpuTime() - call);
        }
        long all = threads.getCurrentThreadCpuTime() - begun;
        System.out.printf(
                "expire all at once: %d ns a key, longest call with a budget of 1 ms %d us%n",
                all / MOST_KEYS, longest / 1000);
    }

    private void longest(String title, int operations, int valueBytes, boolean shuffled) {
        Slice value = Slice.of(new byte[valueBytes]);
        long longest = 0;
        long long100 = 0;
        for (int i = 0; i < operations; i++) {
            int number = shuffled ? random.nextInt(MOST_KEYS) : i;
            long begun = threads.getCurrentThreadCpuTime();
            set(number, value, Entry.NEVER);
            long nanos = threads.getCurrentThreadCpuTime() - begun;
            longest = Math.max(longest, nanos);
            long100 += nanos > 100_000 ? 1 : 0;
        }
        System.out.printf("%s: longest %d us, %d of %,d above 100 us%n", title, longest / 1000, long100, operations);
    }

    private void empty() {
        store.clear(0);
        while (store.maintain(Long.MAX_VALUE)) {
            // until nothing is left to do
        }
    }

    private void set(int number, Slice value, long expireAtMillis) {
        Shard shard = bind(number);
        try {
            entry.set(Types.STRING, value, expireAtMillis);
        } finally {
            shard.unlock();
        }
    }

    private void remove(int number) {
        Shard shard = bind(number);
        try {
            entry.remove();
        } finally {
            shard.unlock();
        }
    }

    /** Locks the shard of a key and binds the entry to it. */
    private Shard bind(int number) {
        int rest = number;
        for (int i = KEY_BYTES - 1; i >= KEY_BYTES - 12; i--) {
            key[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        long hash = store.hash(key, 0, KEY_BYTES);
        Shard shard = store.shard(store.shardIndex(hash));
        shard.lock();
        entry.bind(shard, 0, hash, key, 0, KEY_BYTES, NOW_MILLIS);
        return shard;
    }

    private static long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("this is not Linux");
    }
}
