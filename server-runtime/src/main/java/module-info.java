module dev.mortise.runtime {
    requires dev.mortise.api;
}
