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

    private static final Parameter<Long> LIST_MAX_LISTPACK_SIZE = new Parameter<>(
                    "list-max-listpack-size",
                    new IntegerType(Integer.MIN_VALUE, Integer.MAX_VALUE),
                    -2L,
                    "How much of a list lies in one page: so many elements if positive, or, from -1 to -5, elements of"
                            + " 4, 8, 16, 32 and 64 KiB.")
            .live()
            .formerly("list-max-ziplist-size");

    private static final Parameter<Long> LIST_COMPRESS_DEPTH = new Parameter<>(
                    "list-compress-depth",
                    new OnlyType<>(new IntegerType(0, Integer.MAX_VALUE), 0L, "the middle of lists is not compressed"),
                    0L,
                    "How many pages at each end of a list are not compressed, here always all, which 0 stands for.")
            .live();

    static final List<Parameter<?>> ALL =
            List.of(HASH_MAX_LISTPACK_ENTRIES, HASH_MAX_LISTPACK_VALUE, LIST_MAX_LISTPACK_SIZE, LIST_COMPRESS_DEPTH);

    private CompactFormParameters() {}
}
