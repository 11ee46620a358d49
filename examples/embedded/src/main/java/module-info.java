/** A program that has its server within it. */
// Jedis is no module of its own making.
@SuppressWarnings("requires-automatic")
module acme.embedded {
    requires dev.mortise.api;
    requires dev.mortise.testkit;
    requires redis.clients.jedis;
    // Nothing of these is called from here; that they are required is what brings their commands in.
    requires dev.mortise.admin;
    requires dev.mortise.strings;
}
