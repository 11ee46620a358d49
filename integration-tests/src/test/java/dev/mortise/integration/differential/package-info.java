/**
 * The same requests to two servers, and the replies compared byte by byte.
 *
 * <p>What is asked stands in scripts ({@code src/test/resources/differential}, see {@link
 * dev.mortise.integration.differential.ScriptParser} for their language) or comes from a seeded generator.
 */
@NullMarked
package dev.mortise.integration.differential;

import org.jspecify.annotations.NullMarked;
