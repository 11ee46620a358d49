package dev.mortise.runtime.rdb;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A snapshot, or a dumped value, that cannot be read, and where. */
public final class DamagedSnapshot extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The offset of the byte at which reading stopped making sense. */
    private final long offset;

    /** What is wrong there, without the place. */
    private final String problem;

    DamagedSnapshot(long offset, String problem) {
        this(offset, problem, "", null);
    }

    private DamagedSnapshot(long offset, String problem, String where, @Nullable Throwable cause) {
        super("byte %d%s: %s".formatted(offset, where, problem), cause);
        this.offset = offset;
        this.problem = problem;
    }

    /** {@return the same with the place in words, such as {@code "in the value of key 'a'"}} */
    DamagedSnapshot in(String where) {
        DamagedSnapshot placed = new DamagedSnapshot(offset, problem, ", " + where, this);
        placed.setStackTrace(getStackTrace());
        return placed;
    }

    /** {@return the offset of the byte at which reading stopped making sense} */
    public long offset() {
        return offset;
    }
}
