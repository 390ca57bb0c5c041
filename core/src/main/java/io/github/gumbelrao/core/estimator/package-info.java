/** Draws of one-hot variables whose backward pass is a gradient estimator. */
package io.github.gumbelrao.core.estimator;
