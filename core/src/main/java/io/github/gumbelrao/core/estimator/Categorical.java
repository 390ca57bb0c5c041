package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.noise.Variates;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * An exact categorical sample by the Gumbel-max trick, with the perturbed logits it came from.
 *
 * <p>Every estimator draws through this class, so that with one seed they all meet the same sample.
 *
 * @param oneHot the sample, exactly one 1 in each row, without gradient, shape {@code [..., n]}
 * @param perturbed {@code logits + G} whose argmax the sample is, but for a common shift of each
 *     row, without gradient, shape {@code [..., n]}
 * @param <T> number type
 */
record Categorical<T extends TFloating>(Operand<T> oneHot, Operand<T> perturbed) {

  /** Samples every row of {@code logits}; Gumbel-max: eq. 3 of Paulus et al. (2021). */
  static <T extends TFloating> Categorical<T> sample(
      Ops tf, Operand<T> logits, Operand<TInt64> seed) {
    // Shifted first: with large logits the noise would lose its digits.
    Operand<T> shifted = Categories.belowLargest(tf, tf.stopGradient(logits));
    // A standard Gumbel variate is minus the logarithm of a standard exponential one.
    Operand<T> exponential = Variates.exponential(tf, tf.shape(logits), seed, logits.type());
    Operand<T> perturbed = tf.math.sub(shifted, tf.math.log(exponential));
    Operand<T> oneHot =
        tf.oneHot(
            tf.math.argMax(perturbed, tf.constant(-1)),
            Categories.size(tf, logits),
            Scalars.like(tf, logits, 1),
            Scalars.like(tf, logits, 0));
    return new Categorical<>(tf.stopGradient(oneHot), tf.stopGradient(perturbed));
  }
}
