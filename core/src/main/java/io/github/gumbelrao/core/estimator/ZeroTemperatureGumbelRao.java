package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * ZGR, the limit of {@link GumbelRao} as the temperature falls to zero, in closed form.
 *
 * <p>The forward value is an exact sample. With p the probabilities, {@code e_i} the sample and g
 * the loss's derivative, the gradient is {@code [J(p) g + (g_i - p.g) (e_i - p)] / 2}: the mean of
 * straight-through at temperature 1 and of a second term with the same expectation for linear
 * losses. Unbiased for losses quadratic in the sample, biased for others; no temperature, no noise
 * but the sample's, and the cost of straight-through.
 *
 * <p>Source: Shekhovtsov, "Cold Analysis of Rao-Blackwellized Straight-Through Gumbel-Softmax
 * Gradient Estimator", ICML 2023; the formula is restated in {@code docs/mathematics.md}.
 */
public final class ZeroTemperatureGumbelRao implements Estimator {

  private ZeroTemperatureGumbelRao() {}

  /**
   * Creates the estimator.
   *
   * @return the estimator
   */
  public static ZeroTemperatureGumbelRao of() {
    return new ZeroTemperatureGumbelRao();
  }

  @Override
  public String name() {
    return "zgr";
  }

  @Override
  public boolean usesTemperature() {
    return false;
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    Operand<T> p = tf.stopGradient(LastAxis.softmax(tf, logits));
    Operand<T> surprise = tf.math.sub(oneHot, p);
    return Draw.pathwise(
        StraightThroughValue.of(
            tf, oneHot, logits, v -> jacobianTimes(tf, oneHot, p, surprise, v)));
  }

  /** The matrix is symmetric, so this is the gradient's formula with v for g. */
  private static <T extends TFloating> Operand<T> jacobianTimes(
      Ops tf, Operand<T> oneHot, Operand<T> p, Operand<T> surprise, Operand<T> v) {
    Operand<T> centered = StraightThroughValue.centered(tf, p, v);
    Operand<T> atSample = Categories.sum(tf, tf.math.mul(oneHot, centered));
    Operand<T> both = tf.math.add(tf.math.mul(p, centered), tf.math.mul(surprise, atSample));
    return tf.math.mul(both, Scalars.like(tf, v, 0.5));
  }
}
