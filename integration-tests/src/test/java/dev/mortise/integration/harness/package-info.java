/**
 * What every test here stands on: servers as processes, and sockets that show what really went over the wire.
 *
 * <p>Begin with {@link dev.mortise.integration.harness.Twins}: the server under test beside the oracle.
 */
@NullMarked
package dev.mortise.integration.harness;

import org.jspecify.annotations.NullMarked;
