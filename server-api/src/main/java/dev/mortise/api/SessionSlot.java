package dev.mortise.api;

import dev.mortise.api.internal.HostSessionSlot;

/**
 * A place in every {@link Session} for what one plugin wants to remember of a client: {@link Setup#sessionSlot},
 * {@link Session#get(SessionSlot)}. May be kept; for any thread.
 *
 * <pre>{@code
 * private SessionSlot<Cart> cart;
 *
 * public void configure(Setup setup) {
 *     cart = setup.sessionSlot(Cart::new);
 *     setup.command(
 *             CommandSpec.named("CART.ADD").args(1).build(),
 *             (request, reply) -> reply.integer(request.session().get(cart).add(request.arg(0).utf8())));
 * }
 * }</pre>
 *
 * @param <T> what is remembered
 */
@Preview
public sealed interface SessionSlot<T> permits HostSessionSlot {}
