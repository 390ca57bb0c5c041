package io.github.gumbelrao.core.ops;

import io.github.gumbelrao.core.internal.Scalars;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Reductions over the last axis, the axis of the categories, and the softmax family built on them.
 *
 * <p>Every method that returns numbers differentiates correctly at every rank.
 */
public final class LastAxis {

  /**
   * What stands for a masked logit, minus infinity. Over any temperature down to 1e-8 it is still a
   * float32, its exponential is exactly 0, and it minus itself is 0, not NaN.
   */
  private static final double MASKED = -1e30;

  private LastAxis() {}

  /**
   * Logits that arithmetic can be done with: those of masked categories, minus infinity, become
   * finite, so low that their probability is exactly 0 at every temperature, and pass no gradient.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalised log-probabilities, finite or minus infinity, shape {@code [..., n]}
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
   * Normalised log-probabilities.
   *
   * <p>TensorFlow 2.18's own {@code LogSoftmax} has a wrong gradient in graphs built from C++ and
   * Java at rank 3 and above (it sums over axis 1); this composition has the right one.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalised log-probabilities, finite, shape {@code [..., n]}
   * @param <T> number type
   * @return {@code logits - logsumexp(logits)}, shape {@code [..., n]}, entries at most 0
   */
  public static <T extends TFloating> Operand<T> logSoftmax(Ops tf, Operand<T> logits) {
    // The shift cancels, so its derivative is not needed.
    Operand<T> shift =
        tf.stopGradient(tf.reduceMax(logits, tf.constant(-1), ReduceMax.keepDims(true)));
    Operand<T> shifted = tf.math.sub(logits, shift);
    return tf.math.sub(shifted, tf.math.log(sum(tf, tf.math.exp(shifted))));
  }

  /**
   * Logarithm of the sum of exponentials.
   *
   * @param tf ops of the enclosing graph
   * @param x values, finite, shape {@code [..., n]}
   * @param <T> number type
   * @return {@code log(sum(exp(x)))}, shape {@code [..., 1]}
   */
  public static <T extends TFloating> Operand<T> logSumExp(Ops tf, Operand<T> x) {
    // The shift cancels, so its derivative is not needed.
    Operand<T> shift = tf.stopGradient(tf.reduceMax(x, tf.constant(-1), ReduceMax.keepDims(true)));
    return tf.math.add(shift, tf.math.log(sum(tf, tf.math.exp(tf.math.sub(x, shift)))));
  }

  /**
   * Logits of all categories but one, which becomes masked.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalised log-probabilities, finite, shape {@code [..., n]}
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
   * Softmax, exactly 1 for a category that is certain: TensorFlow's own is 1 - 2^-24 there from
   * eight float32 rows on, and whatever is built from {@code 1 - sum} is then not 0.
   *
   * @param tf ops of the enclosing graph
   * @param x unnormalised log-probabilities, shape {@code [..., n]}
   * @param <T> number type
   * @return probabilities, shape {@code [..., n]}
   */
  public static <T extends TFloating> Operand<T> softmax(Ops tf, Operand<T> x) {
    Operand<T> soft = tf.nn.softmax(x);
    return tf.math.div(soft, sum(tf, soft));
  }

  /**
   * Tempered softmax, the paper's softmax with subscript tau; like {@link #softmax(Ops, Operand)}
   * exactly 1 for a category that is certain.
   *
   * @param tf ops of the enclosing graph
   * @param x unnormalised log-probabilities, shape {@code [..., n]}
   * @param temperature scalar above 0
   * @param <T> number type
   * @return probabilities, shape {@code [..., n]}
   */
  public static <T extends TFloating> Operand<T> softmax(
      Ops tf, Operand<T> x, Operand<T> temperature) {
    return softmax(tf, tf.math.div(x, temperature));
  }
}
