/** The clients that people use, doing what people do with them. */
@NullMarked
package dev.mortise.integration.clients;

import org.jspecify.annotations.NullMarked;
