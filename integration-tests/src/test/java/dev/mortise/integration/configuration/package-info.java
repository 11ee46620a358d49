/** The configuration, as the server changes it and writes it down. */
@NullMarked
package dev.mortise.integration.configuration;

import org.jspecify.annotations.NullMarked;
