/** Clients that go at the worst moment: nothing is lost, nothing is half done, and nothing of them is left. */
@NullMarked
package dev.mortise.integration.faults;

import org.jspecify.annotations.NullMarked;
