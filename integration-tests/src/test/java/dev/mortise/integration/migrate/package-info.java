/** Keys that travel from server to server. */
@NullMarked
package dev.mortise.integration.migrate;

import org.jspecify.annotations.NullMarked;
