package dev.mortise.runtime.server;

import dev.mortise.api.Server;
import dev.mortise.api.Snapshots;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the server says when it has started: what it loaded, where it listens, how to talk to it, how to stop it. */
public final class FirstScreen {

    private FirstScreen() {}

    /**
     * {@return the text}
     *
     * @param server the running server
     * @param pluginDirectory where plugins were looked for
     */
    public static String of(MortiseServer server, Path pluginDirectory) {
        ServerCore core = server.core();
        StringBuilder text = new StringBuilder();
        line(text, "Mortise %s, speaking as Redis %s does".formatted(core.version(), core.redisVersion()));
        line(text, "  modules    %s (%d commands)".formatted(ids(core.modules(), true), core.commandCount()));
        String plugins = ids(core.modules(), false);
        line(text, "  plugins    %s".formatted(plugins.isEmpty() ? "none in " + pluginDirectory : plugins));
        line(text, "  listening  %s".formatted(listening(server)));
        line(text, "  data       " + data(core.snapshots()));
        line(text, "Talk to it:  %s".formatted(client(server)));
        text.append("Stop it with Ctrl-C or the command SHUTDOWN.");
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }

    private static String ids(List<Server.Module> modules, boolean builtIn) {
        return modules.stream()
                .filter(module -> module.builtIn() == builtIn)
                .map(module -> builtIn ? module.id() : module.id() + " " + module.version())
                .map(String::strip)
                .collect(Collectors.joining(", "));
    }

    private static String data(Snapshots snapshots) {
        if (!snapshots.kept()) {
            return "in memory only: it ends with the server";
        }
        return snapshots.automatic()
                ? "in memory, with snapshots by the rules of 'save' and at the end"
                : "in memory; saved when a client says SAVE or BGSAVE, and not otherwise";
    }

    private static String listening(MortiseServer server) {
        String tcp = server.addresses().stream()
                .map(address -> host(address) + ":" + address.getPort())
                .collect(Collectors.joining(" and "));
        @Nullable Path socket = server.unixSocket();
        if (socket == null) {
            return tcp;
        }
        return tcp.isEmpty() ? socket.toString() : tcp + " and " + socket;
    }

    private static String host(InetSocketAddress address) {
        if (address.getAddress().isAnyLocalAddress()) {
            return "all addresses";
        }
        String host = address.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String client(MortiseServer server) {
        if (server.addresses().isEmpty()) {
            return "redis-cli -s " + server.unixSocket();
        }
        InetSocketAddress first = server.addresses().getFirst();
        boolean here =
                first.getAddress().isAnyLocalAddress() || first.getAddress().isLoopbackAddress();
        return "redis-cli" + (here ? "" : " -h " + first.getAddress().getHostAddress()) + " -p " + first.getPort();
    }
}
