package dev.mortise.runtime.module;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a module has thrown, in words for the operator: what happened, and what to do about it.
 *
 * @param cause what happened
 * @param remedy what to do about it
 */
public record Fault(String cause, String remedy) {

    /** Version 45 of class files was that of Java 1. */
    private static final int CLASS_FILES_BEFORE_JAVA_1 = 44;

    private static final Pattern CLASS_FILE_VERSION =
            Pattern.compile("(?:class file version|[Uu]nsupported major\\.minor version) (\\d{1,5})");

    /**
     * {@return what is to be said of something that was thrown}
     *
     * @param doing what the module was doing, such as {@code configure}
     */
    public static Fault of(Throwable thrown, String doing) {
        Throwable innermost = innermost(thrown);
        Fault ofJar = ofJar(thrown);
        if (ofJar != null) {
            return ofJar;
        }
        if (innermost instanceof LinkageError || innermost instanceof ClassNotFoundException) {
            return new Fault(
                    doing + " found something missing or changed (" + innermost + ")",
                    "have all of its libraries in its directory, in the versions it was built with");
        }
        return new Fault(doing + " failed (" + innermost + ")", "correct what it says, or ask the plugin's author");
    }

    /** {@return what is to be said of what was thrown when a command module was to be created} */
    public static Fault ofCreation(Throwable thrown) {
        Throwable innermost = innermost(thrown);
        if (innermost instanceof LinkageError || innermost instanceof ClassNotFoundException || ofJar(thrown) != null) {
            return of(thrown, "creating its command module");
        }
        return new Fault(
                "its command module cannot be created (" + innermost + ")",
                String.valueOf(innermost.getMessage()).endsWith(" not found")
                        ? "build or copy it again: the class is not there, or cannot be read"
                        : "it needs a public class with a public constructor without parameters that succeeds");
    }

    /**
     * {@return what is to be said if it is the jar that is at fault, not what was done with it: it is for a newer Java,
     * damaged, or not what was signed; else null}
     */
    public static @Nullable Fault ofJar(Throwable thrown) {
        Throwable innermost = innermost(thrown);
        String message = String.valueOf(innermost.getMessage());
        Fault tooNew = tooNew(message);
        if (tooNew != null) {
            return tooNew;
        }
        if (innermost instanceof ClassFormatError) {
            return new Fault("has a damaged class (" + message + ")", "build or copy it again");
        }
        if (innermost instanceof SecurityException && message.contains("digest")) {
            return new Fault(
                    "was changed after it was signed (" + message + ")",
                    "get it from where it comes from; if it is you who has changed it, sign it again");
        }
        return null;
    }

    private static @Nullable Fault tooNew(String message) {
        Matcher version = CLASS_FILE_VERSION.matcher(message);
        if (!version.find()) {
            return null;
        }
        int own = Runtime.version().feature();
        return new Fault(
                "was compiled for Java " + (Integer.parseInt(version.group(1)) - CLASS_FILES_BEFORE_JAVA_1)
                        + ", and the server runs on Java " + own,
                "use a build of the plugin for Java " + own);
    }

    /** {@return what it all began with: the innermost cause says what happened, the outer ones who noticed} */
    public static Throwable innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
