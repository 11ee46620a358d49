/** Writes down what changes. */
module acme.changes {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.changes.ChangesModule;
}
