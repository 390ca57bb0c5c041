/** Training the parser: batches, epochs, checkpoints and evaluation. */
package io.github.gumbelrao.listops.training;
