package dev.mortise.runtime.blocking;

import dev.mortise.api.ServerError;
import org.jspecify.annotations.Nullable;

/**
 * What a command that has waited for keys has answered.
 *
 * @param bytes encoded for its client
 * @param error the error, if it is one
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record LateReply(byte[] bytes, @Nullable ServerError error) {}
