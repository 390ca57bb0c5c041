package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.noise.Noise;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * How the pair to merge is chosen at each step.
 *
 * @param <T> number type
 */
interface MergeRule<T extends TFloating> {

  /**
   * Chooses one pair in each sentence.
   *
   * @param logits scores of the pairs, minus infinity where there is none, shape [batch, pairs]
   * @param step number of merges done before
   */
  Draw<T> choose(Ops tf, Operand<T> logits, int step);

  /** Sampled, and differentiated, by an estimator. */
  static <T extends TFloating> MergeRule<T> sampled(
      Estimator estimator, Temperature temperature, Operand<TInt64> seed) {
    return (tf, logits, step) ->
        estimator.draw(tf, logits, temperature, Noise.stream(tf, seed, step));
  }

  /** The pair of the highest score, without gradient. */
  static <T extends TFloating> MergeRule<T> best() {
    return (tf, logits, step) ->
        chosen(tf, logits, tf.math.argMax(logits, tf.constant(1), TInt32.class));
  }

  /**
   * Given from outside, without gradient.
   *
   * @param choices pair merged at each step, shape [steps, batch]
   */
  static <T extends TFloating> MergeRule<T> given(Operand<TInt32> choices) {
    return (tf, logits, step) ->
        chosen(tf, logits, tf.gather(choices, tf.constant(step), tf.constant(0)));
  }

  private static <T extends TFloating> Draw<T> chosen(
      Ops tf, Operand<T> logits, Operand<TInt32> pairs) {
    Operand<T> oneHot =
        tf.oneHot(
            pairs,
            Categories.size(tf, logits),
            Scalars.like(tf, logits, 1),
            Scalars.like(tf, logits, 0));
    return Draw.pathwise(tf.stopGradient(oneHot));
  }
}
