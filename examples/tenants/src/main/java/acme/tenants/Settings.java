package acme.tenants;

import dev.mortise.api.Secret;
import dev.mortise.api.Slice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * What the operator may set.
 *
 * @param tokens what each tenant says to come in, by its name
 * @param operatorToken what operators say; as long as it is not set everybody is one
 */
record Settings(@Secret Map<String, String> tokens, @Secret String operatorToken) {

    /** As whom a client comes in that gives no name. */
    static final String OPERATOR = "default";

    Settings {
        tokens = tokens == null ? Map.of() : Map.copyOf(tokens);
        operatorToken = operatorToken == null ? "" : operatorToken;
        if (tokens.containsKey(OPERATOR) || tokens.keySet().stream().anyMatch(name -> name.contains(":"))) {
            throw new IllegalArgumentException("a tenant is not named '" + OPERATOR + "', and has no ':' in its name");
        }
        if (tokens.containsValue("")) {
            throw new IllegalArgumentException("a token must not be empty");
        }
    }

    /** {@return whether there is nobody to be kept out} */
    boolean open() {
        return operatorToken.isEmpty();
    }

    /** {@return whether it is the token of that name} Takes as long for one that is nearly right. */
    boolean accept(String name, Slice token) {
        String expected = name.equals(OPERATOR) ? operatorToken : tokens.getOrDefault(name, "");
        return !expected.isEmpty() && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), token.toBytes());
    }
}
