package dev.mortise.benchmarks;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.keyspace.ReadAhead;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.keyspace.StoreSettings;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the keyspace costs a command: hashing the key, locking its shard, finding the entry, reading or replacing a
 * value of 32 bytes. Keys are 16 bytes and drawn at random from all there are, so with millions of them this is a
 * measure of memory as much as of code; and of whether {@linkplain ReadAhead reading ahead} for the keys of a pipeline
 * hides it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx128m"})
public class KeyspaceBenchmark {

    private static final int KEY_BYTES = 16;
    private static final int VALUE_BYTES = 32;
    private static final int PIPELINE = 16;
    private static final long NOW_MILLIS = 1_000_000;

    /** How many keys there are. */
    @Param({"1000", "100000", "2000000"})
    private int keys;

    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[] batch = new byte[PIPELINE * KEY_BYTES];
    private final long[] hashes = new long[PIPELINE];
    private final byte[] target = new byte[VALUE_BYTES];
    private final Slice value = Slice.of("x".repeat(VALUE_BYTES));
    private final StoredEntry entry = new StoredEntry();
    private Store store = new Store(StoreSettings.defaults(), () -> NOW_MILLIS);
    private ReadAhead readAhead = store.readAhead();

    /** For JMH, which makes the state itself. */
    public KeyspaceBenchmark() {}

    /** Fills the keyspace, and lets the upkeep do what it does in the background of a server. */
    @Setup(Level.Trial)
    public void fill() {
        for (int i = 0; i < keys; i++) {
            write(0, i);
            set(0);
        }
        // Each call may put two megabytes on a huge page.
        for (int i = 0; i < 1000; i++) {
            store.maintain(Long.MAX_VALUE);
        }
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
        store.close();
        store = new Store(StoreSettings.defaults(), () -> NOW_MILLIS);
        readAhead = store.readAhead();
    }

    /** {@return the length of the value of a random key, whose bytes were copied out} */
    @Benchmark
    public int get() {
        write(0, random.nextInt(keys));
        return get(0, store.hash(batch, 0, KEY_BYTES));
    }

    /** Replaces the value of a random key by one of the same length. */
    @Benchmark
    public void set() {
        write(0, random.nextInt(keys));
        set(0);
    }

    /** {@return the sum of the lengths of sixteen values, whose keys came together} */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public int getPipelined() {
        int sum = 0;
        for (int i = 0; i < PIPELINE; i++) {
            write(i * KEY_BYTES, random.nextInt(keys));
        }
        for (int i = 0; i < PIPELINE; i++) {
            sum += get(i * KEY_BYTES, store.hash(batch, i * KEY_BYTES, KEY_BYTES));
        }
        return sum;
    }

    /** {@return the same, after reading ahead for all of them} */
    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public long getPipelinedReadAhead() {
        long sum = 0;
        for (int i = 0; i < PIPELINE; i++) {
            write(i * KEY_BYTES, random.nextInt(keys));
            long hash = store.hash(batch, i * KEY_BYTES, KEY_BYTES);
            hashes[i] = hash;
            readAhead.add(0, hash);
        }
        readAhead.read();
        for (int i = 0; i < PIPELINE; i++) {
            sum += get(i * KEY_BYTES, hashes[i]);
        }
        return sum;
    }

    private int get(int offset, long hash) {
        Shard shard = store.shard(store.shardIndex(hash));
        shard.lock();
        try {
            entry.bind(shard, 0, hash, batch, offset, KEY_BYTES, NOW_MILLIS);
            Slice found = entry.get(Types.STRING);
            if (found == null) {
                throw new IllegalStateException("a key is missing");
            }
            found.copyTo(target, 0);
            return found.length();
        } finally {
            shard.unlock();
        }
    }

    private void set(int offset) {
        long hash = store.hash(batch, offset, KEY_BYTES);
        Shard shard = store.shard(store.shardIndex(hash));
        shard.lock();
        try {
            entry.bind(shard, 0, hash, batch, offset, KEY_BYTES, NOW_MILLIS);
            entry.set(Types.STRING, value, Entry.NEVER);
        } finally {
            shard.unlock();
        }
    }

    /** Writes a key: eight bytes that are always the same, and a number. */
    private void write(int offset, int number) {
        for (int i = 0; i < Integer.BYTES; i++) {
            batch[offset + KEY_BYTES - 1 - i] = (byte) (number >>> (i * Byte.SIZE));
        }
    }
}
