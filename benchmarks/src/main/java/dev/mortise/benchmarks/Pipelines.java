package dev.mortise.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Pipelines of requests on random keys, enough of them that their keys are not in the cache when one comes again. */
final class Pipelines {

    static final int REQUESTS = 100;

    private static final int COUNT = 1000;
    private static final String VALUE = "v".repeat(32);

    private final byte[][] pipelines = new byte[COUNT][];
    private int next;

    private Pipelines(int keys, String before, String after) {
        this(keys, "", REQUESTS, before, after);
    }

    private Pipelines(int keys, String begin, int count, String before, String after) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            StringBuilder pipeline = new StringBuilder(begin);
            for (int k = 0; k < count; k++) {
                pipeline.append(before).append(key(random.nextInt(keys))).append(after);
            }
            pipelines[i] = pipeline.toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** {@return requests for a command that takes one key} */
    static Pipelines of(String command, int keys) {
        return new Pipelines(keys, "*2\r\n$%d\r\n%s\r\n$16\r\n".formatted(command.length(), command), "\r\n");
    }

    /** {@return each a request alone, that names many keys} */
    static Pipelines ofLong(String command, int count, int keys) {
        String begin = "*%d\r\n$%d\r\n%s\r\n".formatted(1 + count, command.length(), command);
        return new Pipelines(keys, begin, count, "$16\r\n", "\r\n");
    }

    /** {@return requests that set keys to values of 32 bytes} */
    static Pipelines ofSets(int keys) {
        return new Pipelines(keys, "*3\r\n$3\r\nSET\r\n$16\r\n", "\r\n$32\r\n" + VALUE + "\r\n");
    }

    /** Sets every key once. */
    static void fill(SocketlessServer server, int keys) {
        for (int key = 0; key < keys; key++) {
            String set = "*3\r\n$3\r\nSET\r\n$16\r\n" + key(key) + "\r\n$32\r\n" + VALUE + "\r\n";
            server.execute(set.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String key(int number) {
        return "key:%012d".formatted(number);
    }

    /** {@return the next pipeline} */
    byte[] next() {
        next = (next + 1) % COUNT;
        return pipelines[next];
    }
}
