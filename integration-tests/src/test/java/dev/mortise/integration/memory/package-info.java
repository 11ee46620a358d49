/** What the memory limit is worth: to the process as a whole, and to a client whose value is too large. */
@NullMarked
package dev.mortise.integration.memory;

import org.jspecify.annotations.NullMarked;
