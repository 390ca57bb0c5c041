/**
 * What every study shares: streaming moments, variance within and between, squared bias above its
 * noise floor, ratios with intervals, tests of difference and equivalence, and their corrections.
 */
package io.github.gumbelrao.bench.statistics;
