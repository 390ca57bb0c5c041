package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The (slope-annealed) straight-through estimator: backward as if the value were the tempered
 * softmax of the logits.
 *
 * <p>The forward value is an exact sample. The gradient's Jacobian does not depend on the sample,
 * so its variance is that of the loss's derivative alone; biased, except for losses linear in the
 * sample at temperature 1, where it is exact.
 *
 * <p>Source: Bengio, Leonard and Courville (2013), arXiv:1308.3432; Chung, Ahn and Bengio (2017),
 * arXiv:1609.01704; eq. 5 and 17 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class StraightThrough implements Estimator {

  private StraightThrough() {}

  /**
   * Creates the estimator.
   *
   * @return the estimator
   */
  public static StraightThrough of() {
    return new StraightThrough();
  }

  @Override
  public String name() {
    return "st";
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> tau = temperature.scalar(tf, logits);
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    // Shifted first: over a low temperature large logits would overflow.
    Operand<T> below = Categories.belowLargest(tf, tf.stopGradient(logits));
    Operand<T> soft = LastAxis.softmax(tf, below, tau);
    return Draw.pathwise(StraightThroughValue.ofSoftmax(tf, oneHot, logits, soft, tau));
  }
}
