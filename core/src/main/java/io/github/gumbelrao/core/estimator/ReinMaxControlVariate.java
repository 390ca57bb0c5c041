package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * ReinMax with a Gumbel-Rao control variate.
 *
 * <p>The forward value is an exact sample. With p the probabilities, {@code e_i} the sample, g the
 * loss's derivative and {@code pi = (p + e_i) / 2}, the gradient is {@code 2 J(pi) g - J(p) g / 2 +
 * weight (J_GR g - J_STGS g)}: the last two are the conditional Jacobian of {@link GumbelRao} and
 * its estimate from one noise draw, both given the sample, at the logits {@code log pi}. Given the
 * sample their difference has mean zero, so the mean is that of {@link ReinMax} at temperature 1,
 * unbiased for losses quadratic in the sample, at every weight and temperature; with weight 0 it is
 * {@link ReinMax}.
 *
 * <p>Source: Wang and Bui, "Beyond ReinMax: Low-Variance Gradient Estimators for Discrete Latent
 * Variables", 2026, arXiv:2603.08257; the formula is restated in {@code docs/mathematics.md}.
 */
public final class ReinMaxControlVariate extends ConditionalEstimator {

  private static final double WEIGHT = 1;

  private final double weight;

  private ReinMaxControlVariate(String pattern, double weight, ConditionalJacobian jacobian) {
    super(pattern, jacobian);
    this.weight = weight;
  }

  /**
   * With J_GR by plain Monte Carlo.
   *
   * @param samples number of conditional noise draws for each variable, K, at least 1
   * @return the estimator, with weight 1
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  public static ReinMaxControlVariate monteCarlo(int samples) {
    return new ReinMaxControlVariate("reinmax-cvK", WEIGHT, MonteCarloJacobian.of(samples));
  }

  /**
   * With J_GR exact.
   *
   * @return the estimator, with weight 1
   */
  public static ReinMaxControlVariate conditional() {
    return conditional(WEIGHT);
  }

  /**
   * With J_GR exact and another weight.
   *
   * @param weight of the control variate, finite
   * @return the estimator
   * @throws IllegalArgumentException if {@code weight} is NaN or infinite
   */
  public static ReinMaxControlVariate conditional(double weight) {
    double checked = Checks.inRange("weight", weight, -Double.MAX_VALUE, Double.MAX_VALUE);
    return new ReinMaxControlVariate("reinmax-cv", checked, ExactJacobian.of());
  }

  /** ReinMax and a second draw come on top of Gumbel-Rao. */
  @Override
  public double cost() {
    return jacobian.cost() + 3;
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    Operand<T> logP = tf.stopGradient(LastAxis.logSoftmax(tf, logits));
    Operand<T> p = tf.stopGradient(LastAxis.softmax(tf, logits));
    Operand<T> half = Scalars.like(tf, p, 0.5);
    Operand<T> midway = tf.math.mul(tf.math.add(p, oneHot), half);
    Operand<T> midwayLogits = Midpoint.logits(tf, oneHot, logP);
    GivenJacobian<T> mean = jacobian.given(tf, midwayLogits, oneHot, temperature, seed);
    // At the temperature of the other, or the difference would have a mean.
    Temperature same = jacobian.workedAt(tf, temperature, logits);
    GivenJacobian<T> once =
        MonteCarloJacobian.of(1)
            .given(tf, midwayLogits, oneHot, same, Noise.stream(tf, seed, "one draw"));
    return Draw.pathwise(
        StraightThroughValue.of(
            tf,
            oneHot,
            logits,
            v -> {
              Operand<T> noise =
                  tf.math.sub(mean.derivativeOf(tf, v, logits), once.derivativeOf(tf, v, logits));
              return tf.math.add(
                  ReinMax.jacobianTimes(tf, p, midway, v),
                  tf.math.mul(noise, Scalars.like(tf, v, weight)));
            }));
  }
}
