package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.training.Parameter;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * One affine layer.
 *
 * @param weights shape {@code [inputs, outputs]}
 * @param bias shape {@code [outputs]}
 * @param <T> number type
 */
public record Dense<T extends TFloating>(Parameter<T> weights, Parameter<T> bias) {

  /**
   * Adds the layer to the graph.
   *
   * @param tf ops of the enclosing graph
   * @param input shape {@code [rows, inputs]}
   * @return {@code input * weights + bias}, shape {@code [rows, outputs]}
   */
  Operand<T> apply(Ops tf, Operand<T> input) {
    return tf.math.add(tf.linalg.matMul(input, weights.value()), bias.value());
  }

  Stream<Parameter<T>> parameters() {
    return Stream.of(weights, bias);
  }
}
