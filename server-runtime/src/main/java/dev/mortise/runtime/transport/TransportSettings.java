package dev.mortise.runtime.transport;

import dev.mortise.api.Session;
import dev.mortise.runtime.resp.DecoderLimits;

/** What an operator may change about connections while the server runs. Read by event loops, so each read is cheap. */
public interface TransportSettings {

    /** {@return how many connections there may be} */
    int maxClients();

    /** {@return after how long a silent client is cut, or 0 for never} */
    long timeoutMillis();

    /** {@return how often a silent peer is probed, or 0 for never} */
    int tcpKeepAliveSeconds();

    /** {@return whether clients from elsewhere are refused who are let in without a password} */
    boolean protectedMode();

    /** {@return how much may wait for a client of that kind} */
    OutputLimit outputLimit(Session.Kind kind);

    /** {@return how much may wait for a client of that kind to whom messages are pushed} Never none by itself. */
    OutputLimit pushLimit(Session.Kind kind);

    /** {@return how much all connections may hold together; {@link Long#MAX_VALUE} for no limit} */
    long maxClientsBytes();

    /** {@return how large requests may be} */
    DecoderLimits decoderLimits();
}
