/**
 * The quadratic program on the probability simplex, a problem small enough that every gradient is
 * known exactly.
 *
 * <p>Source: Paulus, Maddison and Krause (2021), arXiv:2010.04838, section 5.2.
 */
package io.github.gumbelrao.toyqp;
