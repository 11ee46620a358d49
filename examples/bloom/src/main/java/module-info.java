/** Bloom filters: sets that take a hundredth of the memory and are mistaken now and then. */
module acme.bloom {
    requires com.dynatrace.hash4j;
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.bloom.BloomModule;
}
