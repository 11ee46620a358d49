package dev.mortise.runtime.snapshot;

import java.util.function.LongSupplier;

/**
 * What was done in the server since it was started; each can be asked for by any thread.
 *
 * @param changes how many changes were made, as {@code rdb_changes_since_last_save} counts them
 * @param commands how many commands were executed
 */
public record Activity(LongSupplier changes, LongSupplier commands) {}
