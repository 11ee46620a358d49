package dev.mortise.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that is kept: from release 1.0 on it changes within a major version only in ways that no plugin notices,
 * but for the members that are marked {@link Preview}.
 *
 * <p>Every public type is marked with this or with {@link Preview}. Of what an earlier release has marked so, each
 * release is compared with the one before.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Stable
public @interface Stable {}
