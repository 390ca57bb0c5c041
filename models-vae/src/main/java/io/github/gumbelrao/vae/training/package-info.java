/** Training runs of the discrete variational autoencoder: settings, steps, checkpoints, export. */
package io.github.gumbelrao.vae.training;
