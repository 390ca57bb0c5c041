package io.github.gumbelrao.core.training;

import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * One dense layer, an affine map.
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
  public Operand<T> apply(Ops tf, Operand<T> input) {
    return tf.math.add(tf.linalg.matMul(input, weights.value()), bias.value());
  }

  /**
   * What is trained.
   *
   * @return weights, then bias
   */
  public Stream<Parameter<T>> parameters() {
    return Stream.of(weights, bias);
  }
}
