/** Reads parts of JSON texts, with a library that it brings along. */
module acme.json {
    requires dev.mortise.api;
    requires tools.jackson.core;

    provides dev.mortise.api.CommandModule with
            acme.json.JsonModule;
}
