package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * REINFORCE, the score-function estimator.
 *
 * <p>The forward value is an exact sample. The gradient is {@code (f(D) - b)} times the gradient of
 * the sample's log-probability, with a baseline b that does not depend on the sample, such as
 * {@link io.github.gumbelrao.core.surrogate.RunningMean}. Unbiased for every loss, differentiable
 * or not; high variance, growing with the number of variables.
 *
 * <p>Source: Williams (1992); eq. 2 and 15 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class Reinforce implements Estimator {

  private Reinforce() {}

  /**
   * Creates the estimator.
   *
   * @return the estimator
   */
  public static Reinforce of() {
    return new Reinforce();
  }

  @Override
  public String name() {
    return "reinforce";
  }

  @Override
  public boolean usesTemperature() {
    return false;
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    Operand<T> logProbability =
        tf.reduceSum(
            tf.math.mul(oneHot, LastAxis.logSoftmax(tf, Categories.belowLargest(tf, logits))),
            tf.constant(-1));
    return Draw.scored(oneHot, logProbability);
  }
}
