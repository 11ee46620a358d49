/** Pages of documentation that are made of what the server says of itself, and checked against it. */
@NullMarked
package dev.mortise.integration.docs;

import org.jspecify.annotations.NullMarked;
