/** The server within a program, as the documentation of the test kit shows it: its examples are the tests here. */
@NullMarked
package dev.mortise.integration.embedded;

import org.jspecify.annotations.NullMarked;
