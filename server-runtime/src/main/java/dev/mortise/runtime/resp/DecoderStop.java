package dev.mortise.runtime.resp;

/** Why decoding has stopped. The requests found before are in the batch and are to be answered in every case. */
public enum DecoderStop {

    /** All bytes are used, or are the beginning of a request. */
    NEEDS_MORE,

    /** There may be more requests in the bytes received, once these are done. */
    BATCH_FULL,

    /** The client breaks the protocol: it gets the error, and the connection closes. */
    PROTOCOL_ERROR,

    /** The unfinished request is larger than allowed: the connection closes without a word. */
    OVERFLOW
}
