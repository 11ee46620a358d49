package dev.mortise.testkit;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.runtime.server.Parameters;
import dev.mortise.runtime.session.Credentials;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few parameters a server has that reads no configuration. */
final class TestParameters implements Parameters, Credentials {

    private static final String PASSWORD = "requirepass";

    private final Map<String, String> values = new LinkedHashMap<>(Map.of(
            "port",
            "6379",
            "maxclients",
            "10000",
            "databases",
            "16",
            "hz",
            "10",
            "maxmemory",
            "0",
            "maxmemory-policy",
            "noeviction",
            "proto-max-bulk-len",
            "536870912",
            PASSWORD,
            ""));

    @Override
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    @Override
    public void change(Map<String, String> changes) {
        changes.keySet().forEach(name -> {
            if (!values.containsKey(name)) {
                throw ServerError.err("Unknown option or number of arguments for CONFIG SET - '" + name + "'");
            }
        });
        values.putAll(changes);
    }

    @Override
    public boolean required() {
        return !password().isEmpty();
    }

    @Override
    public boolean accept(String user, Slice password) {
        return user.equals(DEFAULT_USER) && (!required() || password.utf8().equals(password()));
    }

    long maxBulkBytes() {
        return Long.parseLong(values.getOrDefault("proto-max-bulk-len", "0"));
    }

    private String password() {
        return values.getOrDefault(PASSWORD, "");
    }
}
