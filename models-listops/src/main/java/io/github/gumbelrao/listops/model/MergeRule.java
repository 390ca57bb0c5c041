package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.noise.Variates;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.ops.LastAxis;
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

  /** As in the public model's masked softmax. */
  double LATE_MASK_EPSILON = 1e-20;

  /**
   * Chooses one pair in each sentence.
   *
   * @param scores of all pairs, shape [batch, pairs]
   * @param penalties added to the scores before a softmax: 0, or minus infinity where there is no
   *     pair, shape [batch, pairs]
   * @param step number of merges done before
   */
  Draw<T> choose(Ops tf, Operand<T> scores, Operand<T> penalties, int step);

  /** Sampled, and differentiated, by an estimator. */
  static <T extends TFloating> MergeRule<T> sampled(
      Estimator estimator, Temperature temperature, Operand<TInt64> seed) {
    return (tf, scores, penalties, step) ->
        estimator.draw(
            tf, tf.math.add(scores, penalties), temperature, Noise.stream(tf, seed, step));
  }

  /** See {@link TreeSource.LateMasked}. */
  static <T extends TFloating> MergeRule<T> lateMasked(
      Temperature temperature, Operand<TInt64> seed) {
    return (tf, scores, penalties, step) -> {
      // The noise of Estimator.draw: where nothing is masked, the trees are those of st-gs.
      Operand<T> exponential =
          Variates.exponential(tf, tf.shape(scores), Noise.stream(tf, seed, step), scores.type());
      Operand<T> perturbed = tf.math.sub(scores, tf.math.log(exponential));
      Operand<T> soft = LastAxis.softmax(tf, perturbed, temperature.scalar(tf, scores));
      // 1 where the penalty is 0
      Operand<T> mask = tf.math.exp(penalties);
      Operand<T> kept =
          tf.math.add(tf.math.mul(soft, mask), Scalars.like(tf, soft, LATE_MASK_EPSILON));
      Operand<T> relaxed = tf.math.div(kept, Categories.sum(tf, kept));
      Operand<T> tree =
          chosen(tf, scores, tf.math.argMax(relaxed, tf.constant(1), TInt32.class)).value();
      return Draw.pathwise(tf.math.add(tree, tf.math.sub(relaxed, tf.stopGradient(relaxed))));
    };
  }

  /** The pair of the highest score, without gradient. */
  static <T extends TFloating> MergeRule<T> best() {
    return (tf, scores, penalties, step) ->
        chosen(
            tf,
            scores,
            tf.math.argMax(tf.math.add(scores, penalties), tf.constant(1), TInt32.class));
  }

  /**
   * Given from outside, without gradient.
   *
   * @param choices pair merged at each step, shape [steps, batch]
   */
  static <T extends TFloating> MergeRule<T> given(Operand<TInt32> choices) {
    return (tf, scores, penalties, step) ->
        chosen(tf, scores, tf.gather(choices, tf.constant(step), tf.constant(0)));
  }

  private static <T extends TFloating> Draw<T> chosen(
      Ops tf, Operand<T> scores, Operand<TInt32> pairs) {
    Operand<T> oneHot =
        tf.oneHot(
            pairs,
            Categories.size(tf, scores),
            Scalars.like(tf, scores, 1),
            Scalars.like(tf, scores, 0));
    return Draw.pathwise(tf.stopGradient(oneHot));
  }
}
