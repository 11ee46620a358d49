package dev.mortise.testkit;

import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;
import dev.mortise.runtime.config.ModuleSettings;
import dev.mortise.runtime.memory.EvictionPolicy;
import dev.mortise.runtime.memory.MemoryLimit;
import dev.mortise.runtime.memory.MemorySettings;
import dev.mortise.runtime.server.Parameters;
import dev.mortise.runtime.session.Credentials;
import dev.mortise.runtime.statistics.TimingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The few parameters a server has that reads no configuration. */
final class TestParameters implements Parameters, Credentials {

    private static final String PASSWORD = "requirepass";
    private static final String DIRECTORY = "dir";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("port", "6379"),
            Map.entry("maxclients", "10000"),
            Map.entry("databases", "16"),
            Map.entry("hz", "10"),
            Map.entry("maxmemory", "0"),
            Map.entry("maxmemory-policy", "noeviction"),
            Map.entry("maxmemory-samples", "5"),
            Map.entry("lfu-decay-time", "1"),
            Map.entry("proto-max-bulk-len", "536870912"),
            Map.entry("hash-max-listpack-entries", "512"),
            Map.entry("hash-max-listpack-value", "64"),
            Map.entry("list-max-listpack-size", "-2"),
            Map.entry("slowlog-log-slower-than", "10000"),
            Map.entry("slowlog-max-len", "128"),
            Map.entry("latency-monitor-threshold", "0"),
            Map.entry("slow-command-millis", "1000"),
            Map.entry("latency-tracking", "yes"),
            Map.entry("latency-tracking-info-percentiles", "50 99 99.9"),
            Map.entry("enable-debug-command", "no"),
            Map.entry("notify-keyspace-events", ""),
            Map.entry("dbfilename", "dump.rdb"),
            Map.entry(PASSWORD, ""));

    private final Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
    private final MemoryLimit memory = new MemoryLimit();
    private final Map<String, AtomicLong> numbers = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final ModuleSettings settings;
    private final Supplier<Path> temporaryDirectory;

    private record Listener(String name, Consumer<String> listener) {}

    /**
     * Parameters.
     *
     * @param given the server's own, and settings of modules
     * @param temporaryDirectory makes the directory that is {@code dir} if none is given: most tests need none
     */
    TestParameters(Map<String, String> given, Supplier<Path> temporaryDirectory) {
        this.temporaryDirectory = temporaryDirectory;
        Map<String, String> own = new LinkedHashMap<>(given);
        own.keySet().removeIf(name -> !values.containsKey(name) && !name.equals(DIRECTORY));
        Map<String, String> forModules = new LinkedHashMap<>(given);
        forModules.keySet().removeAll(own.keySet());
        settings = ModuleSettings.of(forModules);
        values.putAll(own);
        configureMemory();
    }

    /** {@return where the server has its files} */
    Path directory() {
        String given = values.get(DIRECTORY);
        return given == null ? temporaryDirectory.get() : Path.of(given);
    }

    @Override
    public ModuleSettings settings() {
        return settings;
    }

    @Override
    public Map<String, String> all() {
        Map<String, String> all = settings.texts();
        all.putAll(values);
        all.put(DIRECTORY, directory().toString());
        return all;
    }

    @Override
    public LongSupplier number(String name) {
        if (!values.containsKey(name)) {
            return Parameters.super.number(name);
        }
        return numbers.computeIfAbsent(name, _ -> new AtomicLong(numberOf(name)))::get;
    }

    @Override
    public void onChange(String name, Consumer<String> listener) {
        if (!values.containsKey(name)) {
            Parameters.super.onChange(name, listener);
        }
        listener.accept(value(name));
        listeners.add(new Listener(name, listener));
    }

    @Override
    public void rewriteFile() {
        throw ServerError.err("The server is running without a config file");
    }

    @Override
    public boolean isSecret(String name) {
        return name.toLowerCase(Locale.ROOT).equals(PASSWORD) || settings.isSecret(name);
    }

    @Override
    public void change(Map<String, String> changes) {
        ModuleSettings.Draft draft = settings.draft();
        Map<String, String> own = new LinkedHashMap<>();
        changes.forEach((name, text) -> {
            if (values.containsKey(name)) {
                if (isNumber(DEFAULTS.getOrDefault(name, "")) && !isNumber(text)) {
                    throw failed(name, "argument couldn't be parsed into an integer");
                }
                own.put(name, text);
            } else {
                switch (draft.take(name, text)) {
                    case YES -> {}
                    case FIXED -> throw failed(name, "can't set immutable config");
                    case TWICE -> throw failed(name, "duplicate parameter");
                    case UNKNOWN ->
                        throw ServerError.err("Unknown option or number of arguments for CONFIG SET - '" + name + "'");
                }
            }
        });
        try {
            draft.agree();
        } catch (ModuleSettings.Refused e) {
            throw failed(e.name(), e.reason());
        }
        values.putAll(own);
        numbers.forEach((name, number) -> number.set(numberOf(name)));
        listeners.stream()
                .filter(each -> own.containsKey(each.name()))
                .forEach(each -> each.listener().accept(value(each.name())));
        draft.publish();
        configureMemory();
    }

    private void configureMemory() {
        long maxBytes = numberOf("maxmemory");
        memory.configure(new MemorySettings(
                maxBytes == 0 ? MemorySettings.UNLIMITED : maxBytes,
                EvictionPolicy.of(values.getOrDefault("maxmemory-policy", "noeviction")),
                (int) numberOf("maxmemory-samples"),
                MemorySettings.DEFAULT.tenacity(),
                MemorySettings.DEFAULT.lfuLogFactor(),
                (int) numberOf("lfu-decay-time")));
    }

    private static ServerError failed(String name, String reason) {
        return ServerError.err("CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
    }

    MemoryLimit memory() {
        return memory;
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
        return numberOf("proto-max-bulk-len");
    }

    TimingSettings timing() {
        List<Double> percentiles = Arrays.stream(
                        value("latency-tracking-info-percentiles").split(" "))
                .filter(word -> !word.isEmpty())
                .map(Double::valueOf)
                .toList();
        return new TimingSettings(
                numberOf("slowlog-log-slower-than"),
                numberOf("slowlog-max-len"),
                numberOf("latency-monitor-threshold"),
                value("latency-tracking").equals("yes"),
                numberOf("slow-command-millis"),
                percentiles);
    }

    private static boolean isNumber(String text) {
        return Slice.of(text).isLong();
    }

    private long numberOf(String name) {
        return Long.parseLong(value(name));
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    private String password() {
        return values.getOrDefault(PASSWORD, "");
    }
}
