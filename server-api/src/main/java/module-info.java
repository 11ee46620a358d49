import org.jspecify.annotations.NullMarked;

/**
 * The promise to plugin authors: everything a command module may use, and nothing else.
 *
 * <p>Start at {@link dev.mortise.api.CommandModule}, the one service a plugin provides. It registers
 * {@linkplain dev.mortise.api.CommandSpec described} {@linkplain dev.mortise.api.Command commands}, which read a
 * {@link dev.mortise.api.Request}, change {@linkplain dev.mortise.api.Entry entries} and write a
 * {@link dev.mortise.api.Reply}.
 *
 * <p>Interfaces that the host implements are sealed, so that they can grow without breaking a plugin; interfaces that a
 * plugin implements grow by default methods only.
 */
// javac meets the qualified export before the modules it names are built.
@SuppressWarnings("module")
@NullMarked
module dev.mortise.api {
    requires static org.jspecify;

    exports dev.mortise.api;
    exports dev.mortise.api.internal to
            dev.mortise.runtime,
            dev.mortise.testkit;
}
