/** Uniform variates and point sets behind the estimators' noise. */
package io.github.gumbelrao.core.internal.noise;
