package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.training.Dense;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The loss's derivatives at the output of each layer of the encoder, for many passes over one
 * minibatch, and what follows of the gradients of its weights.
 *
 * <p>The gradient of a weight matrix is {@code A^T delta}, with A the layer's input and delta the
 * loss's derivative at its output, so its squared norm is {@code sum over images b, c of (A A^T)_bc
 * (delta delta^T)_bc}, and no gradient vector need be formed for it.
 *
 * @param layers from the images on
 * @param <T> number type
 */
record EncoderDerivatives<T extends TFloating>(List<EncoderDerivatives.Layer<T>> layers) {

  /** One layer: its input [batch, inputs] and the loss's derivative [passes, batch, outputs]. */
  record Layer<T extends TFloating>(Operand<T> input, Operand<T> delta) {}

  /**
   * Ordinary back-propagation through the encoder, with a leading axis of passes; {@code third} is
   * the derivative at the logits, [passes, batch, variables * arity].
   */
  static <T extends TFloating> EncoderDerivatives<T> of(
      Ops tf, DiscreteVae<T> vae, Encoding<T> encoding, Operand<T> third) {
    Operand<T> second = back(tf, vae.encoder().get(2), third, encoding.second());
    Operand<T> first = back(tf, vae.encoder().get(1), second, encoding.first());
    return new EncoderDerivatives<>(
        List.of(
            new Layer<>(encoding.input(), first),
            new Layer<>(encoding.first(), second),
            new Layer<>(encoding.second(), third)));
  }

  /** Through an affine layer to its input, which is a tanh: d tanh = 1 - tanh^2. */
  private static <T extends TFloating> Operand<T> back(
      Ops tf, Dense<T> layer, Operand<T> delta, Operand<T> input) {
    // All passes as the rows of one product: batchMatMul would make a small one of each.
    Operand<T> product =
        tf.linalg.matMul(rows(tf, delta), layer.weights().value(), MatMul.transposeB(true));
    Operand<TInt32> shape = tf.concat(List.of(tf.array(-1), tf.shape(input)), tf.constant(0));
    Operand<T> slope = tf.math.sub(tf.constant(delta.type(), 1.0), tf.math.mul(input, input));
    return tf.math.mul(tf.reshape(product, shape), slope);
  }

  /** [passes, batch, outputs] as [passes * batch, outputs]. */
  private static <T extends TFloating> Operand<T> rows(Ops tf, Operand<T> delta) {
    return tf.reshape(delta, tf.array(-1, Math.toIntExact(delta.shape().get(2))));
  }

  /** The gradient of all weights and biases of a single pass as one vector. */
  Operand<T> gradient(Ops tf) {
    List<Operand<T>> parts = new ArrayList<>();
    for (Layer<T> layer : layers) {
      Operand<T> delta = rows(tf, layer.delta());
      Operand<T> weights = tf.linalg.matMul(layer.input(), delta, MatMul.transposeA(true));
      parts.add(tf.reshape(weights, tf.array(-1)));
      parts.add(tf.reduceSum(delta, tf.constant(0)));
    }
    return tf.concat(parts, tf.constant(0));
  }

  /** Sum over passes and layers of the squared norm of the gradient. */
  Operand<T> squaredNorms(Ops tf) {
    List<Operand<T>> parts = new ArrayList<>();
    for (Layer<T> layer : layers) {
      Class<T> type = layer.delta().type();
      // A bias is a weight of a constant input 1.
      Operand<T> inputs =
          tf.math.add(
              tf.linalg.matMul(layer.input(), layer.input(), MatMul.transposeB(true)),
              tf.constant(type, 1.0));
      Operand<T> deltas =
          tf.train.batchMatMul(layer.delta(), layer.delta(), type, BatchMatMul.adjY(true));
      parts.add(tf.reduceSum(tf.math.mul(inputs, deltas), tf.array(0, 1, 2)));
    }
    return tf.math.addN(parts);
  }
}
