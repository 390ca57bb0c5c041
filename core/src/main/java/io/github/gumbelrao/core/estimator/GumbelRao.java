package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Gumbel-Rao: straight-through Gumbel-Softmax with its noise averaged out given the sample.
 *
 * <p>The forward value is an exact sample. The gradient is the loss's derivative times the
 * conditional expectation of the tempered softmax's Jacobian given that sample: the mean, and so
 * the bias, of {@link StraightThroughGumbelSoftmax} at the same temperature, with at most its
 * variance. The loss is evaluated once, whatever the number of noise samples, and of those nothing
 * outlives the draw: the backward pass keeps some numbers a category, or one n by n matrix a
 * variable where K noise samples are taken.
 *
 * <p>A draw is differentiated once: its second derivative is refused when the graph is built, and a
 * gradient inside a {@link org.tensorflow.ConcreteFunction} when the function runs.
 *
 * <p>Two sentences of the paper are not followed, on purpose. Below eq. 10 it takes the derivative
 * through the noise as well; that has another mean, and propositions 1 to 3 hold only with the
 * noise held fixed, as in eq. 19. And eq. 9 already contains the logits that eq. 10 and appendix A
 * add once more.
 *
 * <p>Source: eq. 7, 10 and 19 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class GumbelRao extends ConditionalEstimator {

  private GumbelRao(String pattern, ConditionalJacobian jacobian) {
    super(pattern, jacobian);
  }

  /**
   * Gumbel-Rao by plain Monte Carlo, the paper's GR-MCK.
   *
   * @param samples number of conditional noise draws for each variable, K, at least 1; the variance
   *     that K can remove falls like 1 / K
   * @return the estimator
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  public static GumbelRao monteCarlo(int samples) {
    return new GumbelRao("gr-mcK", MonteCarloJacobian.of(samples));
  }

  /**
   * Gumbel-Rao by antithetic pairs of noise draws.
   *
   * @param samples number of conditional noise draws for each variable, K, at least 1; of an odd
   *     number one has no partner
   * @return the estimator
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  public static GumbelRao antithetic(int samples) {
    return new GumbelRao("gr-avK", MonteCarloJacobian.antithetic(samples));
  }

  /**
   * Gumbel-Rao by randomized quasi-Monte Carlo. The work of 1000 random draws is done by 256 points
   * for 16 categories at temperature 0.5, by 128 at temperature 1, and by 8 for two categories.
   *
   * @param samples number of noise points for each variable, K, at least 1; powers of two are best
   * @return the estimator; its graph needs to know the number of categories, at most 64
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  public static GumbelRao quasiMonteCarlo(int samples) {
    return new GumbelRao("gr-qmcK", MonteCarloJacobian.quasi(samples));
  }

  /**
   * Gumbel-Rao itself: the conditional expectation as a deterministic sum, the limit of infinite K.
   * Its error is at most 1e-4 of the Jacobian's largest entry in float32, 1e-9 in float64 (1e-6
   * where the temperature is fed), at temperatures from 0.05 to 5 and for up to 1,024 categories.
   * Where all losers together are rarer than about 1e-6, as of logits (30, 0, 0), it fades to some
   * percent of what is then next to nothing. At constant temperatures from 1e-6 to 25 it is at most
   * 1e-4, and half a percent to 1,000; others are refused, and a fed one is taken as the nearer end
   * of 0.05 to 5. More categories, to a million, work if the graph knows their number; a number
   * that it does not know is refused above 1,024 when it runs.
   *
   * @return the estimator
   */
  public static GumbelRao conditional() {
    return new GumbelRao("gr", ExactJacobian.of());
  }

  /**
   * The same to an accuracy of one's own.
   *
   * @param accuracy largest error over the Jacobian's largest entry, in [1e-10, 1e-2); float32
   *     arithmetic reaches 1e-5, and a fed temperature 1e-8
   * @return the estimator
   * @throws IllegalArgumentException if {@code accuracy} is out of range
   */
  public static GumbelRao conditional(double accuracy) {
    return new GumbelRao("gr", ExactJacobian.of(accuracy));
  }

  /**
   * The rule for the conditional Jacobian.
   *
   * @return what the backward pass of a draw multiplies with
   */
  public ConditionalJacobian jacobian() {
    return jacobian;
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    GivenJacobian<T> given = jacobian.given(tf, logits, oneHot, temperature, seed);
    // NaN where a logit is: it must not pass for a category.
    Operand<T> zero = tf.math.sub(logits, tf.stopGradient(logits));
    return Draw.pathwise(given.derivativeOf(tf, tf.math.add(oneHot, zero), logits));
  }
}
