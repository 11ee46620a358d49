package dev.mortise.integration.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.docs.ShellSession.Step;
import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Types what {@code docs/operating.md} says, from the first line to the last, in one shell, and reads the answers. */
class OperatingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "operating.md");
    private static final String PORT_OF_THE_PAGE = "6379";
    private static final String MARK = "== the next command ==";

    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void tellsTheTruth() throws IOException, InterruptedException {
        Product.oracle();
        String port = Integer.toString(ServerProcess.freePort());
        List<String> page = Files.readAllLines(PAGE).stream()
                .map(line -> line.replace(PORT_OF_THE_PAGE, port))
                .toList();
        List<Step> steps = ShellSession.in(page).steps();
        assertTrue(steps.size() > 20, "so few: " + steps.size());

        List<String> answers = answers(steps, port);

        assertEquals(steps.size(), answers.size(), "answers: " + answers);
        for (int i = 0; i < steps.size(); i++) {
            assertTrue(
                    steps.get(i).isAnsweredBy(answers.get(i)),
                    "$ " + steps.get(i).command() + "\nshould answer\n"
                            + steps.get(i).answer() + "\nbut answers\n" + answers.get(i));
        }
    }

    private List<String> answers(List<Step> steps, String port) throws IOException, InterruptedException {
        unpack();
        StringBuilder script = new StringBuilder();
        for (Step step : steps) {
            script.append("echo '").append(MARK).append("'\n");
            script.append(step.command()).append('\n');
            if (step.command().endsWith("&")) {
                script.append("n=0; until redis-cli -p ").append(port);
                script.append(" PING > /dev/null 2>&1 || [ $n -gt 300 ]; do n=$((n + 1)); sleep 0.1; done\n");
            }
        }
        Path file = Files.writeString(directory.resolve("session.sh"), script);
        Process shell = new ProcessBuilder("sh", file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            shell.getOutputStream().close();
            String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            shell.waitFor();
            List<String> answers = new ArrayList<>(List.of(output.split(MARK + "\n", -1)));
            answers.removeFirst();
            return answers;
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
            shell.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** As a package, but for the large parts, which are only linked to. */
    private void unpack() throws IOException {
        Path home = Product.home().toAbsolutePath().normalize();
        for (String part : List.of("bin", "runtime", "plugins")) {
            Files.createSymbolicLink(directory.resolve(part), home.resolve(part));
        }
        Files.createDirectory(directory.resolve("conf"));
        for (String name : List.of("mortise.json", "jvm.options")) {
            Files.copy(
                    home.resolve("conf").resolve(name),
                    directory.resolve("conf").resolve(name));
        }
    }
}
