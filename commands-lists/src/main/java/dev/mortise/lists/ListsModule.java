package dev.mortise.lists;

import dev.mortise.api.CommandModule;
import dev.mortise.api.Setup;

/** Registers the type {@code list} and the commands on it. */
public final class ListsModule implements CommandModule {

    /** For the service loader. */
    public ListsModule() {}

    @Override
    public void configure(Setup setup) {
        ListType type = new ListType(new PageLimit(setup.parameter("list-max-listpack-size")));
        setup.type(type);
        setup.command(LpushCommand.LPUSH, LpushCommand.push(type, End.LEFT))
                .command(LpushCommand.RPUSH, LpushCommand.push(type, End.RIGHT))
                .command(LpushCommand.LPUSHX, LpushCommand.pushx(type, End.LEFT))
                .command(LpushCommand.RPUSHX, LpushCommand.pushx(type, End.RIGHT))
                .command(LpopCommand.LPOP, new LpopCommand(type, End.LEFT))
                .command(LpopCommand.RPOP, new LpopCommand(type, End.RIGHT))
                .command(LlenCommand.SPEC, new LlenCommand(type))
                .command(LindexCommand.SPEC, new LindexCommand(type))
                .command(LinsertCommand.SPEC, new LinsertCommand(type))
                .command(LsetCommand.SPEC, new LsetCommand(type))
                .command(LrangeCommand.SPEC, new LrangeCommand(type))
                .command(LremCommand.SPEC, new LremCommand(type))
                .command(LtrimCommand.SPEC, new LtrimCommand(type))
                .command(LposCommand.SPEC, new LposCommand(type))
                .command(LmoveCommand.LMOVE, LmoveCommand.lmove(type))
                .command(LmoveCommand.RPOPLPUSH, LmoveCommand.rpoplpush(type))
                .command(LmpopCommand.LMPOP, LmpopCommand.lmpop(type))
                .command(BlpopCommand.BLPOP, new BlpopCommand(type, End.LEFT))
                .command(BlpopCommand.BRPOP, new BlpopCommand(type, End.RIGHT))
                .command(LmoveCommand.BLMOVE, LmoveCommand.blmove(type))
                .command(LmoveCommand.BRPOPLPUSH, LmoveCommand.brpoplpush(type))
                .command(LmpopCommand.BLMPOP, LmpopCommand.blmpop(type))
                .command(SortCommand.SORT, SortCommand.sort(type))
                .command(SortCommand.SORT_RO, SortCommand.sortRo(type));
    }
}
