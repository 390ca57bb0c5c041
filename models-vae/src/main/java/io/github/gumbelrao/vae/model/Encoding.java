package io.github.gumbelrao.vae.model;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Activations of the inference network for a batch of images.
 *
 * @param input centered pixels, shape {@code [batch, 784]}
 * @param first first hidden layer, shape {@code [batch, hidden]}
 * @param second second hidden layer, shape {@code [batch, hidden]}
 * @param logits of every latent variable, shape {@code [batch, variables, arity]}
 * @param <T> number type
 */
public record Encoding<T extends TFloating>(
    Operand<T> input, Operand<T> first, Operand<T> second, Operand<T> logits) {}
