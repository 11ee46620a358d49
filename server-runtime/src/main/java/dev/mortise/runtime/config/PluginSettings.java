package dev.mortise.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the operator has set for modules, before anybody knows what they understand.
 *
 * <p>A value is a text (whatever scalar it was written as), a list of values or an object of values by their names: a
 * {@code String}, {@code List} or {@code Map}. Immutable.
 *
 * @param blocks from the file: an object for each module, by its id
 * @param singles from the command line: texts by names such as {@code acme.hello.greeting}, in which only the list of
 *     modules tells where the id ends
 */
record PluginSettings(Map<String, Map<String, Object>> blocks, Map<String, String> singles) {

    static final PluginSettings NONE = new PluginSettings(Map.of(), Map.of());

    PluginSettings {
        blocks = Map.copyOf(blocks);
        singles = Map.copyOf(singles);
    }

    PluginSettings withBlocks(Map<String, Map<String, Object>> others) {
        return new PluginSettings(others, singles);
    }

    PluginSettings with(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(singles);
        more.put(name, text);
        return new PluginSettings(blocks, more);
    }

    /** {@return the names of those that something is set for, or may be} */
    Set<String> names() {
        Set<String> names = new TreeSet<>(blocks.keySet());
        singles.keySet().forEach(name -> names.add(name.substring(0, Math.max(0, name.lastIndexOf('.')))));
        return names;
    }

    /**
     * {@return what is set for a module: the block of the file, with what the command line says in its place}
     *
     * @param ids of all modules, of which one may begin with another's and a dot
     */
    Map<String, Object> of(String id, Set<String> ids) {
        Map<String, Object> block = new LinkedHashMap<>(blocks.getOrDefault(id, Map.of()));
        singles.forEach((name, text) -> {
            if (id.equals(owner(name, ids))) {
                put(block, name.substring(id.length() + 1), text);
            }
        });
        return block;
    }

    /** {@return the module that a name from the command line is about, or an empty text} */
    static String owner(String name, Set<String> ids) {
        String owner = "";
        for (String id : ids) {
            if (name.startsWith(id + ".") && id.length() > owner.length()) {
                owner = id;
            }
        }
        return owner;
    }

    private static void put(Map<String, Object> object, String path, String text) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            object.put(path, text);
            return;
        }
        Map<String, Object> inner = new LinkedHashMap<>();
        if (object.get(path.substring(0, dot)) instanceof Map<?, ?> present) {
            present.forEach((name, value) -> inner.put((String) name, value));
        }
        put(inner, path.substring(dot + 1), text);
        object.put(path.substring(0, dot), inner);
    }
}
