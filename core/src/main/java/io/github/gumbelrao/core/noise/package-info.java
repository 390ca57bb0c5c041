/** Stateless random numbers that never meet a logarithm of zero. */
package io.github.gumbelrao.core.noise;
