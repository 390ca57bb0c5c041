/** Variance of the gradient along a training trajectory (figures 2a and 3). */
package io.github.gumbelrao.bench.variance;
