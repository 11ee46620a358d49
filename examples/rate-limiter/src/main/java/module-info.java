/** Limits how often something happens: what a program asks about, and what clients send. */
module acme.limit {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.limit.LimitModule;
}
