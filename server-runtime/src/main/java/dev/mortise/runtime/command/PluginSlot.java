package dev.mortise.runtime.command;

import dev.mortise.api.Server;
import dev.mortise.api.internal.HostSessionSlot;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A plugin's slot in every session: the index of an array element.
 *
 * @param index which
 * @param initial makes what is in it at first
 * @param end is given what was in it
 * @param module whose it is
 * @param <T> what is remembered
 */
public record PluginSlot<T>(int index, Supplier<T> initial, Consumer<T> end, Server.Module module)
        implements HostSessionSlot<T> {}
