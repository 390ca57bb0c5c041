package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Gapped straight-through: backward through the tempered softmax of logits that were moved so that
 * the sample wins by a gap.
 *
 * <p>The forward value is an exact sample. The sample's logit is raised to the largest logit m, and
 * every other one lowered to at most m minus the gap; the moves are constants. Deterministic given
 * the sample, so without the noise of {@link StraightThroughGumbelSoftmax}; biased. The gap is 1,
 * or {@code -log(1 - p_i) / p_i} with {@code p_i} the sample's probability: it tends to 1 for an
 * unlikely sample and grows without bound for a certain one.
 *
 * <p>Source: Fan, Chi, Rudnicky and Ramadge, "Training Discrete Deep Generative Models via Gapped
 * Straight-Through Estimator", ICML 2022; the formula is restated in {@code docs/mathematics.md}.
 */
public final class GappedStraightThrough implements Estimator {

  /** Log-odds below which the gap is 1 to within 1e-13; there the formula would end in 0 / 0. */
  private static final double UNLIKELY = -30;

  private static final double FIXED_GAP = 1;

  private final boolean adaptive;

  private GappedStraightThrough(boolean adaptive) {
    this.adaptive = adaptive;
  }

  /**
   * With gap 1.
   *
   * @return the estimator
   */
  public static GappedStraightThrough fixed() {
    return new GappedStraightThrough(false);
  }

  /**
   * With the gap that depends on the sample's probability.
   *
   * @return the estimator
   */
  public static GappedStraightThrough adaptive() {
    return new GappedStraightThrough(true);
  }

  @Override
  public String name() {
    return adaptive ? "gst-p" : "gst";
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> tau = temperature.scalar(tf, logits);
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    Operand<T> theta = Categories.belowLargest(tf, tf.stopGradient(logits));
    Operand<T> gap = adaptive ? adaptiveGap(tf, theta, oneHot) : Scalars.like(tf, theta, FIXED_GAP);
    Operand<T> zeros = tf.zerosLike(oneHot);
    Operand<T> lowered = tf.math.minimum(theta, tf.math.neg(gap));
    Operand<T> moved = tf.select(tf.math.greater(oneHot, zeros), zeros, lowered);
    Operand<T> soft = LastAxis.softmax(tf, moved, tau);
    return Draw.pathwise(StraightThroughValue.ofSoftmax(tf, oneHot, logits, soft, tau));
  }

  /**
   * {@code -log(1 - p_i) / p_i = softplus(d) (1 + exp(-d))} with d the log-odds of the sample,
   * shape {@code [..., 1]}: neither 1 - p_i nor a quotient of two small numbers is formed.
   */
  static <T extends TFloating> Operand<T> adaptiveGap(Ops tf, Operand<T> theta, Operand<T> oneHot) {
    Operand<T> drawn = Categories.sum(tf, tf.math.mul(oneHot, theta));
    Operand<T> logOdds =
        tf.math.maximum(
            tf.math.sub(drawn, LastAxis.logSumExp(tf, Categories.without(tf, theta, oneHot))),
            Scalars.like(tf, theta, UNLIKELY));
    Operand<T> reciprocal =
        tf.math.add(Scalars.like(tf, theta, 1), tf.math.exp(tf.math.neg(logOdds)));
    return tf.math.mul(tf.math.softplus(logOdds), reciprocal);
  }
}
