package @module@;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandModule;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.Live;
import dev.mortise.api.Setup;

/** {@code @NAME@.GREET name}: greets someone. */
public final class @Name@Module implements CommandModule {

    /** What can be set: {@code CONFIG SET @module@.greeting hola}. */
    record Settings(String greeting) {
        Settings {
            greeting = greeting == null ? "hello" : greeting;
        }
    }

    @Override
    public void configure(Setup setup) {
        Live<Settings> settings = setup.liveConfig(Settings.class);
        setup.command(
                CommandSpec.named("@NAME@.GREET")
                        .args(1)
                        .flags(Flag.READONLY, Flag.FAST)
                        .summary("Greets someone by name.")
                        .since("1.0.0")
                        .arguments(Argument.string("name"))
                        .build(),
                (request, reply) -> reply.bulk(
                        settings.get().greeting() + " " + request.arg(0).utf8()));
    }
}
