package dev.mortise.runtime.resp;

/** Takes the bytes of finished replies, piece by piece, on their way to the socket. */
@FunctionalInterface
public interface OutputSink {

    /**
     * Takes the next bytes; they must be copied, for the array is written to again afterwards.
     *
     * @param bytes the array they are in
     * @param from the first one's index
     * @param count how many, at least 1
     */
    void accept(byte[] bytes, int from, int count);
}
