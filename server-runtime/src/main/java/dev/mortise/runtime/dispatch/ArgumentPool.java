package dev.mortise.runtime.dispatch;

import dev.mortise.api.Slice;
import dev.mortise.api.internal.SliceAccess;
import dev.mortise.runtime.resp.ClientInput;
import dev.mortise.runtime.resp.RequestBatch;
import java.util.Arrays;

/**
 * The slices that are handed out as arguments to the running command, by their index, and used again for the next.
 *
 * <p>Grows to the largest request, and keeps as much as {@link PoolSize} says. Belongs to its event loop.
 */
final class ArgumentPool {

    private static final SliceAccess SLICES = SliceAccess.instance();
    private static final byte[] NO_BYTES = {};

    private final PoolSize size = new PoolSize();
    private Slice[] slices = {};

    ArgumentPool() {
        grow(PoolSize.LEAST);
    }

    /**
     * {@return the slice for an argument, wherever it points}
     *
     * @param index of the argument
     * @param arguments how many there are
     */
    Slice get(int index, int arguments) {
        if (index >= slices.length) {
            grow(Math.min(arguments, Math.max(index + 1, slices.length * 2)));
        }
        return slices[index];
    }

    /**
     * Called when a request is over.
     *
     * @param batch what it was of
     * @param arguments how many it had
     */
    void release(RequestBatch batch, int arguments) {
        if (batch.bytes().length > ClientInput.SHARED_BYTES) {
            forget(Math.min(arguments, slices.length));
        }
        if (slices.length > PoolSize.LEAST) {
            shrink(size.after(slices.length, arguments));
        }
    }

    /** They would keep the array of a large request alive until others with as many arguments have come. */
    private void forget(int count) {
        for (int i = 0; i < count; i++) {
            SLICES.point(slices[i], NO_BYTES, 0, 0);
        }
    }

    private void shrink(int kept) {
        if (kept < slices.length) {
            slices = Arrays.copyOf(slices, kept);
        }
    }

    private void grow(int length) {
        int from = slices.length;
        slices = Arrays.copyOf(slices, length);
        for (int i = from; i < length; i++) {
            slices[i] = SLICES.unpointed();
        }
    }
}
