/** Means, variances and ratios with their standard errors. */
package io.github.gumbelrao.bench.statistics;
