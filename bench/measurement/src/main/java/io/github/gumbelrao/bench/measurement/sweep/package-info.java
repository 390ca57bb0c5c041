/**
 * Searches for the best settings: what is tried, where trials run, and a journal that survives.
 *
 * <p>A trial is a function of its settings and is known by their digest, so it does not matter
 * where it runs, when, or how often.
 */
package io.github.gumbelrao.bench.measurement.sweep;
