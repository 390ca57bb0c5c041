package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Products of many small matrices.
 *
 * <p>TensorFlow Java builds version 3 of the operation alone. For version 2 TensorFlow calls oneDNN
 * on processors, which takes two lines through a matrix of 16 by 8 in the time that version 3 takes
 * for one.
 */
final class SmallProducts {

  private SmallProducts() {}

  /** {@code left right}, of shapes {@code [m, a, b]} and {@code [m, b, c]}. */
  static <T extends TFloating> Operand<T> of(Ops tf, Operand<T> left, Operand<T> right) {
    return product(tf, left, right, false);
  }

  /** {@code left} by the transpose of {@code right}: {@code [m, a, b]} and {@code [m, c, b]}. */
  static <T extends TFloating> Operand<T> transposed(Ops tf, Operand<T> left, Operand<T> right) {
    return product(tf, left, right, true);
  }

  private static <T extends TFloating> Operand<T> product(
      Ops tf, Operand<T> left, Operand<T> right, boolean transposed) {
    return tf.scope()
        .opBuilder("BatchMatMulV2", "Products")
        .addInput(left.asOutput())
        .addInput(right.asOutput())
        .setAttr("adj_y", transposed)
        .build()
        .output(0);
  }
}
