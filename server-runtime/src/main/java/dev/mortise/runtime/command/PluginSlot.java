package dev.mortise.runtime.command;

import dev.mortise.api.Server;
import dev.mortise.api.internal.HostSessionSlot;
import dev.mortise.runtime.isolation.BorrowWatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A plugin's slot in every session: the index of an array element.
 *
 * @param index which
 * @param initial makes what is in it at first
 * @param end is given what was in it
 * @param module whose it is
 * @param watch whether what is lent to what is in it is watched
 * @param <T> what is remembered
 */
public record PluginSlot<T>(int index, Supplier<T> initial, Consumer<T> end, Server.Module module, BorrowWatch watch)
        implements HostSessionSlot<T> {}
