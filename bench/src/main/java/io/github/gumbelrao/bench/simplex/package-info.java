/** Variance, bias and minimization on the toy program (figure 1). */
package io.github.gumbelrao.bench.simplex;
