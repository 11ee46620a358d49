package dev.mortise.runtime.config;

import dev.mortise.api.Live;
import dev.mortise.api.internal.HostLive;
import dev.mortise.runtime.config.RecordShape.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The settings of one module.
 *
 * @param <C> the record that they are
 */
final class LiveRecord<C extends Record> implements HostLive<C> {

    private final String id;
    private final RecordShape<C> shape;
    private final boolean live;
    private final List<Live.Listener<C>> listeners = new CopyOnWriteArrayList<>();
    private volatile C value;

    LiveRecord(String id, RecordShape<C> shape, boolean live, C value) {
        this.id = id;
        this.shape = shape;
        this.live = live;
        this.value = value;
    }

    String id() {
        return id;
    }

    boolean isLive() {
        return live;
    }

    RecordShape<C> shape() {
        return shape;
    }

    Map<String, Leaf> leaves() {
        return shape.leaves(value);
    }

    @Override
    public C get() {
        return value;
    }

    @Override
    public Live<C> onChange(Listener<C> listener) {
        listeners.add(listener);
        return this;
    }

    /** A change that everybody may still refuse. */
    Change change(Map<String, String> texts) throws InvalidValue {
        return new Change(shape.with(value, texts));
    }

    /** From the present record to another. */
    final class Change {
        private final C after;
        private final List<Live.Listener<C>> agreed = new ArrayList<>();

        private Change(C after) {
            this.after = after;
        }

        // A listener is a stranger's: it refuses by throwing whatever it likes.
        @SuppressWarnings("IllegalCatch")
        void announce() throws InvalidValue {
            for (Live.Listener<C> listener : listeners) {
                try {
                    listener.changing(value, after);
                } catch (RuntimeException | LinkageError | StackOverflowError e) {
                    String message = e.getMessage();
                    throw new InvalidValue(message == null ? e.toString() : message.replaceAll("\\s+", " "));
                }
                agreed.add(listener);
            }
        }

        /** Takes back what listeners were told. */
        @SuppressWarnings("IllegalCatch")
        void takeBack() {
            for (Live.Listener<C> listener : agreed.reversed()) {
                try {
                    listener.changing(after, value);
                } catch (RuntimeException | LinkageError | StackOverflowError e) {
                    System.getLogger(id).log(System.Logger.Level.ERROR, "a listener of settings failed", e);
                }
            }
        }

        void publish() {
            value = after;
        }
    }
}
