/** Squared bias, variance and error of the gradient over temperatures (figure 2b). */
package io.github.gumbelrao.bench.bias;
