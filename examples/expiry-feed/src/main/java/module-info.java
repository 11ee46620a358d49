/** Tells clients which keys have ended. */
module acme.feed {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.feed.FeedModule;
}
