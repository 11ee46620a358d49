package dev.mortise.runtime.dispatch;

import dev.mortise.api.Server;
import dev.mortise.runtime.isolation.PluginFailures;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What a dispatcher needs for the plugins whose commands it runs, apart from the commands.
 *
 * @param failures where what they throw is noted
 * @param threads each one's own
 */
public record PluginSide(PluginFailures failures, Function<Server.Module, Executor> threads) {}
