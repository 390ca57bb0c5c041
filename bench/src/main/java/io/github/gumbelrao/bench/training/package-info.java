/** Trainings of the discrete VAE that several studies measure. */
package io.github.gumbelrao.bench.training;
