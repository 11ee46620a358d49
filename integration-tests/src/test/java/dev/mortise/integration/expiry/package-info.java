/** What time does to keys while nobody looks. */
@NullMarked
package dev.mortise.integration.expiry;

import org.jspecify.annotations.NullMarked;
