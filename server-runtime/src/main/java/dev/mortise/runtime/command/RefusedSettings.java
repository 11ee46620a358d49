package dev.mortise.runtime.command;

import dev.mortise.runtime.config.InvalidConfig;
import java.io.Serial;
import java.util.List;

/** Ends the {@code configure} of a module whose settings have mistakes, none of which the module can know of. */
public final class RefusedSettings extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** One sentence each. */
    private final transient List<String> problems;

    RefusedSettings(InvalidConfig mistakes) {
        super(mistakes.getMessage(), null, false, false);
        this.problems = mistakes.problems();
    }

    /** {@return one sentence for each mistake, which begins with its place} */
    public List<String> problems() {
        return problems;
    }
}
