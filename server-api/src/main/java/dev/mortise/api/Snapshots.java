package dev.mortise.api;

import dev.mortise.api.internal.HostSnapshotTask;
import dev.mortise.api.internal.HostSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of the server: begins them, and tells of them. The bytes are kept by the {@link Persistence} of some
 * module; without one there are none. For any thread.
 */
@Preview
public sealed interface Snapshots permits HostSnapshots {

    /** {@return whether some module keeps snapshots} */
    boolean kept();

    /** {@return whether there are rules by which snapshots are saved without being asked for} */
    boolean automatic();

    /** {@return whether one is being saved or loaded} */
    boolean running();

    /** {@return when the last one was saved, in milliseconds since 1970; at first, when the server was started} */
    long lastSavedMillis();

    /**
     * Begins to save one, in the background.
     *
     * @return tells when it is done
     * @throws ServerError if one is being saved already, or nobody keeps it
     */
    Task save();

    /**
     * Begins to load the last one, in the background. Until that is done, commands are answered as while the server
     * starts.
     *
     * @param save whether one is saved before
     * @param clear whether all keys are removed before; if not, those of the snapshot replace those of the same name
     * @return tells when it is done
     * @throws ServerError if one is being saved or loaded already, or nobody keeps it
     */
    Task reload(boolean save, boolean clear);

    /**
     * {@return the value of an entry as it would be saved, with a checksum, or null if there is none}
     *
     * @param entry of the present call
     */
    byte @Nullable [] dump(Entry entry);

    /**
     * Puts a value that {@link #dump} has made, here or in another server, into an entry, in place of what was there.
     *
     * @param dumped its bytes
     * @param entry of the present call
     * @param expireAtMillis when it ends, in milliseconds since 1970, or {@link Entry#NEVER}
     * @param idleSeconds for how long it was not used, or -1 if nothing is known of that
     * @param frequency how often it was used, from 0 to 255, or -1 if nothing is known of that
     * @throws ServerError in the words of {@code RESTORE}, if the checksum is wrong or the bytes are no value; the
     * entry is as it was then
     */
    void restore(Slice dumped, Entry entry, long expireAtMillis, long idleSeconds, int frequency);

    /** Something that was begun. For any thread. */
    sealed interface Task permits HostSnapshotTask {

        /** {@return whether it has come to its end} */
        boolean done();

        /** {@return why it has failed, or null if it has not, or not yet} */
        @Nullable
        String failure();
    }
}
