package dev.mortise.runtime.keyspace;

import dev.mortise.api.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * What was done to one entry since it was bound: what its consequences are made of.
 *
 * <p>A set of bits, so that noting costs a command nothing. They do not tell the order; what is told of them is in the
 * order of the constants, which is that of Redis.
 */
public final class EntryChanges {

    /** There was no entry before. */
    static final int CREATED = 1;
    /** The value was written. */
    static final int WRITTEN = 1 << 1;
    /** It was given an expiry. */
    static final int EXPIRES = 1 << 2;
    /** Its expiry was taken away. */
    static final int PERSISTS = 1 << 3;
    /** It was removed, and nothing was written afterwards. */
    static final int REMOVED = 1 << 4;
    /** Its value went to another key, where the change is counted. */
    static final int MOVED_AWAY = 1 << 5;
    /** Its value came from another key. */
    static final int MOVED_HERE = 1 << 6;
    /** Its value is the copy of another key's. */
    static final int COPIED_HERE = 1 << 7;
    /** The other key is the same one in another database. */
    static final int ELSEWHERE = 1 << 8;
    /** The value is an object, which may have become empty. */
    static final int OBJECT = 1 << 9;

    private static final int NAMED = 1 << 10;
    private static final int EMPTIED = 1 << 11;
    private static final int LAPSED = 1 << 12;
    /** It was said how much was changed. */
    private static final int COUNTED = 1 << 13;

    private int bits;
    private long count;
    private @Nullable String event;
    private @Nullable ValueType<?> emptied;

    void reset() {
        bits = 0;
    }

    void note(int more) {
        bits |= more;
    }

    /** Notes that a value was written, after which there is one whatever was before. */
    void written(int more) {
        bits = (bits & ~REMOVED) | more;
    }

    void removed() {
        bits |= REMOVED;
    }

    /** Turns a removal into a move. */
    void movedAway(int more) {
        bits = (bits & ~REMOVED) | MOVED_AWAY | more;
    }

    boolean has(int bit) {
        return (bits & bit) != 0;
    }

    /** {@return whether there are any} */
    public boolean any() {
        return (bits & ~(NAMED | COUNTED)) != 0;
    }

    /** Notes that it was said of how many changes the change of the value consists. */
    void counted(long more) {
        if (more < 0) {
            throw new IllegalArgumentException("a change by less than nothing: " + more);
        }
        count = has(COUNTED) ? count + more : more;
        bits |= COUNTED;
    }

    /** {@return how many changes to count: as many as was said, else one if there are any} */
    long count() {
        if (!any() || (bits & MOVED_AWAY) != 0) {
            return 0;
        }
        return has(COUNTED) ? count : 1;
    }

    /** {@return whether an entry came to be} */
    public boolean created() {
        return has(CREATED);
    }

    /** {@return whether its value was written by the command itself} */
    public boolean written() {
        return has(WRITTEN);
    }

    /** {@return whether it was given an expiry} */
    public boolean expires() {
        return has(EXPIRES);
    }

    /** {@return whether its expiry was taken away} */
    public boolean persists() {
        return has(PERSISTS);
    }

    /** {@return whether it was removed, by the command or because its value was left empty} */
    public boolean gone() {
        return has(REMOVED);
    }

    /** {@return whether its value went to another key} */
    public boolean movedAway() {
        return has(MOVED_AWAY);
    }

    /** {@return whether its value came from another key} */
    public boolean movedHere() {
        return has(MOVED_HERE);
    }

    /** {@return whether its value is a copy} */
    public boolean copiedHere() {
        return has(COPIED_HERE);
    }

    /** {@return whether it was moved to or from another database} */
    public boolean elsewhere() {
        return has(ELSEWHERE);
    }

    /** {@return whether nothing but the expiry has changed} */
    public boolean onlyExpiry() {
        return any() && (bits & ~(EXPIRES | PERSISTS | NAMED | COUNTED)) == 0;
    }

    void event(String name) {
        event = name;
        bits |= NAMED;
    }

    /** {@return the name the command has given to what it did, or null if none of its own} */
    public @Nullable String event() {
        return has(NAMED) ? event : null;
    }

    /** Notes that a value was written whose time was over already. */
    void lapsed(ValueType<?> type, boolean created) {
        emptied = type;
        bits = (bits & ~REMOVED) | WRITTEN | EXPIRES | LAPSED | EMPTIED | (created ? CREATED : 0);
    }

    /** {@return whether the value that was written ended at once} */
    public boolean lapsed() {
        return has(LAPSED);
    }

    /** Notes that the value was left empty, and removed. */
    void emptied(ValueType<?> type) {
        emptied = type;
        bits |= REMOVED | EMPTIED;
    }

    /** {@return the type of the value that was written, if it is not there any more; or null} */
    public @Nullable ValueType<?> emptied() {
        return has(EMPTIED) ? emptied : null;
    }
}
