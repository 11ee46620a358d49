package acme.tenants;

import static dev.mortise.testkit.ReplyValue.array;
import static dev.mortise.testkit.ReplyValue.bulk;
import static dev.mortise.testkit.ReplyValue.error;
import static dev.mortise.testkit.ReplyValue.integer;
import static dev.mortise.testkit.ReplyValue.nil;
import static dev.mortise.testkit.ReplyValue.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mortise.admin.AdminModule;
import dev.mortise.keys.KeysModule;
import dev.mortise.strings.StringsModule;
import dev.mortise.testkit.ReplyValue;
import dev.mortise.testkit.TestClient;
import dev.mortise.testkit.TestServer;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsModuleTest {

    private static final ReplyValue NOBODY = error("NOAUTH Authentication required.");
    private static final ReplyValue WRONG = error("WRONGPASS invalid username-password pair or user is disabled.");
    private static final ReplyValue FENCED = error("NOPERM the keys of this tenant begin with 'ana:'");
    private static final ReplyValue FOR_OPERATORS = error("NOPERM this is for operators");

    private final TestServer server =
            TestServer.with(new TenantsModule(), new AdminModule(), new KeysModule(), new StringsModule());

    /** Was there before there was a token, as an operator who has just installed the plugin. */
    private final TestClient operator = server.newClient();

    @BeforeEach
    void setTokens() {
        assertEquals(
                ok(),
                operator.call(
                        "CONFIG",
                        "SET",
                        "acme.tenants.tokens",
                        "ana=mango bob=banana",
                        "acme.tenants.operatorToken",
                        "root"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient client(String name, String token) {
        TestClient client = server.newClient();
        assertEquals(ok(), client.send("AUTH " + name + " " + token));
        return client;
    }

    private String figures() {
        return server.server().info(Set.of("everything"));
    }

    @Test
    void letsNobodyInWithoutAToken() {
        TestClient client = server.newClient();
        assertEquals(NOBODY, client.send("GET ana:key"));
        assertEquals(WRONG, client.send("AUTH ana banana"));
        assertEquals(WRONG, client.send("AUTH eve mango"));
        assertEquals(WRONG, client.call("AUTH", "eve", ""));
        assertEquals(NOBODY, client.send("GET ana:key"));

        assertEquals(ok(), client.send("AUTH ana mango"));
        assertEquals(ok(), client.send("SET ana:key 1"));
    }

    @Test
    void keepsTenantsAtTheirKeys() {
        TestClient ana = client("ana", "mango");

        assertEquals(ok(), ana.send("MSET ana:1 x ana: y"));
        assertEquals(FENCED, ana.send("GET bob:1"));
        assertEquals(FENCED, ana.send("MSET ana:1 x bob:1 y"));
        assertEquals(FENCED, ana.send("GET ana"));
        assertEquals(FENCED, ana.send("COPY ana:1 bob:1"));
        assertTrue(figures().contains("commands_refused:4"), figures());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLUSHALL", "KEYS *", "SCAN 0", "DBSIZE", "CONFIG GET *", "TENANT.LIST", "TENANT.AS bob"})
    void leavesToOperatorsWhatReachesAllKeys(String command) {
        assertEquals(FOR_OPERATORS, client("ana", "mango").send(command));

        ReplyValue answer = client("default", "root").send(command);
        assertTrue(!(answer instanceof ReplyValue.SimpleError), answer.toString());
    }

    @Test
    void tellsWhoIsThereAndWhoHasLeft() {
        assertEquals(array(), operator.send("TENANT.LIST"));
        TestClient ana = client("ana", "mango");
        ana.send("SET ana:key 1");
        ana.send("GET bob:key");
        assertEquals(array(bulk("ana"), integer(1)), ana.send("TENANT.WHOAMI"));

        assertEquals(array(array(bulk("ana"), integer(1), bulk(""))), operator.send("TENANT.LIST"));

        ana.close();
        assertEquals(array(array(bulk("ana"), integer(0), bulk("127.0.0.1:1024"))), operator.send("TENANT.LIST"));
        assertTrue(figures().contains("commands_of_visits:1"), figures());
    }

    @Test
    void tenantsListTheirOwnKeys() {
        operator.send("CONFIG SET acme.tenants.tokens 'ana=mango a*=any'");
        operator.send("MSET ana:1 x bob:1 x a*:1 x name x");

        assertEquals(array(bulk("ana:1")), client("ana", "mango").send("TENANT.KEYS"));
        assertEquals(array(bulk("a*:1")), client("a*", "any").send("TENANT.KEYS"));
        assertEquals(
                4, ((ReplyValue.Array) operator.send("TENANT.KEYS")).elements().size());
    }

    @Test
    void operatorsCanBeOneOfATenantsClients() {
        assertEquals(error("ERR there is no such tenant"), operator.send("TENANT.AS eve"));
        assertEquals(ok(), operator.send("TENANT.AS ana"));

        assertEquals(array(bulk("ana"), integer(0)), operator.send("TENANT.WHOAMI"));
        assertEquals(FENCED, operator.send("GET bob:1"));
        assertEquals(FOR_OPERATORS, operator.send("TENANT.AS bob"));
        assertTrue(operator.send("CLIENT INFO").toString().contains("user=ana"));
        assertEquals(ok(), operator.send("AUTH root"));
        assertEquals(nil(), operator.send("GET bob:1"));
    }

    @Test
    void aVisitEndsWithAnotherAuthAndWithReset() {
        TestClient client = client("ana", "mango");
        client.send("AUTH bob banana");
        assertEquals(array(bulk("bob"), integer(0)), client.send("TENANT.WHOAMI"));
        assertEquals(
                Set.of(array(bulk("ana"), integer(0), bulk("")), array(bulk("bob"), integer(1), bulk(""))),
                Set.copyOf(((ReplyValue.Array) operator.send("TENANT.LIST")).elements()));

        client.send("RESET");
        assertEquals(NOBODY, client.send("GET ana:key"));
    }

    @Test
    void aTenantWithClientsIsNotForgotten() {
        TestClient ana = client("ana", "mango");

        String refusal =
                operator.send("CONFIG SET acme.tenants.tokens bob=banana").toString();
        assertTrue(refusal.contains("tenant 'ana' has clients"), refusal);
        assertEquals(ok(), operator.send("CONFIG SET acme.tenants.tokens ana=papaya"));
        assertEquals(WRONG, server.newClient().send("AUTH ana mango"));
        assertEquals(WRONG, server.newClient().send("AUTH bob banana"));

        ana.close();
        assertEquals(ok(), operator.send("CONFIG SET acme.tenants.tokens bob=banana"));
        assertEquals(array(), operator.send("TENANT.LIST"));
    }

    @Test
    void everybodyIsAnOperatorAsLongAsThereIsNoToken() {
        try (TestServer open = TestServer.with(new TenantsModule(), new KeysModule(), new StringsModule())) {
            assertEquals(ok(), open.send("SET any 1"));
            assertEquals(integer(1), open.send("DBSIZE"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default=x", "a:b=x", "ana="})
    void refusesTokensThatWouldNotDo(String tokens) {
        ReplyValue answer = operator.call("CONFIG", "SET", "acme.tenants.tokens", tokens);

        assertTrue(answer instanceof ReplyValue.SimpleError, answer.toString());
    }
}
