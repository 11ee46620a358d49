package dev.mortise.runtime.rdb;

import java.util.Map;

/**
 * What a snapshot has brought.
 *
 * @param keys how many keys were put into the keyspace
 * @param expired how many were not, because their time was over
 * @param opaque how many values have a type without a module here, by the name of the type
 * @param version of the format, in words
 * @param writtenBy the server that wrote it, as it calls itself, or an empty text
 */
public record LoadReport(long keys, long expired, Map<String, Long> opaque, String version, String writtenBy) {}
