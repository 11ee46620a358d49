package dev.mortise.integration.linearizability;

import java.util.List;

/**
 * Mistakes that one could make in the runtime: lines of its sources, and what would stand there instead. None harms a
 * client that is alone, and none is seen by looking at one command.
 *
 * <p>Each comes with a pause, of half a millisecond, where it does harm, so that others get there meanwhile:
 * without it they do, too, but not in each second. Where the mistake is not made such a pause makes things slower, and
 * nothing else.
 */
enum RuntimeFault {

    /** What was read may have been changed by others before it is written. */
    GIVES_THE_LOCK_BACK_BEFORE_THE_COMMAND_RUNS(
            Workload.REGISTERS,
            new Edit("dispatch/Dispatcher.java", """
                                    shard.lock();
                                    try {
                                        yield run(command, body, reply);
                                    } finally {
                                        shard.unlock();
                                    }
                    """, """
                                    shard.lock();
                                    shard.unlock();
                                    yield run(command, body, reply);
                    """),
            Edit.pauseBefore("keyspace/StoredEntry.java", """
                    int from = IntegerDigits.write(number, digits);
                    long expireAtMillis = expireAtMillis();
                    """)),

    /** What the other keys hold is of another instant. */
    LOCKS_ONLY_ONE_OF_SEVERAL_SHARDS(
            Workload.MANY_KEYS,
            new Edit("dispatch/ShardLocks.java", """
                            wanted[shard / BITS] |= 1L << shard;
                    """, """
                            if (java.util.stream.LongStream.of(wanted).sum() == 0) {
                                wanted[shard / BITS] |= 1L << shard;
                            }
                    """),
            Edit.pauseBefore("dispatch/CommandRequest.java", """
                    int word = firstArgument + keyArgument(k);
                    byte[] buffer = batch.bytes();
                    """)),

    /** Some shards are empty, and others not yet. */
    LOCKS_NOTHING_FOR_COMMANDS_ON_ALL_KEYS(
            Workload.DATABASES,
            new Edit("dispatch/Dispatcher.java", """
                    store.lockAll();
                    try {
                        return watch.changesWanted() ? runAsOneChange(command, body, reply) : run(command, body, reply);
                    } finally {
                        store.unlockAll();
                    }
                    """, """
                    return watch.changesWanted() ? runAsOneChange(command, body, reply) : run(command, body, reply);
                    """),
            Edit.pauseBefore("keyspace/Store.java", """
                    removed += shard.clear(database);
                    """)),

    /** Half of a transaction is seen. */
    GIVES_LOCKS_BACK_WITHIN_A_TRANSACTION(Workload.TRANSACTIONS, new Edit("dispatch/BatchRuns.java", """
                                request.release();
                            }
                            timing.end(batch.count());
                    """, """
                                request.release();
                                locks.unlock();
                                PAUSE
                                locks.addAll(kept.shards());
                                locks.lock();
                            }
                            timing.end(batch.count());
                    """)),

    /** A watched key may be changed between the look and the transaction. */
    LOOKS_AT_WATCHED_KEYS_BEFORE_THEY_ARE_LOCKED(
            Workload.TRANSACTIONS,
            new Edit("dispatch/BatchRuns.java", """
                            boolean whole = kept.needsWholeKeyspace();
                    """, """
                            boolean whole = kept.needsWholeKeyspace();
                            boolean changed = watched != null && watched.changed(request.nowMillis());
                            PAUSE
                    """),
            new Edit("dispatch/BatchRuns.java", """
                                if (watched != null && watched.changed(request.nowMillis())) {
                    """, """
                                if (changed) {
                    """)),

    /** An element that comes between the look and the wait is found by nobody. */
    BEGINS_TO_WAIT_AFTER_THE_KEYS_ARE_UNLOCKED(Workload.WAITING, new Edit("dispatch/Dispatcher.java", """
                                request.keyWait().join();
                    """, """
                                locks.unlock();
                                PAUSE
                                locks.addShardsOf(request);
                                locks.lock();
                                request.keyWait().join();
                    """)),

    /** Two take one element, or what is pushed meanwhile is lost. */
    GIVES_LOCKS_BACK_TO_SERVE_WHO_WAITS(
            Workload.WAITING,
            new Edit("dispatch/Attendant.java", """
                    blocked.body().execute(request, reply);
                    """, """
                    locks.unlock();
                    try {
                        blocked.body().execute(request, reply);
                    } finally {
                        locks.addShardsOf(request);
                        locks.lock();
                    }
                    """),
            Edit.pauseBefore("keyspace/StoredEntry.java", """
                    changes.counted(count);
                    """)),

    /** Who waits for several keys, of which two are given something at once, is given both, and takes one. */
    SERVES_WHO_WAITS_TWICE(
            Workload.WAITING,
            new Edit("blocking/Waiter.java", """
                                if (state != State.WAITS) {
                                    return;
                                }
                                LateReply answer = attempt.get();
                    """, """
                                LateReply answer = attempt.get();
                    """),
            Edit.pauseBefore("blocking/KeyLines.java", """
                    next.retry().run(next, line.name().key());
                    """)),

    /** Others see the second of two writes of a client, and not the first. */
    RUNS_A_PIPELINE_IN_ANOTHER_ORDER(
            Workload.PIPELINES,
            new Edit("dispatch/Dispatcher.java", """
                            int firstWord = batch.firstWord(index);
                            int words = batch.wordCount(index);
                            RegisteredCommand command = found[index];
                            reply.begin();
                    """, """
                            int other = index ^ 1;
                            RegisteredCommand command = found[index];
                            boolean swapped = other < batch.count()
                                    && command != null
                                    && found[other] == command
                                    && command.fullName().equalsIgnoreCase("set");
                            int which = swapped ? other : index;
                            int firstWord = batch.firstWord(which);
                            int words = batch.wordCount(which);
                            if (swapped && index > other) {
                                PAUSE
                            }
                            reply.begin();
                    """),
            new Edit("dispatch/Dispatcher.java", """
                            long hash = hash(command, nameWords, batch, index);
                            EnteredMode mode = session.mode();
                    """, """
                            long hash = hash(command, nameWords, batch, which);
                            EnteredMode mode = session.mode();
                    """));

    /**
     * Part of a mistake. How far lines are indented does not matter.
     *
     * @param file of the runtime's sources
     * @param right what stands in it, once
     * @param wrong what would stand there
     */
    record Edit(String file, String right, String wrong) {

        private static final String PAUSE = "java.util.concurrent.locks.LockSupport.parkNanos(500_000);";

        static Edit pauseBefore(String file, String lines) {
            return new Edit(file, lines, "PAUSE\n" + lines);
        }

        /** {@return a source with the mistake} */
        String applied(String source) {
            String text = flush(source);
            String wanted = flush(right);
            int at = text.indexOf(wanted);
            if (at < 0 || text.indexOf(wanted, at + 1) >= 0) {
                throw new AssertionError(file + " does not have this in it, once, any more:\n" + right);
            }
            return text.substring(0, at) + wrong.replace("PAUSE", PAUSE) + text.substring(at + wanted.length());
        }

        private static String flush(String text) {
            return text.replaceAll("(?m)^ +", "");
        }
    }

    private final Workload workload;

    @SuppressWarnings("ImmutableEnumChecker") // It is a copy that does not change.
    private final List<Edit> edits;

    RuntimeFault(Workload workload, Edit... edits) {
        this.workload = workload;
        this.edits = List.of(edits);
    }

    /** {@return what clients do that suffer from it} */
    Workload workload() {
        return workload;
    }

    List<Edit> edits() {
        return edits;
    }
}
