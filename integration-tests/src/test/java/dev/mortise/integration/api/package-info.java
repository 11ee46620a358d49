/** Whether what the API offers is used. */
@NullMarked
package dev.mortise.integration.api;

import org.jspecify.annotations.NullMarked;
