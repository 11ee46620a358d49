/** Publish and subscribe over sockets: in which order, how fast, and what becomes of those who leave or do not read. */
@NullMarked
package dev.mortise.integration.pubsub;

import org.jspecify.annotations.NullMarked;
