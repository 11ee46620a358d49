/** Several tenants in one keyspace, each with the keys that begin with its name. */
module acme.tenants {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.tenants.TenantsModule;
}
