/**
 * What needs JUnit: {@link dev.mortise.testkit.junit.MortiseExtension a server for the tests of an application}, and
 * {@link dev.mortise.testkit.junit.PluginContract what every plugin has to do right}, as tests to inherit.
 *
 * <p>The rest of the test kit works with any framework, and with none.
 */
package dev.mortise.testkit.junit;
