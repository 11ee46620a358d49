package dev.mortise.integration.pubsub;

import dev.mortise.integration.harness.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Very many listeners in a process of their own, which leave as those of a program do that is killed: all at the same
 * instant, for it is the kernel that ends their connections. Those who have read all that was sent to them say goodbye;
 * the connections of the others are reset.
 */
final class Crowd implements AutoCloseable {

    private static final int READ_BYTES = 64 * 1024;

    private final Process process;

    private Crowd(Process process) {
        this.process = process;
    }

    /**
     * {@return listeners that connect now, and listen to {@code all} as a channel and as a shard channel, to {@code
     * every*}, and each to a channel and a pattern of its own: {@code own:7}, {@code pattern:7*}}
     *
     * @param server where to
     * @param listeners how many
     * @param reads whether they read what they are sent
     */
    static Crowd at(ServerProcess server, int listeners, boolean reads) throws IOException {
        return new Crowd(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes(),
                        Crowd.class.getName(),
                        Integer.toString(server.port()),
                        Integer.toString(listeners),
                        Boolean.toString(reads))
                .inheritIO()
                .start());
    }

    private static String classes() {
        try {
            return Path.of(Crowd.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has all leave at once. */
    void leave() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        leave();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs in the crowd's own process, until that is killed or whoever has started it is gone. */
    static void main(String[] arguments) throws IOException {
        InetSocketAddress server =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        int listeners = Integer.parseInt(arguments[1]);
        boolean reads = Boolean.parseBoolean(arguments[2]);
        Thread.ofPlatform().start(Crowd::endWithItsMaker);
        try (Selector selector = Selector.open()) {
            ByteBuffer forgotten = ByteBuffer.allocateDirect(READ_BYTES);
            for (int i = 0; i < listeners; i++) {
                SocketChannel channel = SocketChannel.open(server);
                channel.write(requests(i));
                // Who comes before he is asked in finds a queue, and is sent away for a second if it is full.
                channel.read(forgotten.clear());
                channel.configureBlocking(false);
                channel.register(selector, reads ? SelectionKey.OP_READ : 0);
            }
            while (true) {
                selector.select(key -> read((SocketChannel) key.channel(), forgotten.clear()));
            }
        }
    }

    private static void endWithItsMaker() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private static ByteBuffer requests(int listener) {
        String text = "SUBSCRIBE all own:" + listener + "\r\nPSUBSCRIBE pattern:" + listener
                + "* every*\r\nSSUBSCRIBE all\r\n";
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void read(SocketChannel channel, ByteBuffer forgotten) {
        try {
            if (channel.read(forgotten) < 0) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
