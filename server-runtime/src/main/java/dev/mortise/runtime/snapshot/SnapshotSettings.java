package dev.mortise.runtime.snapshot;

/**
 * What the operator has to say about snapshots, at present.
 *
 * @param rules when they are saved without being asked for
 * @param stopWritesOnError whether writes are refused after one of those could not be saved
 * @param compress whether strings are compressed
 * @param checksum whether they end with a checksum, and must
 * @param version of the format, unless what is in them needs a newer one
 */
public record SnapshotSettings(
        SaveRules rules, boolean stopWritesOnError, boolean compress, boolean checksum, int version) {

    /** As Redis does, but without rules. */
    public static final SnapshotSettings DEFAULT = new SnapshotSettings(SaveRules.NONE, true, true, true, 9);
}
