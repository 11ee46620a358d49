package dev.mortise.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the package, which holds {@code plugins/}.
 *
 * <p>It is named by the system property {@code mortise.home}. Without that, a server that was linked into a Java
 * runtime lies beside it, and any other takes the directory it was started in.
 */
final class ServerHome {

    private ServerHome() {}

    static Path find() {
        return find(System.getProperty("mortise.home"), ownLocation(), Path.of(System.getProperty("java.home", "")));
    }

    static Path find(@Nullable String named, @Nullable URI ownLocation, Path javaHome) {
        if (named != null) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        Path besideJava = javaHome.toAbsolutePath().getParent();
        if (ownLocation != null && "jrt".equals(ownLocation.getScheme()) && besideJava != null) {
            return besideJava;
        }
        return Path.of("").toAbsolutePath();
    }

    /** Not asked of the protection domain, which costs the start more than this. */
    @Nullable
    private static URI ownLocation() {
        ModuleLayer layer = ServerHome.class.getModule().getLayer();
        if (layer == null) {
            return null;
        }
        return layer.configuration()
                .findModule(ServerHome.class.getModule().getName())
                .flatMap(module -> module.reference().location())
                .orElse(null);
    }
}
