/** Plugins as strangers write them, dropped into the packaged server. */
@NullMarked
package dev.mortise.integration.plugins;

import org.jspecify.annotations.NullMarked;
