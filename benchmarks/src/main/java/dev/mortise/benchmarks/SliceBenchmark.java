package dev.mortise.benchmarks;

import dev.mortise.api.Slice;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What reading an argument costs: a number as {@code INCRBY} reads it, a keyword as {@code SET} does.
 *
 * <p>Each happens once or more in a command of about 35 ns, so a nanosecond here can be seen at a socket.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SliceBenchmark {

    private final Slice keyword = Slice.of("keepttl");

    /** For JMH, which makes the state itself. */
    public SliceBenchmark() {}

    /** {@return whether the keyword, in the wrong case, is recognised} */
    @Benchmark
    public boolean keyword() {
        return keyword.is("KEEPTTL");
    }

    /**
     * {@return the number, so that reading it cannot be left out}
     *
     * @param digits what is read
     */
    @Benchmark
    public long number(Digits digits) {
        return digits.slice.asLong();
    }

    /** The digits of a number as a client sends it. */
    @State(Scope.Benchmark)
    public static class Digits {

        /** One digit, a usual counter, and the longest number there is. */
        @Param({"7", "1048576", "-9223372036854775808"})
        private String text = "";

        private Slice slice = Slice.EMPTY;

        /** For JMH. */
        public Digits() {}

        /** Makes the argument that is read. */
        @Setup
        public void encode() {
            slice = Slice.of(text);
        }
    }
}
