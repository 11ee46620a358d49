/** What goes over the wire when clients are not well-behaved: broken, slow, greedy, many, or gone. */
@NullMarked
package dev.mortise.integration.protocol;

import org.jspecify.annotations.NullMarked;
