package dev.mortise.runtime.dispatch;

import dev.mortise.runtime.command.CommandTable;
import dev.mortise.runtime.command.RegisteredCommand;
import dev.mortise.runtime.keyspace.ReadAhead;
import dev.mortise.runtime.keyspace.Store;
import dev.mortise.runtime.resp.RequestBatch;
import org.jspecify.annotations.Nullable;

/**
 * Finds the command of each request of a batch, hashes its key, and {@linkplain ReadAhead reads ahead} where the key's
 * entry will be looked up.
 *
 * <p>Not thread-safe; one per event loop.
 */
final class FirstPass {

    private final CommandTable commands;
    private final Store store;
    private final ReadAhead readAhead;

    FirstPass(CommandTable commands, Store store) {
        this.commands = commands;
        this.store = store;
        this.readAhead = store.readAhead();
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
        boolean ahead = end - from >= ReadAhead.FEWEST_KEYS;
        for (int i = from; i < end; i++) {
            int name = batch.firstWord(i);
            RegisteredCommand command = commands.find(buffer, batch.offset(name), batch.length(name));
            found[i] = command;
            hashes[i] = 0;
            if (command != null && command.keys().single() >= 0) {
                int argument = command.keys().single() + 1;
                if (argument < batch.wordCount(i)) {
                    int key = name + argument;
                    long hash = store.hash(buffer, batch.offset(key), batch.length(key));
                    hashes[i] = hash;
                    if (ahead) {
                        readAhead.add(database, hash);
                    }
                }
            }
        }
        if (ahead) {
            readAhead.read();
        }
    }
}
