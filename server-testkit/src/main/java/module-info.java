module dev.mortise.testkit {
    requires dev.mortise.api;
}
