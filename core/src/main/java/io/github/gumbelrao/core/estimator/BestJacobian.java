package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The conditional Jacobian by the best rule for the number of categories: quadrature for two,
 * {@value #POINTS} randomised Sobol' points for more.
 */
final class BestJacobian implements ConditionalJacobian {

  /**
   * Least power of two that beats 1000 random samples for 16 categories at temperatures 0.5 and 1.
   */
  static final int POINTS = 256;

  private final ConditionalJacobian two = BinaryQuadratureJacobian.of();
  private final ConditionalJacobian more = MonteCarloJacobian.quasi(POINTS);

  private BestJacobian() {}

  static BestJacobian of() {
    return new BestJacobian();
  }

  @Override
  public <T extends TFloating> Operand<T> matrix(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Operand<T> temperature, Operand<TInt64> seed) {
    return rule(logits).matrix(tf, logits, oneHot, temperature, seed);
  }

  @Override
  public <T extends TFloating> Operand<T> matrix(
      Ops tf, Operand<T> logits, Operand<T> oneHot, double temperature, Operand<TInt64> seed) {
    return rule(logits).matrix(tf, logits, oneHot, temperature, seed);
  }

  @Override
  public int mostCategories() {
    return more.mostCategories();
  }

  private ConditionalJacobian rule(Operand<? extends TFloating> logits) {
    return Categories.count(logits) == 2 ? two : more;
  }
}
