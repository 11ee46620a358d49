/** Queues of jobs that somebody works off. */
module acme.work {
    requires dev.mortise.api;

    provides dev.mortise.api.CommandModule with
            acme.work.WorkModule;
}
