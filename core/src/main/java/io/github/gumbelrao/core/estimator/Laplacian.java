package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** Jacobians of a softmax from their couplings: symmetric, with rows that sum to zero. */
final class Laplacian {

  private Laplacian() {}

  /**
   * From the entries off the diagonal, negated. The diagonal is minus the sum of the rest of its
   * row, so that rows sum to zero and a nearly certain outcome keeps its relative precision.
   *
   * @param coupling symmetric, diagonal ignored, shape {@code [..., n, n]}
   */
  static <T extends TFloating> Operand<T> ofCoupling(Ops tf, Operand<T> coupling) {
    Operand<TInt32> main = tf.constant(0);
    Operand<T> diagonal = tf.zerosLike(tf.reduceSum(coupling, tf.constant(-1)));
    Operand<T> rest = tf.linalg.matrixSetDiag(coupling, diagonal, main);
    return tf.linalg.matrixSetDiag(tf.math.neg(rest), tf.reduceSum(rest, tf.constant(-1)), main);
  }

  /**
   * Of two categories.
   *
   * @param slope the first diagonal entry, shape {@code [..., 1]}
   * @return {@code [[slope, -slope], [-slope, slope]]}, shape {@code [..., 2, 2]}
   */
  static <T extends TFloating> Operand<T> ofSlope(Ops tf, Operand<T> slope) {
    Operand<T> signs = tf.dtypes.cast(tf.constant(new int[][] {{1, -1}, {-1, 1}}), slope.type());
    return tf.math.mul(tf.expandDims(slope, tf.constant(-1)), signs);
  }
}
