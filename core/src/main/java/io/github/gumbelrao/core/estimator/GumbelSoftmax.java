package io.github.gumbelrao.core.estimator;

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
 * and the variance grows as the temperature falls.
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
    Operand<T> perturbed = Categorical.sample(tf, logits, seed).perturbed();
    return Draw.pathwise(LastAxis.softmax(tf, perturbed, temperature.scalar(tf, logits)));
  }
}
