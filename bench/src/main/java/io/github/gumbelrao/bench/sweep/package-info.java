/** Sweeps of studies: options, the run in a folder, rows and figures of all trials. */
package io.github.gumbelrao.bench.sweep;
