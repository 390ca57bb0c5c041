/** Iterations to each validation loss (figure 2c). */
package io.github.gumbelrao.bench.convergence;
