package io.github.gumbelrao.core.example;

import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientCheck.Sampler;
import io.github.gumbelrao.core.training.Initializers;
import io.github.gumbelrao.core.training.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A choice among two, three or four offers: those that a row does not have are masked. */
final class MaskedChoice {

  private static final float NONE = Float.NEGATIVE_INFINITY;

  /** Weight and speed of each offer; the last offers of short rows are padding. */
  private static final float[][][] OFFERS = {
    {{1, 0}, {0, 1}, {0, 0}, {0, 0}},
    {{0.5f, 0.5f}, {1, 1}, {0, 1}, {0, 0}},
    {{1, 0.2f}, {0.3f, 0.1f}, {0.2f, 0.9f}, {0.8f, 1}}
  };

  /** 0 for an offer, minus infinity for padding. */
  private static final float[][] MASK = {{0, 0, NONE, NONE}, {0, 0, 0, NONE}, {0, 0, 0, 0}};

  /** A wrong choice costs; a padded one would cost so much that no mean could hide it. */
  private static final float[][] COSTS = {{1, 0, 1e6f, 1e6f}, {1, 1, 0, 1e6f}, {1, 1, 0, 1}};

  private MaskedChoice() {}

  /** Learns two weights by which the best offer of every row scores highest. */
  static Losses<TFloat32> build(Ops tf, Sampler<TFloat32> sampler) {
    Parameter<TFloat32> weights =
        Parameter.weight(tf, "weights", Initializers.zeros(tf.withInitScope(), TFloat32.class, 2));
    Operand<TFloat32> each = tf.math.mul(tf.constant(OFFERS), weights.value());
    Operand<TFloat32> scores = tf.reduceSum(each, tf.constant(2));

    // Minus infinity on the logits: never drawn, and exactly no gradient.
    Operand<TFloat32> choice = sampler.draw(tf.math.add(scores, tf.constant(MASK))).value();

    Operand<TFloat32> cost = tf.math.mul(choice, tf.constant(COSTS));
    return Losses.of(tf.reduceSum(cost, tf.constant(1)), weights);
  }
}
