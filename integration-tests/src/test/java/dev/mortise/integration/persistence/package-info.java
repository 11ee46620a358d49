/** Snapshots: exchanged with Redis, and whole whatever happens to the server. */
@NullMarked
package dev.mortise.integration.persistence;

import org.jspecify.annotations.NullMarked;
