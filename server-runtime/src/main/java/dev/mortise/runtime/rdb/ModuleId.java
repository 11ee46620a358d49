package dev.mortise.runtime.rdb;

/**
 * The number by which values of modules are told apart in snapshots: nine characters of six bits, and ten bits for the
 * version.
 *
 * <p>All values of plugins of this server have one and the same name there, {@value #MORTISE}, with the version of
 * their type; the name of the type follows as the first item of the value. A number made of that name would have to be
 * a hash, and two names could meet in one. So {@code redis-check-rdb} passes over the value as over that of any module,
 * and who has not the plugin still knows what is missing.
 */
final class ModuleId {

    /** The name that values of plugins have in snapshots. */
    static final String MORTISE = "mortise-1";

    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int CHARACTER_BITS = 6;
    private static final int VERSION_BITS = 10;
    private static final int NAME_LENGTH = 9;

    private ModuleId() {}

    /** {@return the number of a name of nine characters and a version up to 1023} */
    static long of(String name, int version) {
        if (name.length() != NAME_LENGTH || version < 0 || version >>> VERSION_BITS != 0) {
            throw new IllegalArgumentException(name + " " + version);
        }
        long id = 0;
        for (int i = 0; i < NAME_LENGTH; i++) {
            int character = CHARACTERS.indexOf(name.charAt(i));
            if (character < 0) {
                throw new IllegalArgumentException(name);
            }
            id = id << CHARACTER_BITS | character;
        }
        return id << VERSION_BITS | version;
    }

    static String name(long id) {
        char[] name = new char[NAME_LENGTH];
        long rest = id >>> VERSION_BITS;
        for (int i = NAME_LENGTH - 1; i >= 0; i--) {
            name[i] = CHARACTERS.charAt((int) rest & ((1 << CHARACTER_BITS) - 1));
            rest >>>= CHARACTER_BITS;
        }
        return new String(name);
    }

    static int version(long id) {
        return (int) id & ((1 << VERSION_BITS) - 1);
    }
}
