package dev.mortise.api.internal;

import dev.mortise.api.Slice;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * How the host points slices at its memory, which a slice never shows to a plugin.
 *
 * <p>{@link Slice} provides the one instance when it is initialised; callers keep it in a {@code static final} field,
 * so that the calls cost nothing.
 */
public abstract class SliceAccess {

    private static @Nullable SliceAccess instance;

    /** For {@link Slice}. */
    protected SliceAccess() {}

    /** {@return the one instance} */
    public static SliceAccess instance() {
        // Makes sure that Slice has provided it.
        Slice.EMPTY.length();
        SliceAccess access = instance;
        if (access == null) {
            throw new IllegalStateException("Slice is being initialised");
        }
        return access;
    }

    /**
     * Called once, by {@link Slice}.
     *
     * @param access the instance
     */
    public static void provide(SliceAccess access) {
        instance = access;
    }

    /** {@return a new slice without bytes} */
    public abstract Slice unpointed();

    /**
     * Points a slice at bytes of an array.
     *
     * @param slice it
     * @param bytes the array
     * @param from index
     * @param count number
     */
    public abstract void point(Slice slice, byte[] bytes, int from, int count);

    /**
     * Points a slice at bytes of a segment.
     *
     * @param slice it
     * @param memory the segment
     * @param from offset
     * @param count number
     */
    public abstract void point(Slice slice, MemorySegment memory, long from, int count);

    /**
     * {@return the array the bytes lie in, or null if they lie in a segment}
     *
     * @param slice it
     */
    public abstract byte @Nullable [] array(Slice slice);

    /**
     * {@return the segment the bytes lie in, or null if they lie in an array}
     *
     * @param slice it
     */
    public abstract @Nullable MemorySegment segment(Slice slice);

    /**
     * {@return the place of the first byte in the array or segment}
     *
     * @param slice it
     */
    public abstract long offset(Slice slice);

    /**
     * {@return another slice of the same bytes}
     *
     * @param slice it
     */
    public abstract Slice copyOf(Slice slice);

    /**
     * Makes a slice fail whenever its bytes are asked for.
     *
     * @param slice it
     */
    public abstract void spoil(Slice slice);
}
