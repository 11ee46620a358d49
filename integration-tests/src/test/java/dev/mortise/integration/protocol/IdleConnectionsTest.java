package dev.mortise.integration.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.integration.harness.Product;
import dev.mortise.integration.harness.ResidentMemory;
import dev.mortise.integration.harness.ServerProcess;
import dev.mortise.integration.harness.Wire;
import dev.mortise.integration.harness.Words;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Thousands of clients that have said something once and are silent since: they cost little, and all are served when
 * they speak again. {@code -Dmortise.connections=10000} opens more, if the limit of open files allows.
 */
class IdleConnectionsTest {

    private static final int CONNECTIONS = Integer.getInteger("mortise.connections", 2_000);
    private static final int STEPS = 4;
    private static final int MOST_BYTES_EACH = 12 * 1024;

    @Test
    void costLittle() throws IOException {
        List<SocketChannel> idle = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(
                        Product.subject(), Map.of("maxclients", Integer.toString(CONNECTIONS + 200)));
                Wire active = Wire.to(server)) {
            // The first connections pay for what all share.
            open(server, idle, 100);
            // What the process needs besides, to compile code for one, only adds: the least is what connections cost.
            long each = Long.MAX_VALUE;
            for (int i = 0; i < STEPS; i++) {
                long before = ResidentMemory.bytes(server.handle());
                open(server, idle, CONNECTIONS / STEPS);
                each = Math.min(each, (ResidentMemory.bytes(server.handle()) - before) / (CONNECTIONS / STEPS));
            }

            assertTrue(each < MOST_BYTES_EACH, each + " bytes for an idle connection");
            assertEquals("+PONG\\r\\n", active.ask("PING").toString());
            for (int i = 0; i < idle.size(); i += 97) {
                ping(idle.get(i));
            }
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
    }

    private static void open(ServerProcess server, List<SocketChannel> idle, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            idle.add(channel);
            ping(channel);
        }
    }

    private static void ping(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(Words.ascii("PING\r\n")));
        ByteBuffer reply = ByteBuffer.allocate(7);
        while (reply.hasRemaining() && channel.read(reply) >= 0) {
            // A reply this short comes at once.
        }
        assertEquals("+PONG\\r\\n", Words.show(reply.array()));
    }
}
