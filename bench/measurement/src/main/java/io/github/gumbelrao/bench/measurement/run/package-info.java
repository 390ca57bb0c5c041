/** A run: its folder, its record, and what an earlier process left of it. */
package io.github.gumbelrao.bench.measurement.run;
