/** A plugin for Mortise. */
module @module@ {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            @module@.@Name@Module;
}
