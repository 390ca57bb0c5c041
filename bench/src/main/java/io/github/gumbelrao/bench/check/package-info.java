/** GradientCheck asked of the models of this project. */
package io.github.gumbelrao.bench.check;
