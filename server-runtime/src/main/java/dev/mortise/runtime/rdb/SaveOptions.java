package dev.mortise.runtime.rdb;

import java.util.function.LongSupplier;

/**
 * How a snapshot is written.
 *
 * @param version the version of the format, unless what is in it needs a newer one
 * @param compress whether strings are compressed
 * @param checksum whether the file ends with its checksum; without one it ends with zero, which nobody checks
 * @param redisVersion what {@code redis-ver} says, for those who look
 * @param ownVersion what {@code mortise-ver} says
 * @param workers how many threads may write entries down at once, at least 1
 * @param served how many commands were executed so far; as long as that grows, the threads rest now and then
 */
public record SaveOptions(
        int version,
        boolean compress,
        boolean checksum,
        String redisVersion,
        String ownVersion,
        int workers,
        LongSupplier served) {}
