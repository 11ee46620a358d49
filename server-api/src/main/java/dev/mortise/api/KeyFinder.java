package dev.mortise.api;

import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Finds the keys of a request whose places no {@link KeySpec} can tell: {@link CommandSpec.Builder#keysFoundBy}.
 *
 * <p>Key specs are what clients read, and they say as much as they can. What the server locks, and what {@code COMMAND
 * GETKEYS} answers, is what the finder says.
 */
@FunctionalInterface
@Stable
public interface KeyFinder {

    /**
     * In the place of an index: the request may concern any keys, whose names follow from values and not from its
     * arguments. Then the whole keyspace is locked while the command runs, which reaches it by {@link
     * Request#keyspace}, and the keys that have an index are its entries as ever.
     */
    @Preview
    int ANYWHERE = -1;

    /**
     * Called before the keys are locked, on the thread that will run the command, and where somebody asks for the keys
     * of a command. It must be quick and must not change anything. What is wrong with a request is left for the command
     * to say: then there are fewer keys, or none.
     *
     * @param arguments what follows the name of the command, at least as many as the command takes; borrowed for this
     *     call, each until the next one is asked for
     * @param found gets each key, in the order of their numbers for {@link Request#entry}: which of the command's key
     *     specs it belongs to, and its index among the arguments, or {@link #ANYWHERE}
     */
    void find(List<Slice> arguments, ObjIntConsumer<KeySpec> found);
}
