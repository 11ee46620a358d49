package dev.mortise.strings;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Setup;

/** Registers the commands on strings, and {@code DELETE} and {@code FLUSH}. */
public final class StringsModule implements CommandModule {

    /** For the service loader. */
    public StringsModule() {}

    @Override
    public void configure(Setup setup) {
        setup.command(GetCommand.SPEC, new GetCommand())
                .command(SetCommand.SPEC, new SetCommand())
                .command(MgetCommand.SPEC, new MgetCommand())
                .command(MsetCommand.SPEC, new MsetCommand())
                .command(MsetnxCommand.SPEC, new MsetnxCommand())
                .command(SetnxCommand.SPEC, new SetnxCommand())
                .command(SetexCommand.SETEX, SetexCommand.inSeconds())
                .command(SetexCommand.PSETEX, SetexCommand.inMillis())
                .command(GetsetCommand.SPEC, new GetsetCommand())
                .command(GetdelCommand.SPEC, new GetdelCommand())
                .command(GetexCommand.SPEC, new GetexCommand())
                .command(CounterCommand.INCR, CounterCommand.up())
                .command(CounterCommand.DECR, CounterCommand.down())
                .command(CounterCommand.INCRBY, CounterCommand.up())
                .command(CounterCommand.DECRBY, CounterCommand.down())
                .command(AppendCommand.SPEC, new AppendCommand())
                .command(StrlenCommand.SPEC, new StrlenCommand())
                .command(GetrangeCommand.GETRANGE, new GetrangeCommand())
                .command(GetrangeCommand.SUBSTR, new GetrangeCommand())
                .command(SetrangeCommand.SPEC, new SetrangeCommand())
                .command(IncrbyfloatCommand.SPEC, new IncrbyfloatCommand())
                .command(LcsCommand.SPEC, new LcsCommand())
                .command(DeleteCommand.SPEC, new DeleteCommand())
                .command(FlushCommand.SPEC, new FlushCommand());
    }
}
