package acme.tenants;

import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A tenant, whatever the number of its clients. For any thread: these are on several event loops. */
final class Tenant {

    private final String name;
    private final String prefix;
    private final byte[] prefixBytes;
    private final AtomicInteger clients = new AtomicInteger();
    private volatile String lastLeft = "";

    Tenant(String name) {
        this.name = name;
        prefix = name + ":";
        prefixBytes = prefix.getBytes(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    /** {@return what its keys begin with} */
    String prefix() {
        return prefix;
    }

    /** {@return whether it is one of its keys} Byte by byte, since keys need not be text. */
    boolean owns(Slice key) {
        if (key.length() < prefixBytes.length) {
            return false;
        }
        for (int i = 0; i < prefixBytes.length; i++) {
            if (key.at(i) != prefixBytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@return a pattern for its keys, in which a star of its name is no star} */
    Slice pattern() {
        return Slice.of(prefix.replaceAll("([*?\\[\\]\\\\])", "\\\\$1") + "*");
    }

    int clients() {
        return clients.get();
    }

    void clientCame() {
        clients.incrementAndGet();
    }

    void clientLeft() {
        clients.decrementAndGet();
    }

    /** {@return the address of the client that has left last, empty if none has} */
    String lastLeft() {
        return lastLeft;
    }

    void lastLeft(String address) {
        lastLeft = address;
    }
}
