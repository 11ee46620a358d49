package dev.mortise.runtime.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Addresses as {@code CLIENT LIST} shows them. */
final class SocketAddresses {

    private SocketAddresses() {}

    /**
     * {@return the text of an address}
     *
     * @param address the address, which may be missing or empty for the client of a Unix socket
     * @param local the server's own address of the same connection
     */
    static String text(@Nullable SocketAddress address, @Nullable SocketAddress local) {
        if (address instanceof InetSocketAddress internet && internet.getAddress() != null) {
            String host = internet.getAddress().getHostAddress();
            int zone = host.indexOf('%');
            String numeric = zone >= 0 ? host.substring(0, zone) : host;
            return (numeric.contains(":") ? "[" + numeric + "]" : numeric) + ":" + internet.getPort();
        }
        return local + ":0";
    }

    /** {@return whether the client is on this machine} */
    static boolean local(@Nullable SocketAddress address) {
        return !(address instanceof InetSocketAddress internet)
                || internet.getAddress() == null
                || internet.getAddress().isLoopbackAddress();
    }
}
