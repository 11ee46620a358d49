package dev.mortise.keys;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Another server, as far as {@code MIGRATE} needs one: a test says what it replies, or what it does instead. */
final class FakeTarget implements AutoCloseable {

    /** What every request gets that the test has no opinion of. */
    static final String OK = "+OK";

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final List<List<String>> requests = new ArrayList<>();
    private final CountDownLatch left = new CountDownLatch(1);

    /** What it is like. */
    @FunctionalInterface
    interface Behaviour {
        /**
         * {@return the line to reply with, or null to hang up}
         *
         * @param request its words, a character for each byte
         */
        @Nullable
        String reply(List<String> request) throws Exception;
    }

    FakeTarget(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /** {@return what a MIGRATE to it begins with, up to the port} */
    String address() {
        return listener.getInetAddress().getHostAddress() + " " + listener.getLocalPort();
    }

    /** {@return what was asked so far} */
    synchronized List<List<String>> requests() {
        return List.copyOf(requests);
    }

    /** {@return the requests to restore something so far} */
    List<List<String>> restored() {
        return requests().stream()
                .filter(request -> request.getFirst().equals("RESTORE"))
                .toList();
    }

    /** Waits until the other side has ended a connection. */
    void awaitLeft() throws InterruptedException {
        left.await();
    }

    private void serve() {
        try {
            while (true) {
                try (Socket socket = listener.accept()) {
                    talk(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
                } finally {
                    left.countDown();
                }
            }
        } catch (Exception e) {
            // Closed: the test is over.
        }
    }

    private void talk(InputStream in, OutputStream out) throws Exception {
        while (true) {
            List<String> request = new ArrayList<>();
            try {
                for (int words = number(in); words > 0; words--) {
                    byte[] word = in.readNBytes(number(in));
                    in.skipNBytes(2);
                    request.add(new String(word, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                return;
            }
            synchronized (this) {
                requests.add(request);
            }
            String reply = behaviour.reply(request);
            if (reply == null) {
                return;
            }
            out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static int number(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return Integer.parseInt(line.substring(1).strip());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
