/** Times of draws, gradients and training steps, and what they buy. */
package io.github.gumbelrao.bench.speed;
