package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * ReinMax-Rao: {@link ReinMax} with the Jacobian at its midpoint taken from Gumbel-Rao.
 *
 * <p>The forward value is an exact sample. With p the probabilities, {@code e_i} the sample and g
 * the loss's derivative, the gradient is {@code 2 J_GR g - J(p) g / 2}, where J_GR is the
 * conditional Jacobian of {@link GumbelRao}, given the sample, at the logits {@code log((p + e_i) /
 * 2)}. Biased, even for linear losses, at every temperature. Cost: that of Gumbel-Rao.
 *
 * <p>Source: Wang and Bui, "Beyond ReinMax: Low-Variance Gradient Estimators for Discrete Latent
 * Variables", 2026, arXiv:2603.08257; the formula is restated in {@code docs/mathematics.md}.
 */
public final class ReinMaxRao extends ConditionalEstimator {

  private ReinMaxRao(String pattern, ConditionalJacobian jacobian) {
    super(pattern, jacobian);
  }

  /**
   * The estimator with its conditional Jacobian by plain Monte Carlo.
   *
   * @param samples number of conditional noise draws for each variable, K, at least 1
   * @return the estimator
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  public static ReinMaxRao monteCarlo(int samples) {
    return new ReinMaxRao("reinmax-raoK", MonteCarloJacobian.of(samples));
  }

  /**
   * The estimator with its conditional Jacobian exact.
   *
   * @return the estimator
   */
  public static ReinMaxRao conditional() {
    return new ReinMaxRao("reinmax-rao", ExactJacobian.of());
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    Operand<T> logP = tf.stopGradient(LastAxis.logSoftmax(tf, logits));
    Operand<T> p = tf.math.exp(logP);
    Operand<T> midway = Midpoint.logits(tf, oneHot, logP);
    GivenJacobian<T> given = jacobian.given(tf, midway, oneHot, temperature, seed);
    return Draw.pathwise(
        StraightThroughValue.of(
            tf,
            oneHot,
            logits,
            v ->
                tf.math.sub(
                    tf.math.mul(given.derivativeOf(tf, v, logits), Scalars.like(tf, v, 2)),
                    tf.math.mul(
                        StraightThroughValue.softmaxTimes(tf, p, v), Scalars.like(tf, v, 0.5)))));
  }
}
