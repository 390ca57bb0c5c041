package io.github.gumbelrao.core.ops;

import io.github.gumbelrao.core.internal.Categories;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.family.TFloating;

/**
 * The softmax family over the last axis, the axis of the categories.
 *
 * <p>Every method differentiates correctly at every rank.
 */
public final class LastAxis {

  private LastAxis() {}

  /**
   * Normalized log-probabilities.
   *
   * <p>TensorFlow 2.18's own {@code LogSoftmax} has a wrong gradient in graphs built from C++ and
   * Java at rank 3 and above (it sums over axis 1); this composition has the right one.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalized log-probabilities, finite, shape {@code [..., n]}
   * @param <T> number type
   * @return {@code logits - logsumexp(logits)}, shape {@code [..., n]}, entries at most 0
   */
  public static <T extends TFloating> Operand<T> logSoftmax(Ops tf, Operand<T> logits) {
    // The shift cancels, so its derivative is not needed.
    Operand<T> shift =
        tf.stopGradient(tf.reduceMax(logits, tf.constant(-1), ReduceMax.keepDims(true)));
    Operand<T> shifted = tf.math.sub(logits, shift);
    return tf.math.sub(shifted, tf.math.log(Categories.sum(tf, tf.math.exp(shifted))));
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
    return tf.math.add(shift, tf.math.log(Categories.sum(tf, tf.math.exp(tf.math.sub(x, shift)))));
  }

  /**
   * Softmax, exactly 1 for a category that is certain: TensorFlow's own is 1 - 2^-24 there from
   * eight float32 rows on, and whatever is built from {@code 1 - sum} is then not 0.
   *
   * @param tf ops of the enclosing graph
   * @param x unnormalized log-probabilities, shape {@code [..., n]}
   * @param <T> number type
   * @return probabilities, shape {@code [..., n]}
   */
  public static <T extends TFloating> Operand<T> softmax(Ops tf, Operand<T> x) {
    Operand<T> soft = tf.nn.softmax(x);
    return tf.math.div(soft, Categories.sum(tf, soft));
  }

  /**
   * Tempered softmax, the paper's softmax with subscript tau; like {@link #softmax(Ops, Operand)}
   * exactly 1 for a category that is certain.
   *
   * @param tf ops of the enclosing graph
   * @param x unnormalized log-probabilities, finite when divided by the temperature, shape {@code
   *     [..., n]}
   * @param temperature scalar above 0
   * @param <T> number type
   * @return probabilities, shape {@code [..., n]}
   */
  public static <T extends TFloating> Operand<T> softmax(
      Ops tf, Operand<T> x, Operand<T> temperature) {
    return softmax(tf, tf.math.div(x, temperature));
  }
}
