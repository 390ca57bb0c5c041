/** Variance, bias and minimization on the toy programme (figure 1). */
package io.github.gumbelrao.bench.simplex;
