package dev.mortise.runtime.rdb;

import dev.mortise.api.ValueShape;
import dev.mortise.api.ValueType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which types there are: those that modules have registered, by name, and those that turned up in snapshots and have no
 * module. For any thread.
 */
public final class SnapshotTypes {

    private final Map<String, ValueType<?>> registered = new HashMap<>();
    private final Map<String, OpaqueType> opaque = new ConcurrentHashMap<>();
    private volatile int neededVersion = RdbFormat.PLAIN_VERSION;
    private volatile boolean valkeyNeeded;

    /**
     * The types of a server.
     *
     * @param types those that modules have registered
     */
    public SnapshotTypes(Iterable<? extends ValueType<?>> types) {
        for (ValueType<?> type : types) {
            registered.put(type.name(), type);
        }
    }

    /** {@return the type of a name, or null if no module has it} */
    @Nullable
    ValueType<?> find(String name) {
        return registered.get(name);
    }

    /** {@return the type whose module understands a form of Redis, or null if there is none} */
    @Nullable
    ValueType<?> find(RdbType form) {
        ValueType<?> type = ShapedInput.reads(form) ? registered.get(form.typeName) : null;
        return type == null || type.shape() == ValueShape.ITEMS ? null : type;
    }

    /** {@return the type that stands for one without a module} */
    OpaqueType opaque(String name, RdbType form) {
        need(form);
        return opaque.computeIfAbsent(name, OpaqueType::new);
    }

    private synchronized void need(RdbType form) {
        if (form == RdbType.HASH_OF_VALKEY) {
            valkeyNeeded = true;
        } else if (form.since > neededVersion) {
            neededVersion = form.since;
        }
    }

    /** Says that something was loaded that versions before this cannot say. */
    synchronized void need(int version) {
        neededVersion = Math.max(neededVersion, version);
    }

    /**
     * {@return the oldest version that can say whatever was loaded since the server started}
     *
     * <p>Of Valkey, if there was something that only it can say.
     *
     * @param least the version to write if an older one would do
     */
    RdbVersion versionNeeded(int least) {
        int needed = Math.max(least, neededVersion);
        return valkeyNeeded && needed <= 11 ? new RdbVersion(RdbFormat.VALKEY_VERSION, true) : RdbVersion.redis(needed);
    }
}
