/**
 * The discrete variational autoencoder, its training step and the passes that measure gradients.
 */
package io.github.gumbelrao.vae.model;
