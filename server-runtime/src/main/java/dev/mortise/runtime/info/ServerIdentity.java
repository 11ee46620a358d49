package dev.mortise.runtime.info;

/**
 * Who this server is.
 *
 * @param version its own version
 * @param redisVersion the version of Redis whose behaviour clients may expect
 * @param runId 40 hexadecimal digits, different at each start
 * @param transport how it waits for sockets, such as {@code epoll}
 * @param configFile the file it was configured from, or an empty string
 */
public record ServerIdentity(String version, String redisVersion, String runId, String transport, String configFile) {}
