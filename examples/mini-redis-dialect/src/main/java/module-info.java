/** SET and MSET as the small servers answer them that people write to learn from. */
module acme.dialect {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.dialect.DialectModule;
}
