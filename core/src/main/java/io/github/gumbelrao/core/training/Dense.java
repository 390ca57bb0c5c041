package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.internal.Operands;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
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

  /** Refuses a bias that would broadcast. */
  public Dense {
    Operands.shape("weights", weights.value(), Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE));
    Operands.shape("bias", bias.value(), Shape.of(weights.value().shape().get(1)));
  }

  /**
   * Adds the layer to the graph.
   *
   * @param tf ops of the enclosing graph
   * @param input shape {@code [rows, inputs]}
   * @return {@code input * weights + bias}, shape {@code [rows, outputs]}
   * @throws IllegalArgumentException if {@code input} is known to have another shape
   */
  public Operand<T> apply(Ops tf, Operand<T> input) {
    Operands.shape("input", input, Shape.of(Shape.UNKNOWN_SIZE, weights.value().shape().get(0)));
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
