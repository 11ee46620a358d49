/** Looks up the addresses of hosts. */
module acme.lookup {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.lookup.LookupModule;
}
