package dev.mortise.runtime.isolation;

import dev.mortise.api.Entry;
import dev.mortise.api.Slice;
import dev.mortise.api.ValueType;
import dev.mortise.api.internal.HostEntry;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An entry that is of no use when the call is over, and neither are the slices of its value. */
public final class WatchedEntry implements HostEntry {

    private final Entry entry;
    private final Loan loan;

    WatchedEntry(Entry entry, Loan loan) {
        this.entry = entry;
        this.loan = loan;
    }

    @Override
    public boolean exists() {
        loan.require();
        return entry.exists();
    }

    @Override
    public @Nullable ValueType<?> type() {
        loan.require();
        return entry.type();
    }

    @Override
    public @Nullable String encoding() {
        loan.require();
        return entry.encoding();
    }

    @Override
    public <V> @Nullable V get(ValueType<V> type) {
        loan.require();
        V value = entry.get(type);
        return value == null ? null : lent(value);
    }

    @Override
    public <V> V getOrCreate(ValueType<V> type) {
        loan.require();
        return lent(entry.getOrCreate(type));
    }

    @Override
    public <V> void set(ValueType<V> type, V value) {
        loan.require();
        entry.set(type, value);
    }

    @Override
    public <V> void set(ValueType<V> type, V value, long expireAtMillis) {
        loan.require();
        entry.set(type, value, expireAtMillis);
    }

    @Override
    public void setInteger(long value) {
        loan.require();
        entry.setInteger(value);
    }

    @Override
    public void setText(Slice text) {
        loan.require();
        entry.setText(text);
    }

    @Override
    public void write(int offset, Slice bytes) {
        loan.require();
        entry.write(offset, bytes);
    }

    @Override
    public void changed(long count) {
        loan.require();
        entry.changed(count);
    }

    @Override
    public void event(String name) {
        loan.require();
        entry.event(name);
    }

    @Override
    public void moveTo(Entry target) {
        loan.require();
        entry.moveTo(real(target));
    }

    @Override
    public void copyTo(Entry target) {
        loan.require();
        entry.copyTo(real(target));
    }

    @Override
    public boolean remove() {
        loan.require();
        return entry.remove();
    }

    @Override
    public OptionalLong idleSeconds() {
        loan.require();
        return entry.idleSeconds();
    }

    @Override
    public OptionalInt useFrequency() {
        loan.require();
        return entry.useFrequency();
    }

    @Override
    public long memoryBytes() {
        loan.require();
        return entry.memoryBytes();
    }

    @Override
    public long expireAtMillis() {
        loan.require();
        return entry.expireAtMillis();
    }

    @Override
    public void expireAtMillis(long instant) {
        loan.require();
        entry.expireAtMillis(instant);
    }

    /** {@return the entry behind one that may be watched} */
    public static Entry real(Entry entry) {
        return entry instanceof WatchedEntry watched ? watched.entry : entry;
    }

    @SuppressWarnings("unchecked") // A slice in the place of a slice.
    private <V> V lent(V value) {
        return value instanceof Slice slice ? (V) loan.lend(slice) : value;
    }
}
