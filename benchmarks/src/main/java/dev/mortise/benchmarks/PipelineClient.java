package dev.mortise.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A client that sends many requests before it reads their replies, and takes as little time as it can. */
final class PipelineClient implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    PipelineClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    /** Adds a request to those that are sent by the next {@link #flush}. */
    void add(byte[]... words) throws IOException {
        out.write(ascii("*" + words.length + "\r\n"));
        for (byte[] word : words) {
            out.write(ascii("$" + word.length + "\r\n"));
            out.write(word);
            out.write('\r');
            out.write('\n');
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Sends requests at once. */
    void send(byte[] requests) throws IOException {
        out.write(requests);
        out.flush();
    }

    /** Reads replies of any kind and forgets them; an error among them ends it. */
    void skip(int replies) throws IOException {
        int open = replies;
        while (open > 0) {
            open--;
            String line = line();
            switch (line.charAt(0)) {
                case '$' -> {
                    int length = Integer.parseInt(line.substring(1));
                    in.skipNBytes(length < 0 ? 0 : length + 2);
                }
                case '*', '>' -> open += Math.max(0, Integer.parseInt(line.substring(1)));
                case '-' -> throw new IOException(line);
                default -> {}
            }
        }
    }

    /** {@return a request of the words between the spaces of a text} */
    static String request(String text) {
        String[] words = text.split(" ", -1);
        StringBuilder request = new StringBuilder("*").append(words.length).append("\r\n");
        for (String word : words) {
            request.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return request.toString();
    }

    /** {@return the next reply, null if it is nil, without its type} */
    String reply() throws IOException {
        String line = line();
        if (line.charAt(0) != '$') {
            return line.substring(1);
        }
        int length = Integer.parseInt(line.substring(1));
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length + 2);
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** {@return the reply to one request} */
    String ask(String... words) throws IOException {
        add(Arrays.stream(words).map(PipelineClient::ascii).toArray(byte[][]::new));
        flush();
        return reply();
    }

    /** {@return a number that INFO tells} */
    long info(String name) throws IOException {
        return Long.parseLong(ask("INFO")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .collect(Collectors.joining()));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(16);
        int next = in.read();
        while (next != '\r') {
            if (next < 0) {
                throw new IOException("the server has closed the connection");
            }
            line.append((char) next);
            next = in.read();
        }
        in.read();
        return line.toString();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
