package dev.mortise.keys;

import dev.mortise.api.CommandModule;
import dev.mortise.api.HelpCommand;
import dev.mortise.api.Setup;

/** Registers the commands on keys of any type. */
public final class KeysModule implements CommandModule {

    /** For the service loader. */
    public KeysModule() {}

    @Override
    public void configure(Setup setup) {
        setup.command(DelCommand.DEL, new DelCommand())
                .command(DelCommand.UNLINK, new DelCommand())
                .command(ExistsCommand.SPEC, new ExistsCommand())
                .command(TouchCommand.SPEC, new TouchCommand())
                .command(TypeCommand.SPEC, new TypeCommand())
                .command(RenameCommand.RENAME, RenameCommand.replacing())
                .command(RenameCommand.RENAMENX, RenameCommand.keeping())
                .command(CopyCommand.SPEC, new CopyCommand())
                .command(MoveCommand.SPEC, new MoveCommand())
                .command(DumpCommand.SPEC, new DumpCommand())
                .command(RestoreCommand.SPEC, new RestoreCommand())
                .command(MigrateCommand.SPEC, new MigrateCommand())
                .command(ExpireCommand.EXPIRE, ExpireCommand.afterSeconds())
                .command(ExpireCommand.PEXPIRE, ExpireCommand.afterMillis())
                .command(ExpireCommand.EXPIREAT, ExpireCommand.atSecond())
                .command(ExpireCommand.PEXPIREAT, ExpireCommand.atMilli())
                .command(TtlCommand.TTL, TtlCommand.secondsLeft())
                .command(TtlCommand.PTTL, TtlCommand.millisLeft())
                .command(TtlCommand.EXPIRETIME, TtlCommand.endSecond())
                .command(TtlCommand.PEXPIRETIME, TtlCommand.endMilli())
                .command(PersistCommand.SPEC, new PersistCommand())
                .command(KeysCommand.SPEC, new KeysCommand())
                .command(ScanCommand.SPEC, new ScanCommand())
                .command(WaitCommand.SPEC, new WaitCommand())
                .command(RandomkeyCommand.SPEC, new RandomkeyCommand())
                .command(DbsizeCommand.SPEC, new DbsizeCommand())
                .command(SwapdbCommand.SPEC, new SwapdbCommand());
        configureObject(setup);
    }

    private static void configureObject(Setup setup) {
        setup.container(ObjectSubcommand.CONTAINER)
                .subcommand("OBJECT", ObjectEncodingCommand.SPEC, new ObjectEncodingCommand())
                .subcommand("OBJECT", ObjectFreqCommand.SPEC, new ObjectFreqCommand())
                .subcommand("OBJECT", ObjectIdletimeCommand.SPEC, new ObjectIdletimeCommand())
                .subcommand("OBJECT", ObjectRefcountCommand.SPEC, new ObjectRefcountCommand())
                .subcommand("OBJECT", HelpCommand.specSince("6.2.0", "generic", "keyspace"), new HelpCommand("OBJECT"));
    }
}
