package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Gumbel-Softmax, also called Concrete: the relaxed sample itself goes through the loss.
 *
 * <p>The forward value lies inside the simplex, so the loss must be defined there. The gradient is
 * unbiased for the expected <em>relaxed</em> loss and biased for the discrete one; the bias shrinks
 * and the variance grows as the temperature falls. It is the only estimator whose value depends on
 * the temperature, and has a derivative with respect to a learned one.
 *
 * <p>At low temperatures entries of the value reach exactly 0, in float32 in one row of a hundred
 * at 0.1: take logarithms from {@link Draw#logValue}, which stays finite and differentiable as long
 * as the gaps between the perturbed logits, over the temperature, are finite: in float32, gaps of
 * 100 down to a temperature of 3e-37, and masked categories, which count as -1e30, down to 3e-9.
 *
 * <p>Source: Jang, Gu and Poole (2017), arXiv:1611.01144; Maddison, Mnih and Teh (2017),
 * arXiv:1611.00712; eq. 4 and 16 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class GumbelSoftmax implements Estimator {

  private GumbelSoftmax() {}

  /**
   * Creates the estimator.
   *
   * @return the estimator
   */
  public static GumbelSoftmax of() {
    return new GumbelSoftmax();
  }

  @Override
  public String name() {
    return "gs";
  }

  @Override
  public boolean relaxed() {
    return true;
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> zero = tf.math.sub(logits, tf.stopGradient(logits));
    Operand<T> perturbed = tf.math.add(Categorical.sample(tf, logits, seed).perturbed(), zero);
    // The reciprocal first: a masked logit over the square of a low temperature would overflow.
    Operand<T> inverse = tf.math.reciprocal(temperature.scalar(tf, logits));
    Operand<T> scores = tf.math.mul(perturbed, inverse);
    Operand<T> logValue = LastAxis.logSoftmax(tf, Categories.belowLargest(tf, scores));
    return Draw.relaxed(tf.math.exp(logValue), logValue);
  }
}
