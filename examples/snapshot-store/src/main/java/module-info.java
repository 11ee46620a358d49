/** Keeps several snapshots, each in a file with its date. */
module acme.snapshots {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.snapshots.SnapshotsModule;
}
