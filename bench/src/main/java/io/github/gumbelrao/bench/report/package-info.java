/** The page of a run, from its measurements and its record alone. */
package io.github.gumbelrao.bench.report;
