package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Straight-through Gumbel-Softmax: forward the sample, backward as if it were the relaxed sample of
 * the same noise.
 *
 * <p>The forward value is an exact sample. Biased like {@link GumbelRao}, which has the same mean
 * and less variance.
 *
 * <p>Source: Jang, Gu and Poole (2017), arXiv:1611.01144; eq. 6 and 18 of Paulus, Maddison and
 * Krause (2021), arXiv:2010.04838.
 */
public final class StraightThroughGumbelSoftmax implements Estimator {

  private StraightThroughGumbelSoftmax() {}

  /**
   * Creates the estimator.
   *
   * @return the estimator
   */
  public static StraightThroughGumbelSoftmax of() {
    return new StraightThroughGumbelSoftmax();
  }

  @Override
  public String name() {
    return "st-gs";
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> tau = temperature.scalar(tf, logits);
    Categorical<T> sample = Categorical.sample(tf, logits, seed);
    Operand<T> soft = LastAxis.softmax(tf, sample.perturbed(), tau);
    return Draw.pathwise(StraightThroughValue.ofSoftmax(tf, sample.oneHot(), logits, soft, tau));
  }
}
