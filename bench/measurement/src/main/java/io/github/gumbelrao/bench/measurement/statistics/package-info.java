/**
 * What every study shares: streaming moments, variance within and between, ratios with intervals,
 * tests of difference, and their corrections.
 */
package io.github.gumbelrao.bench.measurement.statistics;
