package dev.mortise.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is new and may still change, or go, in any minor release; the changelog says so then. Use it, and tell how
 * it went; a plugin that does is compiled again more often.
 *
 * <p>On a type it counts for all of it, on a member of a {@link Stable} type for that one. It is taken away when two
 * modules use the marked thing that know nothing of each other, and put on nothing that was {@link Stable} before.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.FIELD})
@Stable
public @interface Preview {}
