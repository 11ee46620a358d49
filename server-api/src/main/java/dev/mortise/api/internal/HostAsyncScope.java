package dev.mortise.api.internal;

import dev.mortise.api.AsyncScope;

/** The host's side of {@link AsyncScope}: what the runtime implements to offer what an asynchronous body can know. */
public non-sealed interface HostAsyncScope extends AsyncScope {}
