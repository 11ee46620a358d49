package dev.mortise.keys;

import dev.mortise.api.Entry;
import dev.mortise.api.Request;
import dev.mortise.api.ServerError;
import dev.mortise.api.Slice;

/**
 * The options of {@code EXPIRE} and its family, as a set of bits: on what condition a new expiry takes effect.
 *
 * <p>A key without expiry ends {@linkplain Entry#NEVER never}, which is later than any instant: so no new expiry is
 * greater than that, and every one is less. {@code XX} may stand beside {@code GT} or {@code LT}, and then both must
 * hold; all other pairs are refused.
 */
final class ExpireCondition {

    /** Only if there is no expiry. */
    private static final int NX = 1;

    /** Only if there is one. */
    private static final int XX = 1 << 1;

    /** Only if it moves back. */
    private static final int GT = 1 << 2;

    /** Only if it comes closer. */
    private static final int LT = 1 << 3;

    private static final ServerError NX_AND_ANOTHER =
            ServerError.err("NX and XX, GT or LT options at the same time are not compatible");
    private static final ServerError GT_AND_LT =
            ServerError.err("GT and LT options at the same time are not compatible");

    private ExpireCondition() {}

    /**
     * Reads the rest of the arguments; each option may be repeated.
     *
     * @param first the index of the first option
     * @throws ServerError for an unknown option, or else for a pair that excludes each other
     */
    static int parse(Request request, int first) {
        int condition = 0;
        for (int i = first; i < request.size(); i++) {
            condition |= named(request.arg(i));
        }
        if (has(condition, NX) && has(condition, XX | GT | LT)) {
            throw NX_AND_ANOTHER;
        }
        if (has(condition, GT) && has(condition, LT)) {
            throw GT_AND_LT;
        }
        return condition;
    }

    /**
     * {@return whether an expiry may be replaced by another}
     *
     * @param current when the key ends now, {@link Entry#NEVER} if it does not
     * @param proposed when it shall end
     */
    static boolean allows(int condition, long current, long proposed) {
        return !(has(condition, NX) && current != Entry.NEVER)
                && !(has(condition, XX) && current == Entry.NEVER)
                && !(has(condition, GT) && proposed <= current)
                && !(has(condition, LT) && proposed >= current);
    }

    private static boolean has(int condition, int any) {
        return (condition & any) != 0;
    }

    private static int named(Slice word) {
        if (word.is("NX")) {
            return NX;
        }
        if (word.is("XX")) {
            return XX;
        }
        if (word.is("GT")) {
            return GT;
        }
        if (word.is("LT")) {
            return LT;
        }
        throw ServerError.err("Unsupported option " + word.quoted());
    }
}
