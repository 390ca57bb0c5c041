package io.github.gumbelrao.core.internal;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The last axis, that of the categories: its size, sums over it, and logits that arithmetic can be
 * done with.
 *
 * <p>Every method that returns numbers differentiates correctly at every rank.
 */
public final class Categories {

  /**
   * What stands for a masked logit, minus infinity. Over any temperature down to 1e-8 it is still a
   * float32, its exponential is exactly 0, and it minus itself is 0, not NaN.
   */
  private static final double MASKED = -1e30;

  private Categories() {}

  /**
   * Logits that arithmetic can be done with: those of masked categories, minus infinity, become
   * finite, so low that their probability is exactly 0 at every temperature, and pass no gradient.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalized log-probabilities, finite or minus infinity, shape {@code [..., n]}
   * @param <T> number type
   * @return finite logits, shape {@code [..., n]}
   */
  public static <T extends TFloating> Operand<T> unmasked(Ops tf, Operand<T> logits) {
    return tf.math.maximum(logits, Scalars.like(tf, logits, MASKED));
  }

  /**
   * Sum over the last axis.
   *
   * @param tf ops of the enclosing graph
   * @param x values, shape {@code [..., n]}
   * @param <T> number type
   * @return sums, shape {@code [..., 1]}
   */
  public static <T extends TFloating> Operand<T> sum(Ops tf, Operand<T> x) {
    return tf.reduceSum(x, tf.constant(-1), ReduceSum.keepDims(true));
  }

  /**
   * Length of the last axis.
   *
   * @param tf ops of the enclosing graph
   * @param x values, shape {@code [..., n]}
   * @return n, shape {@code []}
   */
  public static Operand<TInt32> size(Ops tf, Operand<? extends TFloating> x) {
    return tf.stridedSlice(tf.shape(x), Indices.at(-1));
  }

  /**
   * The shape without its last axes.
   *
   * @param tf ops of the enclosing graph
   * @param x values, shape {@code [..., n]}
   * @param axes how many axes to leave out, at least 1
   * @return dimensions of the leading axes, shape {@code [rank - axes]}
   */
  public static Operand<TInt32> leading(Ops tf, Operand<? extends TFloating> x, int axes) {
    return tf.stridedSlice(tf.shape(x), Indices.sliceTo(-axes));
  }

  /**
   * Logits of all categories but one, which becomes masked.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalized log-probabilities, finite, shape {@code [..., n]}
   * @param oneHot the category to leave out, shape {@code [..., n]}
   * @param <T> number type
   * @return finite logits, shape {@code [..., n]}
   */
  public static <T extends TFloating> Operand<T> without(
      Ops tf, Operand<T> logits, Operand<T> oneHot) {
    return tf.select(
        tf.math.greater(oneHot, tf.zerosLike(oneHot)),
        tf.math.add(tf.zerosLike(logits), Scalars.like(tf, logits, MASKED)),
        logits);
  }

  /**
   * What lies below each row's largest entry: the same logits, shifted so that their largest is 0
   * and none loses digits to a common shift.
   *
   * <p>The shift is differentiated too. A function that a common shift does not change then has
   * derivatives that sum to zero, but for rounding of their own size; where one category is certain
   * they are exactly 0, although TensorFlow's vectorised reciprocal of 1 is 1 - 2^-24.
   *
   * @param tf ops of the enclosing graph
   * @param x values, shape {@code [..., n]}
   * @param <T> number type
   * @return {@code x - max(x)}, shape {@code [..., n]}, entries at most 0
   */
  public static <T extends TFloating> Operand<T> belowLargest(Ops tf, Operand<T> x) {
    return tf.math.sub(x, tf.reduceMax(x, tf.constant(-1), ReduceMax.keepDims(true)));
  }

  /**
   * Length of the last axis as the graph knows it when it is built.
   *
   * @param x values, shape {@code [..., n]}
   * @return n, or {@link Shape#UNKNOWN_SIZE}
   */
  public static long staticSize(Operand<?> x) {
    return x.shape().isUnknown() ? Shape.UNKNOWN_SIZE : x.shape().get(-1);
  }

  /**
   * Log-odds of the winner of two categories.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalized log-probabilities, finite, shape {@code [..., 2]}
   * @param oneHot the winner, shape {@code [..., 2]}
   * @param <T> number type
   * @return logit of the winner minus logit of the loser, shape {@code [..., 1]}
   */
  public static <T extends TFloating> Operand<T> logOdds(
      Ops tf, Operand<T> logits, Operand<T> oneHot) {
    Operand<T> sign = tf.math.sub(tf.math.add(oneHot, oneHot), Scalars.like(tf, oneHot, 1));
    return sum(tf, tf.math.mul(sign, logits));
  }
}
