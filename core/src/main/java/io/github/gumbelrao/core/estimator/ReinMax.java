package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * ReinMax: straight-through of second order, by Heun's method.
 *
 * <p>The forward value is an exact sample. With p the probabilities, g the loss's derivative and
 * {@code pi} midway between the sample and the tempered probabilities, the gradient is {@code 2
 * J(pi) g - J(p) g / 2}. At temperature 1 it equals {@link ZeroTemperatureGumbelRao} sample by
 * sample and is unbiased for losses quadratic in the sample; higher temperatures trade bias for
 * variance. Temperatures below 1 are not meant and, where constant, refused.
 *
 * <p>Source: Liu, Dong, Liu, Yu and Gao, "Bridging Discrete and Backpropagation: Straight-Through
 * and Beyond", NeurIPS 2023, arXiv:2304.08612; the formula is restated in {@code
 * docs/mathematics.md}.
 */
public final class ReinMax implements Estimator {

  private ReinMax() {}

  /**
   * Creates the estimator.
   *
   * @return the estimator
   */
  public static ReinMax of() {
    return new ReinMax();
  }

  @Override
  public String name() {
    return "reinmax";
  }

  @Override
  public double leastTemperature() {
    return 1;
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    Operand<T> p = tf.stopGradient(LastAxis.softmax(tf, logits));
    Operand<T> tempered =
        tf.stopGradient(LastAxis.softmax(tf, logits, temperature.scalar(tf, logits)));
    Operand<T> half = Scalars.like(tf, logits, 0.5);
    Operand<T> midway = tf.math.mul(tf.math.add(tempered, oneHot), half);
    return Draw.pathwise(
        StraightThroughValue.of(tf, oneHot, logits, v -> jacobianTimes(tf, p, midway, v)));
  }

  /**
   * {@code (2 J(pi) - J(p) / 2) v}. Both factors ignore a common shift of v, so it is centered
   * first: then rounding cannot leave a gradient where there is one category.
   */
  static <T extends TFloating> Operand<T> jacobianTimes(
      Ops tf, Operand<T> p, Operand<T> midway, Operand<T> v) {
    Operand<T> centered = StraightThroughValue.centered(tf, p, v);
    return tf.math.sub(
        tf.math.mul(
            StraightThroughValue.softmaxTimes(tf, midway, centered), Scalars.like(tf, v, 2)),
        tf.math.mul(tf.math.mul(p, centered), Scalars.like(tf, v, 0.5)));
  }
}
