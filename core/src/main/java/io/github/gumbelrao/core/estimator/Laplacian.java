package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
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
    Operand<T> signs = signs(tf, slope, 1, 4);
    Operand<T> flat = tf.linalg.matMul(tf.reshape(slope, tf.array(-1, 1)), signs);
    Operand<TInt32> square = tf.array(2, 2);
    return tf.reshape(
        flat, tf.concat(List.of(Categories.leading(tf, slope, 1), square), tf.constant(0)));
  }

  /**
   * The product of the Jacobian of slope 1 with a vector.
   *
   * @param v shape {@code [..., 2]}
   * @return {@code [v_1 - v_2, v_2 - v_1]}, shape of {@code v}
   */
  static <T extends TFloating> Operand<T> differences(Ops tf, Operand<T> v) {
    Operand<T> flat = tf.linalg.matMul(tf.reshape(v, tf.array(-1, 2)), signs(tf, v, 2, 2));
    return tf.reshape(flat, tf.shape(v));
  }

  /** 1, -1, -1, 1: matrix products with it are several times faster than broadcasts. */
  private static <T extends TFloating> Operand<T> signs(
      Ops tf, Operand<T> like, long rows, long columns) {
    Operand<TInt32> signs = tf.constant(Shape.of(rows, columns), DataBuffers.of(1, -1, -1, 1));
    return tf.dtypes.cast(signs, like.type());
  }
}
