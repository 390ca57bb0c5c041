package io.github.gumbelrao.listops.model;

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
record Affine<T extends TFloating>(Parameter<T> weights, Parameter<T> bias) {

  /** {@code input * weights + bias}, shape [rows, outputs], of an input [rows, inputs]. */
  Operand<T> apply(Ops tf, Operand<T> input) {
    return tf.math.add(tf.linalg.matMul(input, weights.value()), bias.value());
  }

  Stream<Parameter<T>> parameters() {
    return Stream.of(weights, bias);
  }
}
