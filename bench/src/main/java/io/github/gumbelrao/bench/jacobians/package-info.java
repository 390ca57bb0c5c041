/** Conditional Jacobians held against reference values (equation 7). */
package io.github.gumbelrao.bench.jacobians;
