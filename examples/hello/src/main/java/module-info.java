/** Greets people. */
module acme.hello {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.hello.HelloModule;
}
