package dev.mortise.runtime.rdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.Types;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.StoredEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random keys of all kinds, several threads that change them all the time, a snapshot in the midst of it, loaded
 * elsewhere: what is there is what was there at the instant, every key, value and expiry of it.
 *
 * <p>What was there is looked at while everything is locked, which is the instant.
 */
class PointInTimeTest {

    private static final int WRITERS = 2;
    private static final int DATABASES = 3;
    private static final int SPACE = 4_000;

    private final TestSnapshots source = new TestSnapshots(TestSnapshots.NUMBERS);
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isWhatIsLoaded(long seed) throws IOException, InterruptedException {
        Writer filler = new Writer(seed);
        for (int i = 0; i < 2 * SPACE; i++) {
            filler.change();
        }
        List<Thread> writers = new ArrayList<>();
        CountDownLatch busy = new CountDownLatch(WRITERS);
        for (int i = 0; i < WRITERS; i++) {
            Writer writer = new Writer(seed * 100 + i);
            writers.add(Thread.ofPlatform().start(() -> writer.run(busy)));
        }
        busy.await();
        try {
            for (int round = 0; round < 5; round++) {
                compare(round % 2 == 0);
            }
        } finally {
            done.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            source.close();
        }
        assertNull(failure.get());
    }

    private void compare(boolean compress) throws IOException {
        Map<String, String> expected = new HashMap<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SaveOptions options = new SaveOptions(9, compress, true, "7.0.15", "test", 2, changes::get);
        long[] changesThen = new long[1];
        new RdbSaver(source.store, source.types, options, List.of())
                .writeTo(
                        out,
                        TestSnapshots.NOW_MILLIS,
                        () -> {
                            expected.putAll(content(source));
                            changesThen[0] = changes.get();
                        },
                        this::awaitChange);
        try (TestSnapshots target = new TestSnapshots(TestSnapshots.NUMBERS)) {
            LoadReport report = target.load(out.toByteArray());

            assertEquals(expected.size(), report.keys());
            assertEquals(expected, content(target));
        }
        assertTrue(changes.get() > changesThen[0], "nothing was changed meanwhile: the test shows nothing");
    }

    /** Has writers come between any two pieces of the file, on however few cores. */
    private void awaitChange() {
        long before = changes.get();
        while (changes.get() == before && failure.get() == null) {
            Thread.onSpinWait();
        }
    }

    private static Map<String, String> content(TestSnapshots keyspace) {
        Map<String, String> content = new HashMap<>();
        for (int database = 0; database < DATABASES; database++) {
            for (int i = 0; i < SPACE; i++) {
                String key = key(database, i);
                int number = database;
                keyspace.with(database, TestSnapshots.bytes(key), entry -> {
                    if (entry.exists()) {
                        content.put(number + "/" + key, text(entry));
                    }
                });
            }
        }
        return content;
    }

    private static String text(StoredEntry entry) {
        String value;
        if (Types.STRING.equals(entry.type())) {
            Slice string = entry.get(Types.STRING);
            value = string == null ? "" : HexFormat.of().formatHex(string.toBytes());
        } else {
            value = Arrays.toString(entry.get(TestSnapshots.NUMBERS));
        }
        return value + "@" + entry.expireAtMillis();
    }

    private static String key(int database, int index) {
        return (index % 3 == 0 ? "" : "key:") + database * 7 + index * 13L;
    }

    /** Changes random keys in every way there is. */
    private final class Writer {

        private final SplittableRandom random;
        private final StoredEntry entry = new StoredEntry();

        Writer(long seed) {
            random = new SplittableRandom(seed);
        }

        void run(CountDownLatch busy) {
            try {
                while (!done.get()) {
                    change();
                    busy.countDown();
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                busy.countDown();
            }
        }

        void change() {
            int database = random.nextInt(DATABASES);
            byte[] key = TestSnapshots.bytes(key(database, random.nextInt(SPACE)));
            long hash = source.store.hash(key, 0, key.length);
            Shard shard = source.store.shard(source.store.shardIndex(hash));
            shard.lock();
            try {
                entry.bind(shard, database, hash, key, 0, key.length, TestSnapshots.NOW_MILLIS);
                change(entry);
                changes.incrementAndGet();
            } finally {
                entry.release();
                shard.unlock();
            }
        }

        private void change(StoredEntry at) {
            long expiry = random.nextInt(4) == 0 ? TestSnapshots.NOW_MILLIS + 1 + random.nextInt(1 << 20) : Entry.NEVER;
            switch (random.nextInt(8)) {
                case 0 -> at.remove();
                case 1 ->
                    at.set(
                            TestSnapshots.NUMBERS,
                            random.longs(random.nextInt(5)).toArray(),
                            expiry);
                case 2 ->
                    at.set(Types.STRING, Slice.of(Long.toString(random.nextLong() >> random.nextInt(64))), expiry);
                case 3 -> at.set(Types.STRING, Slice.of("ab".repeat(random.nextInt(300))), expiry);
                case 4 -> at.set(Types.STRING, Slice.of(noise(random.nextInt(400) == 0 ? 100_000 : 60)), expiry);
                case 5 -> changeInPlace(at);
                case 6 -> {
                    if (at.exists()) {
                        at.expireAtMillis(expiry);
                    }
                }
                default -> at.set(Types.STRING, Slice.of(noise(20)), expiry);
            }
        }

        /** As a module does, which tells only afterwards. */
        private void changeInPlace(StoredEntry at) {
            if (TestSnapshots.NUMBERS.equals(at.type())) {
                long[] numbers = at.get(TestSnapshots.NUMBERS);
                if (numbers != null && numbers.length > 0) {
                    numbers[0]++;
                    at.changed();
                }
            } else if (at.exists()) {
                at.write(random.nextInt(50), Slice.of("written"));
            }
        }

        private byte[] noise(int most) {
            byte[] bytes = new byte[random.nextInt(most)];
            random.nextBytes(bytes);
            return bytes;
        }
    }
}
