/** Propositions 1 to 3, on toy problems and on a VAE (section 3). */
package io.github.gumbelrao.bench.propositions;
