/** How the server starts, and what it says when it cannot. */
@NullMarked
package dev.mortise.integration.start;

import org.jspecify.annotations.NullMarked;
