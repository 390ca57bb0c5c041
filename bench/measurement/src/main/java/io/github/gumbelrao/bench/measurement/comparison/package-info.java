/** Whether new measurements are worse than old ones: rules, tests and findings. */
package io.github.gumbelrao.bench.measurement.comparison;
