package dev.mortise.runtime.config;

import dev.mortise.api.Live;
import dev.mortise.runtime.config.RecordShape.Leaf;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all modules of a server, as far as they have asked for them.
 *
 * <p>Bound while the modules are configured, by one thread; afterwards read by any, and changed by one at a time, which
 * whoever {@linkplain #draft() drafts} sees to.
 */
public final class ModuleSettings {

    private static final System.Logger LOG = System.getLogger(ModuleSettings.class.getName());
    private static final String POINTER = "/plugins/settings/";

    private final PluginSettings given;
    private final String file;
    private final Map<String, LiveRecord<?>> records = new LinkedHashMap<>();
    private Set<String> ids = Set.of();

    private ModuleSettings(PluginSettings given, String file) {
        this.given = given;
        this.file = file;
    }

    static ModuleSettings of(ServerConfig config) {
        return new ModuleSettings(config.value(ParameterTable.PLUGINS_SETTINGS), config.file());
    }

    /** {@return settings that are in no file: texts by names such as {@code acme.hello.greeting}} */
    public static ModuleSettings of(Map<String, String> texts) {
        return new ModuleSettings(new PluginSettings(Map.of(), texts), "");
    }

    /** Says which modules there are, before any of them asks. */
    public void installed(Collection<String> moduleIds) {
        ids = Set.copyOf(moduleIds);
    }

    /** {@return where an operator corrects settings} */
    public String file() {
        return file.isEmpty() ? "plugins.settings" : file;
    }

    /**
     * {@return the settings of a module}
     *
     * @param live whether they may change
     * @throws InvalidConfig with every mistake in them
     */
    public <C extends Record> Live<C> bind(String id, Class<C> type, boolean live) throws InvalidConfig {
        if (records.containsKey(id)) {
            throw new IllegalStateException(id + " has asked for its settings already: one record holds all of them");
        }
        RecordShape<C> shape = new RecordShape<>(type);
        List<String> problems = new ArrayList<>();
        C value = shape.bind(given.of(id, ids), POINTER + id, problems);
        if (value == null) {
            throw new InvalidConfig(problems);
        }
        LiveRecord<C> bound = new LiveRecord<>(id, shape, live, value);
        records.put(id, bound);
        return bound;
    }

    /**
     * Warns of settings that nobody has asked for, and leaves them where they are.
     *
     * @param known ids of modules that are there but not loaded
     */
    public void tellOfUnused(Collection<String> known) {
        given.blocks().keySet().stream().sorted().forEach(id -> tellIfUnused(id, POINTER + id, known));
        given.singles().keySet().stream().sorted().forEach(name -> {
            String owner = PluginSettings.owner(name, ids);
            tellIfUnused(owner, "--plugins.settings." + name, known);
        });
    }

    private void tellIfUnused(String id, String where, Collection<String> known) {
        if (records.containsKey(id) || known.contains(id)) {
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                where + ": " + (ids.contains(id) ? "the module takes no settings" : "there is no such module")
                        + "; the settings are kept, and not used");
    }

    /** {@return all settings as {@code CONFIG GET} shows them, by name} */
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        records.values()
                .forEach(each -> each.leaves().forEach((name, leaf) -> texts.put(each.id() + "." + name, leaf.text())));
        return texts;
    }

    Collection<LiveRecord<?>> records() {
        return records.values();
    }

    /** {@return whether the value of a setting, named in any case, must not be shown} */
    public boolean isSecret(String name) {
        Place place = find(name);
        return place != null && place.leaf().secret();
    }

    /** A setting. */
    private record Place(LiveRecord<?> owner, String name, Leaf leaf) {}

    private @Nullable Place find(String name) {
        String asked = name.toLowerCase(Locale.ROOT);
        for (LiveRecord<?> each : records.values()) {
            String prefix = each.id().toLowerCase(Locale.ROOT) + ".";
            if (asked.startsWith(prefix)) {
                for (Map.Entry<String, Leaf> leaf : each.leaves().entrySet()) {
                    if (leaf.getKey().toLowerCase(Locale.ROOT).equals(asked.substring(prefix.length()))) {
                        return new Place(each, leaf.getKey(), leaf.getValue());
                    }
                }
            }
        }
        return null;
    }

    /** {@return a change of several settings, in which nothing is changed yet} */
    public Draft draft() {
        return new Draft();
    }

    /** A change of several settings, all or none. For one thread. */
    public final class Draft {

        private final Map<LiveRecord<?>, Map<String, String>> texts = new LinkedHashMap<>();
        private final Map<LiveRecord<?>, String> firstNames = new LinkedHashMap<>();
        private final List<LiveRecord<?>.Change> changes = new ArrayList<>();

        /** Why a setting cannot be taken into a draft. */
        public enum Taken {
            YES,
            UNKNOWN,
            FIXED,
            TWICE
        }

        /** Notes a new text for a setting, named in any case. */
        public Taken take(String name, String text) {
            Place place = find(name);
            if (place == null) {
                return Taken.UNKNOWN;
            }
            if (!place.owner().isLive()) {
                return Taken.FIXED;
            }
            firstNames.putIfAbsent(place.owner(), place.owner().id() + "." + place.name());
            Map<String, String> ofRecord = texts.computeIfAbsent(place.owner(), _ -> new LinkedHashMap<>());
            return ofRecord.putIfAbsent(place.name(), text) == null ? Taken.YES : Taken.TWICE;
        }

        /**
         * Makes the new records and announces them.
         *
         * @throws Refused if one of them cannot be, or somebody does not want it; nothing has changed then
         */
        public void agree() throws Refused {
            for (Map.Entry<LiveRecord<?>, Map<String, String>> each : texts.entrySet()) {
                try {
                    changes.add(each.getKey().change(each.getValue()));
                } catch (InvalidValue e) {
                    throw refused(each.getKey(), e);
                }
            }
            int announced = 0;
            for (LiveRecord<?> each : texts.keySet()) {
                try {
                    changes.get(announced++).announce();
                } catch (InvalidValue e) {
                    changes.subList(0, announced).reversed().forEach(LiveRecord.Change::takeBack);
                    throw refused(each, e);
                }
            }
        }

        private Refused refused(LiveRecord<?> owner, InvalidValue reason) {
            return new Refused(firstNames.getOrDefault(owner, owner.id()), reason.text());
        }

        /** Has the new records count. */
        public void publish() {
            changes.forEach(LiveRecord.Change::publish);
        }
    }

    /** Somebody does not want a change. */
    public static final class Refused extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        /** The setting, or the first of several that were to change together. */
        private final String name;

        private Refused(String name, String reason) {
            super(reason, null, false, false);
            this.name = name;
        }

        /** {@return the setting, or the first of several that were to change together} */
        public String name() {
            return name;
        }

        /** {@return why} */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
