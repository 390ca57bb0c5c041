/** The pages of runs and comparisons, from measurements and records alone. */
package io.github.gumbelrao.bench.measurement.page;
