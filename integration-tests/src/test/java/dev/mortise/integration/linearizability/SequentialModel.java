package dev.mortise.integration.linearizability;

import java.util.List;
import java.util.Set;

/**
 * What is right when only one operation is done at a time.
 *
 * @param <S> a state; never changes, and equals all states that nobody can tell from it
 * @param <C> what can be asked
 * @param <R> what can be answered; compared by {@code equals}
 */
interface SequentialModel<S, C, R> {

    /**
     * What an operation can come to.
     *
     * @param <S> a state
     * @param <R> what can be answered
     * @param state the state it leaves
     * @param reply what it answers
     */
    record Outcome<S, R>(S state, R reply) {}

    /** {@return the state at the beginning} */
    S initial();

    /**
     * {@return what an operation can come to: one thing if it is determined, nothing if it cannot be done in this state
     * but would wait for another one}
     *
     * @param state before it
     * @param client who asks
     * @param call what is asked
     */
    List<Outcome<S, R>> outcomes(S state, int client, C call);

    /**
     * {@return the names of all parts of the state that an operation reads or writes, at least one}
     *
     * <p>Histories are checked in parts which have no name in common. Not asked in a history of which an operation
     * {@linkplain #concernsAll concerns all}.
     */
    Set<String> keys(C call);

    /** {@return whether an operation reads or writes parts that it does not name, or changes what names stand for} */
    boolean concernsAll(C call);
}
