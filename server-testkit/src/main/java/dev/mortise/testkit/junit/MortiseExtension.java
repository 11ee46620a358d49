package dev.mortise.testkit.junit;

import dev.mortise.testkit.EmbeddedServer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of an application a server of their own: what a mock is used for, with the real thing.
 *
 * <p>The shortest way is one server for the whole run, which starts with the first class that asks for it:
 *
 * {@snippet class="dev.mortise.integration.embedded.DeclaredExtensionTest" region="whole"}
 *
 * <p>A class that wants a server of its own, with parameters or modules, has it in a static field:
 *
 * {@snippet class="dev.mortise.integration.embedded.RegisteredExtensionTest" region="whole"}
 *
 * <p><b>Before each test</b> all keys are removed. Parameters that a test has changed by {@code CONFIG SET} stay as
 * they are, and so do connections. A server that a test has shut down is started again, on another port if it had
 * any.
 *
 * <p><b>What tests are given.</b> The {@link EmbeddedServer}, its {@link URI}, or its {@link Port}, as parameters of
 * test methods, life-cycle methods and constructors; or {@link #server} of the field. Where a nested class has a
 * server of its own, it is that one.
 *
 * <p><b>Several at once.</b> Tests that run in parallel and share a server find each other's keys removed: they need
 * classes with a server of their own, whose methods run one after another. A field that is not static starts a server
 * for each test, which takes a few milliseconds.
 *
 * <p><b>Where it works.</b> With JUnit 6, on the class path and on the module path. There must be
 * modules of commands beside it, see {@link EmbeddedServer}.
 */
public final class MortiseExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(MortiseExtension.class);

    /** Under this JUnit's stores have the extension nearest to a test: it is the one that gives parameters. */
    private static final String NEAREST = "nearest";

    /** Marks an {@code int} that is to be the port of the server. */
    @Documented
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Port {}

    /** Null for the server that all classes share. */
    private final EmbeddedServer.@Nullable Builder own;

    private volatile @Nullable Running running;

    /** For {@code @ExtendWith(MortiseExtension.class)}: the server is shared by all classes of the run. */
    public MortiseExtension() {
        this.own = null;
    }

    /**
     * For {@code @RegisterExtension}: the server is that of the class or, if the field is not static, of the test.
     *
     * @param server how it is to be
     */
    public MortiseExtension(EmbeddedServer.Builder server) {
        this.own = server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(NEAREST, this);
        var _ = serverOf(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(NEAREST, this);
        serverOf(context).flush();
    }

    /**
     * {@return the server, from the first callback of JUnit to the last}
     *
     * @throws IllegalStateException before
     */
    public EmbeddedServer server() {
        Running present = running;
        if (present == null) {
            throw new IllegalStateException("there is no server before JUnit has called the extension; is its field"
                    + " annotated with @RegisterExtension?");
        }
        return present.server();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getStore(NAMESPACE).get(NEAREST) != this) {
            return false;
        }
        Class<?> type = parameter.getParameter().getType();
        return type == EmbeddedServer.class
                || type == URI.class
                || (type == int.class && parameter.isAnnotated(Port.class));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmbeddedServer server = serverOf(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == URI.class) {
            return server.uri();
        }
        return type == int.class ? server.port() : server;
    }

    /** Found again by nested classes and by the methods of a class, because JUnit's stores ask their parents. */
    private EmbeddedServer serverOf(ExtensionContext context) {
        EmbeddedServer.Builder ofThis = own;
        ExtensionContext.Store store = (ofThis == null ? context.getRoot() : context).getStore(NAMESPACE);
        Object key = ofThis == null ? NAMESPACE : this;
        Running found = store.computeIfAbsent(
                key, _ -> new Running(ofThis == null ? EmbeddedServer.builder() : ofThis), Running.class);
        running = found;
        return found.server();
    }

    /** A server that is there again if a test has stopped it. JUnit closes it with the store it lies in. */
    private static final class Running implements AutoCloseable {

        private final EmbeddedServer.Builder builder;
        private EmbeddedServer server;

        Running(EmbeddedServer.Builder builder) {
            this.builder = builder;
            this.server = builder.start();
        }

        synchronized EmbeddedServer server() {
            if (!server.isRunning()) {
                server.close();
                server = builder.start();
            }
            return server;
        }

        @Override
        public synchronized void close() {
            server.close();
        }
    }
}
