package dev.mortise.api.internal;

import dev.mortise.api.SessionSlot;

/**
 * The host's side of {@link SessionSlot}: what the runtime implements to remember things of modules in sessions.
 *
 * @param <T> what is remembered
 */
public non-sealed interface HostSessionSlot<T> extends SessionSlot<T> {}
