package dev.mortise.runtime.rdb;

/**
 * The numbers of the file format; {@code docs/persistence-format.md} draws what they stand for.
 *
 * @see <a href="https://github.com/redis/redis/blob/7.0/src/rdb.h">rdb.h of Redis 7.0</a>
 */
final class RdbFormat {

    /** The oldest version that can say all about strings and values of modules: Redis 5 to 8 and Valkey read it. */
    static final int PLAIN_VERSION = 9;

    /** The oldest that has libraries of functions. */
    static final int FUNCTION_VERSION = 10;

    static final int NEWEST_REDIS_VERSION = 13;
    static final int VALKEY_VERSION = 80;

    // What comes next

    static final int OP_SLOT_IMPORT = 243;
    static final int OP_SLOT_INFO = 244;
    static final int OP_FUNCTION = 245;
    static final int OP_FUNCTION_OF_CANDIDATE = 246;
    static final int OP_MODULE_AUX = 247;
    static final int OP_IDLE = 248;
    static final int OP_FREQUENCY = 249;
    static final int OP_AUX = 250;
    static final int OP_RESIZE = 251;
    static final int OP_EXPIRES_MILLIS = 252;
    static final int OP_EXPIRES_SECONDS = 253;
    static final int OP_SELECT = 254;
    static final int OP_END = 255;

    // Lengths

    static final int LENGTH_14 = 0x40;
    static final int LENGTH_32 = 0x80;
    static final int LENGTH_64 = 0x81;
    static final int ENCODED = 0xC0;

    static final int INTEGER_8 = 0;
    static final int INTEGER_16 = 1;
    static final int INTEGER_32 = 2;
    static final int COMPRESSED = 3;

    // Items of the values of modules

    static final int ITEM_END = 0;
    static final int ITEM_SIGNED = 1;
    static final int ITEM_UNSIGNED = 2;
    static final int ITEM_FLOAT = 3;
    static final int ITEM_DOUBLE = 4;
    static final int ITEM_STRING = 5;

    private RdbFormat() {}
}
