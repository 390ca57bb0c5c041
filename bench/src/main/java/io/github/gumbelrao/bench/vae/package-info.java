/** One training of the discrete VAE, and its bounds (tables 2 and 3). */
package io.github.gumbelrao.bench.vae;
