package dev.mortise.runtime.config;

import java.util.List;

/**
 * Addresses to listen on, as Redis writes them: {@code *} for all of IPv4, {@code ::*} for all of IPv6, a minus before
 * one that may be missing on this machine. Whether an address exists is found out by listening on it.
 */
record AddressesType() implements ParameterType<List<String>> {

    private static final int MOST = 16;

    @Override
    public List<String> parse(String text, List<String> present) throws InvalidValue {
        List<String> addresses = WordsType.split(text);
        if (addresses.size() > MOST) {
            throw new InvalidValue("Too many bind addresses specified.");
        }
        return addresses;
    }

    @Override
    public String format(List<String> value) {
        return String.join(" ", value);
    }

    @Override
    public String allowed() {
        return "up to " + MOST + " addresses or host names, such as 127.0.0.1 -::1, or * -::* for all";
    }

    @Override
    public Shape shape() {
        return Shape.LIST;
    }
}
