package io.github.gumbelrao.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.QuadraticLoss;
import io.github.gumbelrao.core.testing.RowGradients;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

class SurrogateLossTest {

  private static final double[] THETA = {0.3, -0.2, 0.8};

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "st-gs", "gr-mc3"})
  void valueIsTheLoss(String name) {
    double[] gap =
        Evaluate.once(
            tf -> {
              Operand<TFloat64> logits = tf.broadcastTo(tf.constant(THETA), tf.array(5, 3));
              Draw<TFloat64> draw =
                  Estimators.named(name)
                      .draw(tf, logits, Temperature.of(0.5), tf.constant(new long[] {1, 2}));
              Operand<TFloat64> losses = QuadraticLoss.of(tf, draw.value(), 3);
              return tf.math.sub(
                  SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0.1)), losses);
            });
    assertThat(gap).hasSize(5).containsOnly(0);
  }

  /** REINFORCE is unbiased for the true gradient, by enumeration; straight-through is not. */
  @Test
  void reinforceIsUnbiasedAndStraightThroughIsNot() {
    double[] exact = new double[3];
    double[] p = Softmax.of(THETA, 1);
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        exact[k] += p[i] * QuadraticLoss.value(3, i) * ((i == k ? 1 : 0) - p[k]);
      }
    }
    assertThat(moments("reinforce").distance(exact)).isLessThan(Bounds.Z);
    assertThat(moments("st").distance(exact)).isGreaterThan(2 * Bounds.Z);
  }

  /** The mean of straight-through, by enumeration of the outcomes. */
  @Test
  void straightThroughMeetsItsOwnMean() {
    double[] exact = new double[3];
    double[] p = Softmax.of(THETA, 1);
    double[] s = Softmax.of(THETA, 0.5);
    for (int i = 0; i < 3; i++) {
      double[] g = Softmax.jacobianTimes(s, QuadraticLoss.gradient(3, i), 0.5);
      for (int k = 0; k < 3; k++) {
        exact[k] += p[i] * g[k];
      }
    }
    assertThat(moments("st").distance(exact)).isLessThan(Bounds.Z);
  }

  /** A constant loss equal to its baseline gives no score-function gradient at all. */
  @Test
  void baselineIsSubtracted() {
    assertThat(scoreGradient(2.0, 2.0)).containsOnly(0);
    assertThat(scoreGradient(2.0, 0.5)[0]).isCloseTo(3 * scoreGradient(2.0, 1.5)[0], within(1e-12));
  }

  @Test
  void lossesMayNotHaveMoreAxesThanTheDraws() {
    assertThatThrownBy(
            () ->
                Evaluate.once(
                    tf -> {
                      Draw<TFloat64> draw =
                          Estimators.named("reinforce")
                              .draw(
                                  tf,
                                  tf.constant(THETA),
                                  Temperature.of(1),
                                  tf.constant(new long[] {1, 2}));
                      return SurrogateLoss.of(
                          tf, tf.constant(new double[2]), List.of(draw), tf.constant(0.0));
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "losses must have a known rank of at most that of the log-probability [],"
                + " got shape [2]");
  }

  private static double[] scoreGradient(double loss, double baseline) {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> logits = tf.identity(tf.constant(new double[][][] {{THETA, THETA}}));
          Draw<TFloat64> draw =
              Estimators.named("reinforce")
                  .draw(tf, logits, Temperature.of(1), tf.constant(new long[] {1, 2}));
          Operand<TFloat64> losses = tf.constant(new double[] {loss});
          Operand<TFloat64> surrogate =
              SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(baseline));
          return tf.gradients(surrogate, List.of(logits)).<TFloat64>dy(0);
        });
  }

  private static Moments moments(String name) {
    return Moments.of(
        RowGradients.quadratic(RowGradients.of(Estimators.named(name), 0.5), THETA, 200_000, 23),
        3);
  }
}
