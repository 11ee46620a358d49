package acme.work;

import dev.mortise.api.Argument;
import dev.mortise.api.CommandSpec;
import dev.mortise.api.Flag;
import dev.mortise.api.KeyFlag;
import dev.mortise.api.KeySpec;

/** What is known of the commands. */
final class Specs {

    private static final KeySpec BOTH_QUEUES = KeySpec.range(0, 1, 1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE);

    static final CommandSpec ADD = CommandSpec.named("WORK.ADD")
            .args(2, CommandSpec.MANY)
            .flags(Flag.WRITE, Flag.DENY_OOM, Flag.FAST)
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.INSERT))
            .summary("Adds jobs to a queue.")
            .since("1.0.0")
            .complexity("O(1) for each job")
            .arguments(Argument.key("queue"), Argument.string("job").many())
            .build();

    static final CommandSpec TAKE = CommandSpec.named("WORK.TAKE")
            .args(3)
            .flags(Flag.WRITE, Flag.BLOCKING)
            .keys(BOTH_QUEUES)
            .summary("Takes the first job, or waits for one. It is among the taken ones until it is done.")
            .since("1.0.0")
            .complexity("O(1)")
            .arguments(Argument.key("queue"), Argument.key("taken"), Argument.integer("milliseconds"))
            .build();

    static final CommandSpec DONE = CommandSpec.named("WORK.DONE")
            .args(2)
            .flags(Flag.WRITE)
            .keys(KeySpec.at(0, KeyFlag.RW, KeyFlag.DELETE))
            .summary("Removes a job that is done from the taken ones.")
            .since("1.0.0")
            .complexity("O(N) where N is the number of jobs that were taken")
            .arguments(Argument.key("taken"), Argument.string("job"))
            .build();

    static final CommandSpec MOVE = CommandSpec.named("WORK.MOVE")
            .args(2)
            .flags(Flag.WRITE, Flag.FAST)
            .keys(BOTH_QUEUES)
            .summary("Moves the first job of a queue to the end of another.")
            .since("1.0.0")
            .complexity("O(1)")
            .arguments(Argument.key("from"), Argument.key("to"))
            .build();

    static final CommandSpec RETRY = CommandSpec.named("WORK.RETRY")
            .args(2)
            .flags(Flag.WRITE)
            .keys(BOTH_QUEUES)
            .summary("Puts all jobs that were taken back into a queue.")
            .since("1.0.0")
            .complexity("O(N) where N is the number of jobs")
            .arguments(Argument.key("taken"), Argument.key("queue"))
            .build();

    static final CommandSpec WAIT = CommandSpec.named("WORK.WAIT")
            .args(2)
            .flags(Flag.READONLY, Flag.BLOCKING)
            .keys(KeySpec.at(0, KeyFlag.RO, KeyFlag.ACCESS))
            .summary("Waits until a queue has no jobs any more.")
            .since("1.0.0")
            .complexity("O(1)")
            .arguments(Argument.key("queue"), Argument.integer("milliseconds"))
            .build();

    private Specs() {}
}
