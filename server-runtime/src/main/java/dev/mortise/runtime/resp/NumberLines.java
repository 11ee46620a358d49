package dev.mortise.runtime.resp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes the lines of the protocol that hold a number: {@code :42}, {@code $5}, {@code *3}.
 *
 * <p><b>Why it exists.</b> Nearly every reply has one, and nearly all of these numbers are small. Their lines are at
 * most six bytes long, so a whole line is kept in a {@code long} and written with a single store; the bytes of the
 * store beyond the line are overwritten by what comes next.
 *
 * <pre>
 *   lowest byte first:   0  '4'  '2'  CR  LF  0  0  0      the type of the line is put into byte 0
 * </pre>
 *
 * <p>Larger numbers are written from their last digits on, two at a time.
 */
final class NumberLines {

    /** Room that must be left wherever a line is written: its type, 20 characters, line end, and the store's excess. */
    static final int ROOM_BYTES = 32;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final int SHORT_LINES = 1000;
    private static final long[] LINES = new long[SHORT_LINES];
    private static final byte[] DIGIT_PAIRS = new byte[200];
    private static final byte[] SMALLEST = {
        '-', '9', '2', '2', '3', '3', '7', '2', '0', '3', '6', '8', '5', '4', '7', '7', '5', '8', '0', '8'
    };

    static {
        for (int pair = 0; pair < 100; pair++) {
            DIGIT_PAIRS[2 * pair] = (byte) ('0' + pair / 10);
            DIGIT_PAIRS[2 * pair + 1] = (byte) ('0' + pair % 10);
        }
        for (int number = 0; number < SHORT_LINES; number++) {
            String line = number + "\r\n";
            for (int i = 0; i < line.length(); i++) {
                LINES[number] |= (long) line.charAt(i) << (8 * (i + 1));
            }
        }
    }

    private NumberLines() {}

    /**
     * Writes a line.
     *
     * @param type the first byte, such as {@code '$'}
     * @return the index after the line
     */
    static int write(byte[] target, int at, char type, long number) {
        if (number >= 0 && number < SHORT_LINES) {
            LONG.set(target, at, LINES[(int) number] | type);
            return at + (number < 10 ? 4 : number < 100 ? 5 : 6);
        }
        target[at] = (byte) type;
        return writeLineEnd(target, writeDigits(target, at + 1, number));
    }

    static int writeLineEnd(byte[] target, int at) {
        target[at] = '\r';
        target[at + 1] = '\n';
        return at + 2;
    }

    /** Writes a number without a line around it, and returns the index after it. */
    static int writeDigits(byte[] target, int at, long number) {
        if (number == Long.MIN_VALUE) {
            System.arraycopy(SMALLEST, 0, target, at, SMALLEST.length);
            return at + SMALLEST.length;
        }
        int from = at;
        long rest = number;
        if (rest < 0) {
            target[from++] = '-';
            rest = -rest;
        }
        int end = from + digits(rest);
        int next = end;
        while (rest >= 10) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            target[--next] = DIGIT_PAIRS[pair + 1];
            target[--next] = DIGIT_PAIRS[pair];
        }
        if (next > from) {
            target[--next] = (byte) ('0' + rest);
        }
        return end;
    }

    /** {@return how many characters a number takes} */
    static int characters(long number) {
        if (number == Long.MIN_VALUE) {
            return SMALLEST.length;
        }
        return number < 0 ? 1 + digits(-number) : digits(number);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long power = 10; number >= power; power *= 10) {
            digits++;
            if (digits == 19) {
                break; // the next power would not fit in 64 bits
            }
        }
        return digits;
    }
}
