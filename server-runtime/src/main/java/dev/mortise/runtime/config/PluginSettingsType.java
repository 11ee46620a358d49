package dev.mortise.runtime.config;

/** Settings of modules: read from the file as a tree, and from the command line one by one. */
record PluginSettingsType() implements ParameterType<PluginSettings> {

    @Override
    public PluginSettings parse(String text, PluginSettings present) throws InvalidValue {
        if (text.equals(format(present))) {
            return present;
        }
        throw new InvalidValue("argument must be " + allowed());
    }

    /** The modules' names: their settings are shown each by its own. */
    @Override
    public String format(PluginSettings value) {
        return String.join(" ", value.names());
    }

    @Override
    public String allowed() {
        return "an object for each plugin, such as {\"acme.hello\": {\"greeting\": \"hola\"}}, or one of them on the"
                + " command line, --set plugins.settings.acme.hello.greeting=hola";
    }

    @Override
    public Shape shape() {
        return Shape.TREE;
    }
}
