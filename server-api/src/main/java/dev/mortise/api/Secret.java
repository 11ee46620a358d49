package dev.mortise.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a record of settings whose value is to be kept out of logs, error messages, {@code MONITOR} and
 * {@code SLOWLOG}, such as a password. Who may send {@code CONFIG GET} still sees it, as with {@code requirepass}.
 *
 * @see Setup#config
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@Preview
public @interface Secret {}
