package dev.mortise.runtime.log;

/** Has Java's own loggers, which is to say everybody's, write to the log of the server. Found as a service. */
public final class ServerLogFinder extends System.LoggerFinder {

    /** For the service loader. */
    public ServerLogFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new ServerLogger(name, ServerLog.process());
    }
}
