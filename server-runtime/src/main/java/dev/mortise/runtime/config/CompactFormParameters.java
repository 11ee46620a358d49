package dev.mortise.runtime.config;

import java.util.List;

/**
 * The parameters about which values are kept in a compact form, a section of {@link ParameterTable}. The modules of
 * these values read them by name.
 */
final class CompactFormParameters {

    private static final Parameter<Long> HASH_MAX_LISTPACK_ENTRIES = new Parameter<>(
                    "hash-max-listpack-entries",
                    new IntegerType(0, Long.MAX_VALUE),
                    512L,
                    "How many fields a hash may have and still be kept in the compact form, which OBJECT ENCODING calls"
                            + " listpack.")
            .live()
            .formerly("hash-max-ziplist-entries");

    private static final Parameter<Long> HASH_MAX_LISTPACK_VALUE = new Parameter<>(
                    "hash-max-listpack-value",
                    new MemoryType(0, Long.MAX_VALUE),
                    64L,
                    "How long the fields of a hash and their values may be for it to be kept in the compact form.")
            .live()
            .formerly("hash-max-ziplist-value");

    static final List<Parameter<?>> ALL = List.of(HASH_MAX_LISTPACK_ENTRIES, HASH_MAX_LISTPACK_VALUE);

    private CompactFormParameters() {}
}
