/** The numbers behind the exact Gumbel-Rao rule: quadrature and low-rank tables, in plain Java. */
package io.github.gumbelrao.core.internal.quadrature;
