package dev.mortise.runtime.keyspace;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A {@linkplain Cut cut} that cannot be completed, and why; what was taken of it is not all there was. */
public final class CutFailed extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    CutFailed(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
