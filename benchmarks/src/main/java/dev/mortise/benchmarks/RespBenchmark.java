package dev.mortise.benchmarks;

import dev.mortise.api.Slice;
import dev.mortise.runtime.resp.ClientInput;
import dev.mortise.runtime.resp.DecoderLimits;
import dev.mortise.runtime.resp.DecoderStop;
import dev.mortise.runtime.resp.ReplyWriter;
import dev.mortise.runtime.resp.RequestBatch;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the protocol costs per request, in a pipeline of 100: finding the words, and writing the reply.
 *
 * <p>Receiving is a copy here as it is on the socket's way. Run with {@code -prof gc}: nothing may be allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RespBenchmark.PIPELINE)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RespBenchmark {

    static final int PIPELINE = 100;

    private final byte[] gets = pipeline("*2\r\n$3\r\nGET\r\n$16\r\nkey:000000000042\r\n");
    private final byte[] sets =
            pipeline("*3\r\n$3\r\nSET\r\n$16\r\nkey:000000000042\r\n$32\r\n" + "v".repeat(32) + "\r\n");

    private final ClientInput input = new ClientInput(new byte[ClientInput.SHARED_BYTES]);
    private final RequestBatch batch = new RequestBatch();
    private final DecoderLimits limits = DecoderLimits.defaults();

    private final ReplyWriter writer = new ReplyWriter();
    private final Slice value = Slice.of("v".repeat(32));
    private long counter;

    /** For JMH, which makes the state itself. */
    public RespBenchmark() {}

    /** {@return the number of words, so that finding them cannot be left out} */
    @Benchmark
    public int decodeGet() {
        return decode(gets);
    }

    /** {@return the number of words} */
    @Benchmark
    public int decodeSet() {
        return decode(sets);
    }

    /** {@return the bytes of 100 values of 32 bytes} */
    @Benchmark
    public long replyBulk() {
        for (int i = 0; i < PIPELINE; i++) {
            writer.begin();
            writer.bulk(value);
        }
        return finished();
    }

    /** {@return the bytes of 100 times OK} */
    @Benchmark
    public long replyOk() {
        for (int i = 0; i < PIPELINE; i++) {
            writer.begin();
            writer.ok();
        }
        return finished();
    }

    /** {@return the bytes of 100 numbers of one to seven digits} */
    @Benchmark
    public long replyInteger() {
        for (int i = 0; i < PIPELINE; i++) {
            writer.begin();
            writer.integer(counter++ % 10_000_000);
        }
        return finished();
    }

    private int decode(byte[] pipeline) {
        int count = input.prepare(pipeline.length);
        System.arraycopy(pipeline, 0, input.bytes(), input.limit(), count);
        input.received(count);
        DecoderStop stop = input.decode(batch, limits, true);
        int words = 0;
        for (int request = 0; request < batch.count(); request++) {
            words += batch.wordCount(request);
        }
        input.release();
        if (stop != DecoderStop.NEEDS_MORE || batch.count() != PIPELINE) {
            throw new IllegalStateException(stop + " after " + batch.count());
        }
        return words;
    }

    private long finished() {
        if (!writer.complete()) {
            throw new IllegalStateException("a reply is not complete");
        }
        long size = writer.size();
        writer.reset();
        return size;
    }

    private static byte[] pipeline(String request) {
        return request.repeat(PIPELINE).getBytes(StandardCharsets.US_ASCII);
    }
}
