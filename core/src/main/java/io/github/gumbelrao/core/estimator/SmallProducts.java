package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.family.TFloating;

/** How TensorFlow works out products of many small matrices, of which one has two rows. */
enum SmallProducts {
  /**
   * Version 3 of the operation, the only one that TensorFlow Java builds: by Eigen, on processors.
   */
  EIGEN {
    @Override
    <T extends TFloating> Operand<T> product(
        Ops tf, Operand<T> left, Operand<T> right, boolean transposed) {
      return tf.train.batchMatMul(left, right, left.type(), BatchMatMul.adjY(transposed));
    }
  },
  /** Version 2, for which TensorFlow calls oneDNN on processors that have it, in float32. */
  ONE_DNN {
    @Override
    <T extends TFloating> Operand<T> product(
        Ops tf, Operand<T> left, Operand<T> right, boolean transposed) {
      return tf.scope()
          .opBuilder("BatchMatMulV2", "Products")
          .addInput(left.asOutput())
          .addInput(right.asOutput())
          .setAttr("adj_y", transposed)
          .build()
          .output(0);
    }
  };

  /** From these categories on oneDNN is faster: by a third at 16, by an eighth at 32 and 64. */
  private static final int LEAST = 16;

  /** Beyond these it is slower. */
  private static final int MOST = 64;

  /**
   * The faster one.
   *
   * @param categories rows of the matrices, or a negative number where they are not known
   */
  static SmallProducts of(long categories) {
    return categories >= LEAST && categories <= MOST ? ONE_DNN : EIGEN;
  }

  /** {@code left right}, of shapes {@code [m, 2, n]} and {@code [m, n, rank]}. */
  <T extends TFloating> Operand<T> of(Ops tf, Operand<T> left, Operand<T> right) {
    return product(tf, left, right, false);
  }

  /** {@code left} by the transpose of {@code right}: {@code [m, 2, rank]}, {@code [m, n, rank]}. */
  <T extends TFloating> Operand<T> transposed(Ops tf, Operand<T> left, Operand<T> right) {
    return product(tf, left, right, true);
  }

  abstract <T extends TFloating> Operand<T> product(
      Ops tf, Operand<T> left, Operand<T> right, boolean transposed);
}
