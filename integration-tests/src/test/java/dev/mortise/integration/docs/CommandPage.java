package dev.mortise.integration.docs;

import dev.mortise.integration.harness.CommandDoc;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code docs/commands.md}: a table of the commands of each chapter. */
final class CommandPage {

    private static final String HEAD = """
            # Commands

            What `COMMAND DOCS` of the packaged server says, put in tables. Made by `CommandPageTest`, which fails
            when this page is not true any more; `./build -Dmortise.docs=update` writes it anew. The version is that
            of Redis with which a command appeared, or ours (0.1.0) if Redis has no such command. Where a command is
            not quite as in Redis: [deviations.md](deviations.md).
            """;

    private CommandPage() {}

    /**
     * {@return the page}
     *
     * @param commands all commands
     */
    static String of(List<CommandDoc> commands) {
        TreeMap<String, List<CommandDoc>> chapters = commands.stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.subcommands().stream()))
                .sorted(Comparator.comparing(CommandDoc::name))
                .collect(Collectors.groupingBy(CommandDoc::group, TreeMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder(HEAD);
        chapters.forEach((group, members) -> appendChapter(group, members, page));
        return page.toString();
    }

    private static void appendChapter(String group, List<CommandDoc> members, StringBuilder page) {
        page.append("\n## ").append(capitalised(group)).append("\n\n");
        page.append("| Command | Since | What it does | Cost |\n|---|---|---|---|\n");
        members.forEach(command -> appendRow(command, page));
    }

    private static void appendRow(CommandDoc command, StringBuilder page) {
        String call = "`" + (command.name() + " " + command.syntax()).strip() + "`";
        String advice = command.advice();
        String what = advice == null ? command.summary() : command.summary() + " " + advice;
        String cells = Stream.of(call, command.since(), what, command.complexity())
                // A bar would end the cell, even between backticks.
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | "));
        page.append("| ").append(cells).append(" |\n");
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
