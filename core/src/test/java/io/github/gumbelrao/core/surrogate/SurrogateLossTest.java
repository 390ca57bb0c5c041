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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
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

  /** A baseline [B, 1] would make losses [B, B], with another gradient. */
  @Test
  void shapesThatWouldBroadcastAreRefused() {
    refused(
        "baseline must have shape [] or that of the losses [5], got [5, 1]",
        tf -> surrogate(tf, new double[5], tf.constant(new double[5][1])));
    refused(
        "baseline must have shape [] or that of the losses [5], got [1]",
        tf -> surrogate(tf, new double[5], tf.constant(new double[1])));
    refused(
        "losses must have a shape that the log-probability's [5] begins with, got [4]",
        tf -> surrogate(tf, new double[4], tf.constant(0.0)));
  }

  private static Operand<TFloat64> surrogate(Ops tf, double[] losses, Operand<TFloat64> baseline) {
    Draw<TFloat64> draw = reinforce(tf, tf.broadcastTo(tf.constant(THETA), tf.array(5, 3)), 1);
    return SurrogateLoss.of(tf, tf.constant(losses), List.of(draw), baseline);
  }

  /** Its logits would get no gradient, and nothing would show it. */
  @Test
  void scoreFunctionDrawsThatAreNotListedAreRefused() {
    refused(
        "draws must list every score-function draw that the losses depend on, but"
            + " Layer/reinforce/ScoredDraw is not among the 1",
        tf -> twoDraws(tf, tf.withSubScope("Layer"), UnaryOperator.identity(), false));
  }

  /** Its gradient would be twice what it is; in another shape, too. */
  @Test
  void scoreFunctionDrawsThatAreListedTwiceAreRefused() {
    refusedTwice(tf -> listedTwice(tf, UnaryOperator.identity()));
    refusedTwice(
        tf ->
            listedTwice(
                tf,
                draw ->
                    Draw.scored(
                        tf.reshape(draw.value(), tf.array(5, 1, 3)),
                        draw.logProbability().orElseThrow())));
  }

  private static void refusedTwice(Function<Ops, Operand<TFloat64>> building) {
    assertThatThrownBy(() -> Evaluate.once(building::apply))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "draws must list every score-function draw once, got the log-probability"
                + " reinforce/\\S+ twice");
  }

  private static Operand<TFloat64> listedTwice(Ops tf, UnaryOperator<Draw<TFloat64>> other) {
    Draw<TFloat64> draw = reinforce(tf, tf.broadcastTo(tf.constant(THETA), tf.array(5, 3)), 1);
    return SurrogateLoss.of(
        tf,
        QuadraticLoss.of(tf, draw.value(), 3),
        List.of(draw, other.apply(draw)),
        tf.constant(0.1));
  }

  /** A pathwise draw that is listed lists no score-function draw that it was made of. */
  @Test
  void aScoreFunctionDrawBehindAListedPathwiseOneIsRefused() {
    String message =
        "draws must list every score-function draw that the losses depend on, but"
            + " reinforce/ScoredDraw is not among the 1";
    refused(
        message,
        tf -> {
          Draw<TFloat64> first =
              reinforce(tf, tf.broadcastTo(tf.constant(THETA), tf.array(5, 3)), 1);
          return pathwiseListed(tf, Draw.pathwise(tf.reshape(first.value(), tf.array(5, 3))));
        });
    refused(
        message,
        tf -> {
          Draw<TFloat64> first =
              reinforce(tf, tf.broadcastTo(tf.constant(THETA), tf.array(5, 3)), 1);
          return pathwiseListed(
              tf,
              Estimators.named("zgr")
                  .draw(tf, first.value(), Temperature.of(1), tf.constant(new long[] {3, 2})));
        });
  }

  private static Operand<TFloat64> pathwiseListed(Ops tf, Draw<TFloat64> draw) {
    return SurrogateLoss.of(
        tf, QuadraticLoss.of(tf, draw.value(), 3), List.of(draw), tf.constant(0.1));
  }

  @Test
  void listedStoppedAndReshapedDrawsPass() {
    assertThat(Evaluate.once(tf -> twoDraws(tf, tf, UnaryOperator.identity(), true))).hasSize(5);
    assertThat(Evaluate.once(tf -> twoDraws(tf, tf, tf::stopGradient, false))).hasSize(5);
  }

  /** Two draws that were joined into one, along an axis or a new one, are both listed by it. */
  @Test
  void joinedDrawsPass() {
    assertThat(joined((tf, parts) -> tf.concat(parts, tf.constant(0)))).hasSize(10);
    assertThat(joined((tf, parts) -> tf.stack(parts))).hasSize(10);
  }

  private static double[] joined(
      BiFunction<Ops, List<Operand<TFloat64>>, Operand<TFloat64>> joint) {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> logits = tf.broadcastTo(tf.constant(THETA), tf.array(5, 3));
          List<Draw<TFloat64>> draws = List.of(reinforce(tf, logits, 1), reinforce(tf, logits, 2));
          Draw<TFloat64> both =
              Draw.scored(
                  joint.apply(tf, draws.stream().map(Draw::value).toList()),
                  joint.apply(
                      tf,
                      draws.stream().map(each -> each.logProbability().orElseThrow()).toList()));
          Operand<TFloat64> losses =
              tf.reduceSum(tf.math.mul(both.value(), tf.constant(THETA)), tf.constant(-1));
          return SurrogateLoss.of(tf, losses, List.of(both), tf.constant(0.1));
        });
  }

  /** Losses of two draws, of which one is listed, reshaped, and the other perhaps. */
  private static Operand<TFloat64> twoDraws(
      Ops tf, Ops layer, UnaryOperator<Operand<TFloat64>> cut, boolean both) {
    Operand<TFloat64> logits = tf.broadcastTo(tf.constant(THETA), tf.array(5, 3));
    Draw<TFloat64> one = reinforce(tf, logits, 1);
    Draw<TFloat64> other = reinforce(layer, logits, 2);
    Draw<TFloat64> reshaped =
        Draw.scored(tf.reshape(one.value(), tf.array(5, 1, 3)), one.logProbability().orElseThrow());
    Operand<TFloat64> sum =
        tf.math.add(tf.reshape(reshaped.value(), tf.array(5, 3)), cut.apply(other.value()));
    return SurrogateLoss.of(
        tf,
        QuadraticLoss.of(tf, sum, 3),
        both ? List.of(reshaped, other) : List.of(reshaped),
        tf.constant(0.1));
  }

  private static Draw<TFloat64> reinforce(Ops tf, Operand<TFloat64> logits, long seed) {
    return Estimators.named("reinforce")
        .draw(tf, logits, Temperature.of(1), tf.constant(new long[] {seed, 2}));
  }

  private static void refused(String message, Function<Ops, Operand<TFloat64>> building) {
    assertThatThrownBy(() -> Evaluate.once(building::apply))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
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
