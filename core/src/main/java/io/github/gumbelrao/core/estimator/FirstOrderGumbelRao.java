package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Gumbel-Rao expanded to first order in the temperature, in closed form: {@link
 * ZeroTemperatureGumbelRao} is its order zero.
 *
 * <p>The forward value is an exact sample. Given the sample i, with p the probabilities, the
 * Jacobian off the diagonal is {@code -p_j (1/2 + t (ln 2 (1 - 2 p_j) - ln(8/3) (1 - p_i - p_j)))}
 * between the winner and a loser j, and {@code -2 t ln(4/3) p_j p_k} between two losers, at
 * temperature t; rows sum to zero. Its error is of the order of the squared temperature: meant for
 * temperatures up to about 0.2, above which {@link GumbelRao} is exact. Cost: that of {@link
 * ZeroTemperatureGumbelRao}, no conditional noise.
 *
 * <p>Source: {@code docs/mathematics.md}, by expanding eq. 7 of Paulus, Maddison and Krause (2021),
 * arXiv:2010.04838; order zero: Shekhovtsov, "Cold Analysis of Rao-Blackwellized Straight-Through
 * Gumbel-Softmax Gradient Estimator", ICML 2023.
 */
public final class FirstOrderGumbelRao implements Estimator {

  private FirstOrderGumbelRao() {}

  /**
   * Creates the estimator.
   *
   * @return the estimator
   */
  public static FirstOrderGumbelRao of() {
    return new FirstOrderGumbelRao();
  }

  @Override
  public String name() {
    return "zgr1";
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    Operand<T> p = tf.stopGradient(LastAxis.softmax(tf, logits));
    Operand<T> losing = tf.math.sub(p, tf.math.mul(p, oneHot));
    Operand<T> scale = tf.stopGradient(temperature.scalar(tf, logits));
    // What a loser's own entry counts, with all other losers' share of it brought together.
    Operand<T> others = tf.math.add(Categories.sum(tf, losing), p);
    Operand<T> first =
        tf.math.sub(
            Scalars.like(tf, p, Math.log(2)),
            tf.math.mul(others, Scalars.like(tf, p, Math.log(1.5))));
    Operand<T> own =
        tf.math.mul(losing, tf.math.add(tf.math.mul(first, scale), Scalars.like(tf, p, 0.5)));
    Operand<T> among =
        tf.math.mul(losing, tf.math.mul(scale, Scalars.like(tf, p, 2 * Math.log(4.0 / 3))));
    return Draw.pathwise(
        StraightThroughValue.of(
            tf, oneHot, logits, v -> jacobianTimes(tf, oneHot, losing, own, among, v)));
  }

  /** Losers first, with v counted from the winner's entry; the winner has minus their sum. */
  private static <T extends TFloating> Operand<T> jacobianTimes(
      Ops tf,
      Operand<T> oneHot,
      Operand<T> losing,
      Operand<T> own,
      Operand<T> among,
      Operand<T> v) {
    Operand<T> lead = tf.math.sub(v, Categories.sum(tf, tf.math.mul(v, oneHot)));
    Operand<T> mean = Categories.sum(tf, tf.math.mul(losing, lead));
    Operand<T> losers = tf.math.sub(tf.math.mul(own, lead), tf.math.mul(among, mean));
    return tf.math.sub(losers, tf.math.mul(oneHot, Categories.sum(tf, losers)));
  }
}
