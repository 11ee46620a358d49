package dev.mortise.api;

/**
 * Gets what a value consists of, by its {@linkplain ValueShape shape}; see {@link ValueType#forEachPart}.
 *
 * <p>Slices are borrowed for the call.
 */
@FunctionalInterface
@Preview
public interface ValueParts {

    /**
     * Called for each element of a list, in their order, and each member of a set, in any order.
     *
     * @param element its bytes
     */
    void element(Slice element);

    /**
     * Called for each member of a sorted set, in any order. The default passes the score over.
     *
     * @param member its bytes
     * @param score its score
     */
    default void scored(Slice member, double score) {
        element(member);
    }

    /**
     * Called for each field of a hash, in any order. The default passes the value over.
     *
     * @param name its name
     * @param value what is under it
     */
    default void field(Slice name, Slice value) {
        element(name);
    }
}
