package acme.limit;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Flag;
import dev.mortise.api.Live;
import dev.mortise.api.Metrics;
import dev.mortise.api.Selector;
import dev.mortise.api.SessionSlot;
import dev.mortise.api.Setup;

/** {@code LIMIT.TAKE} for programs, and a limit to what each connection may send. */
public final class LimitModule implements CommandModule {

    /**
     * What the operator may set.
     *
     * @param commandsPerSecond how many commands a connection may send in the long run; 0 for any number
     * @param burst how many of them at once; if not set, as many as in a second
     */
    record Settings(double commandsPerSecond, long burst) {
        Settings {
            if (burst == 0) {
                burst = Math.max(1, (long) commandsPerSecond);
            }
            if (commandsPerSecond != 0) {
                Gcra.of(burst, commandsPerSecond);
            }
        }

        boolean unlimited() {
            return commandsPerSecond == 0;
        }

        Gcra bucket() {
            return Gcra.of(burst, commandsPerSecond);
        }
    }

    /** Operators can always get in and set things right. */
    private static final Selector LIMITED =
            Selector.flag(Flag.ADMIN).or(Selector.category("connection")).negate();

    @Override
    public void configure(Setup setup) {
        Live<Settings> settings = setup.liveConfig(Settings.class);
        SessionSlot<CommandLimit.Bucket> buckets = setup.sessionSlot(CommandLimit.Bucket::new);
        Metrics.Counter refused = setup.metrics().counter("commands_refused");
        setup.command(TakeCommand.SPEC, new TakeCommand())
                .intercept(LIMITED, new CommandLimit(settings, buckets, refused));
    }
}
