package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.keyspace.Shard;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.resp.RequestBatch;
import org.jspecify.annotations.Nullable;

/**
 * Finds the command of each request of a batch, hashes its key, and touches the memory in which the key's entry will be
 * found: the loads of a whole pipeline overlap, where one after the other each would wait for its own cache misses.
 *
 * <p>Not thread-safe; one per event loop.
 */
final class FirstPass {

    /** From how many requests on touching pays: it makes a lone request slower. */
    private static final int WORTH_TOUCHING = 4;

    private final CommandTable commands;
    private final Store store;
    private final long[] blocks = new long[RequestBatch.MOST_REQUESTS];

    /** Where what {@link Shard#touchEntry} has read ends up, so that the reading is not optimised away. */
    @SuppressWarnings("UnusedVariable") // written for the writing's sake
    private long touched;

    FirstPass(CommandTable commands, Store store) {
        this.commands = commands;
        this.store = store;
    }

    /**
     * Looks at requests.
     *
     * @param batch where they are
     * @param from the first one
     * @param end where they end
     * @param database the database the client has chosen
     * @param found gets the command of each, null if there is no such command
     * @param hashes gets the hash of the key of each that has one at a fixed place, for others 0
     */
    void prepare(
            RequestBatch batch, int from, int end, int database, @Nullable RegisteredCommand[] found, long[] hashes) {
        byte[] buffer = batch.bytes();
        for (int i = from; i < end; i++) {
            int name = batch.firstWord(i);
            RegisteredCommand command = commands.find(buffer, batch.offset(name), batch.length(name));
            found[i] = command;
            hashes[i] = 0;
            if (command != null && command.keys().single() >= 0) {
                int argument = command.keys().single() + 1;
                if (argument < batch.wordCount(i)) {
                    int key = name + argument;
                    hashes[i] = store.hash(buffer, batch.offset(key), batch.length(key));
                }
            }
        }
        if (end - from >= WORTH_TOUCHING) {
            touch(from, end, database, hashes);
        }
    }

    /**
     * First all slots, then all entries: no load of one loop waits for another of the same loop. A key that comes again
     * and again is touched once.
     */
    private void touch(int from, int end, int database, long[] hashes) {
        for (int i = from; i < end; i++) {
            if (i == from || hashes[i] != hashes[i - 1]) {
                blocks[i] = store.shard(store.shardIndex(hashes[i])).touch(database, hashes[i]);
            }
        }
        for (int i = from; i < end; i++) {
            if (i == from || hashes[i] != hashes[i - 1]) {
                touched += store.shard(store.shardIndex(hashes[i])).touchEntry(blocks[i]);
            }
        }
    }
}
