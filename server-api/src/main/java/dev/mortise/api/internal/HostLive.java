package dev.mortise.api.internal;

import dev.mortise.api.Live;

/**
 * The host's side of {@link Live}: what the runtime implements to offer settings that change to modules.
 *
 * @param <C> the record
 */
public non-sealed interface HostLive<C extends Record> extends Live<C> {}
