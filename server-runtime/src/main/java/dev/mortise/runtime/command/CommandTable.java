package dev.mortise.runtime.command;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a command by the bytes of its name, in capitals or not.
 *
 * <p><b>How.</b> Open addressing over a table at most half full, made once and then frozen, so that a look-up reads no
 * volatile field and takes no lock. Nearly all names have at most eight bytes: these are read, put into capitals,
 * hashed and compared as one number (see {@link NameWord}), without a loop. What a longer name has beyond that is
 * compared byte by byte.
 *
 * <p><b>Cost.</b> A few nanoseconds; no allocation. For any thread.
 */
public final class CommandTable {

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final @Nullable RegisteredCommand[] slots;
    private final long[] words;
    private final int shift;
    private final List<RegisteredCommand> commands;

    public CommandTable(Collection<RegisteredCommand> commands) {
        this.commands = List.copyOf(commands);
        int size = Integer.highestOneBit(Math.max(4, commands.size() * 4 - 1));
        slots = new RegisteredCommand[size];
        words = new long[size];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(size);
        for (RegisteredCommand command : commands) {
            byte[] name = command.upperName();
            long word = NameWord.of(name, 0, name.length);
            int i = home(word, name.length);
            while (slots[i] != null) {
                i = next(i);
            }
            slots[i] = command;
            words[i] = word;
        }
    }

    /** {@return the command of that name, or null} */
    public @Nullable RegisteredCommand find(byte[] buffer, int offset, int length) {
        long word = NameWord.of(buffer, offset, length);
        for (int i = home(word, length); ; i = next(i)) {
            RegisteredCommand command = slots[i];
            if (command == null) {
                return null;
            }
            if (words[i] == word
                    && command.upperName().length == length
                    && (length <= NameWord.BYTES || sameRest(command.upperName(), buffer, offset))) {
                return command;
            }
        }
    }

    /** {@return all commands, in the order of their registration} */
    public List<RegisteredCommand> commands() {
        return commands;
    }

    private int home(long word, int length) {
        return (int) (((word ^ length) * GOLDEN) >>> shift);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private static boolean sameRest(byte[] upperName, byte[] buffer, int offset) {
        for (int i = NameWord.BYTES; i < upperName.length; i++) {
            if (NameWord.upper(buffer[offset + i]) != upperName[i]) {
                return false;
            }
        }
        return true;
    }
}
