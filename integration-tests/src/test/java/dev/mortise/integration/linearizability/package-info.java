/**
 * Whether many clients at once see one keyspace: what they asked and were answered is recorded, and a {@linkplain
 * dev.mortise.integration.linearizability.LinearizabilityChecker checker} looks for an order in which one client alone
 * would have been answered the same.
 *
 * <p>Begin at {@code LinearizabilityTest}.
 */
@NullMarked
package dev.mortise.integration.linearizability;

import org.jspecify.annotations.NullMarked;
