package io.github.gumbelrao.bench.simplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.bench.testing.Budget;
import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.GumbelSoftmax;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.noise.Variates;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.ops.LastAxis;
import io.github.gumbelrao.toyqp.ExactError;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Sampled means and variances against the exact ones, component by component: 10 cases of 5 points
 * with and without the direct term, 4 numbers each, make 400 comparisons.
 */
class SimplexMapTest {

  private static final ConfigProto SESSION = Device.CPU.session(1);
  private static final int PASSES = 20_000;

  /** One of them near a line, where numbers are large. */
  private static final double[][] POINTS = {
    {0.25, 0.25, 0.5}, {0.1, 0.1, 0.8}, {0.5, 0.2, 0.3}, {0.32, 0.33, 0.35}, {0.64, 0.3, 0.06}
  };

  private static List<ToyPoint> points(boolean direct) {
    return List.of(POINTS).stream().map(p -> ToyPoint.of(SimplexPlan.PROGRAM, p, direct)).toList();
  }

  /** The worst distance of a mean or a variance from the exact one, in standard errors. */
  private static double worst(
      Estimator sampled, String exact, double temperature, boolean direct, boolean variances) {
    List<ToyPoint> points = points(direct);
    List<GradientMoments> moments =
        SimplexMap.of(points, PASSES).run(sampled, temperature, 7, SESSION, passes -> {});
    double worst = 0;
    for (int i = 0; i < points.size(); i++) {
      ExactError known =
          ExactError.of(Estimators.named(exact), temperature, points.get(i)).orElseThrow();
      for (int k = 0; k < 3; k++) {
        worst = Math.max(worst, distance(moments.get(i).mean(k), known.mean().get(k)));
      }
      if (variances) {
        double variance = known.variance().orElseThrow();
        worst = Math.max(worst, distance(moments.get(i).variance(), variance));
      }
    }
    return worst;
  }

  private static double distance(Estimate estimate, double truth) {
    return Math.abs(estimate.value() - truth) / estimate.standardError();
  }

  @ParameterizedTest
  @CsvSource({
    "reinforce, 1",
    "gs, 1",
    "gs, 0.1",
    "st, 0.5",
    "st-gs, 1",
    "st-gs, 0.1",
    "gr-mc5, 0.5",
    "gr-mc20, 0.1",
    "zgr, 1",
    "reinmax, 1.5"
  })
  void samplesAgreeWithEnumerationAndQuadrature(String name, double temperature) {
    Estimator estimator = Estimators.named(name);
    assertThat(worst(estimator, name, temperature, false, true)).isLessThan(Budget.Z);
    assertThat(worst(estimator, name, temperature, true, true)).isLessThan(Budget.Z);
  }

  /** The other rules have the same mean; 15 comparisons each. */
  @ParameterizedTest
  @ValueSource(strings = {"gr-av8", "gr-qmc8"})
  void otherRulesHaveTheSameMean(String name) {
    assertThat(worst(Estimators.named(name), name, 0.5, false, false)).isLessThan(Budget.Z);
  }

  /** Its points add under 2 percent to the variance of the conditional expectation. */
  @Test
  void grIsTheConditionalExpectationAndHardlyMore() {
    List<ToyPoint> points = points(false);
    Estimator gr = Estimators.named("gr");
    List<GradientMoments> moments =
        SimplexMap.of(points, PASSES / 10).run(gr, 0.5, 7, SESSION, passes -> {});
    for (int i = 0; i < points.size(); i++) {
      ExactError exact = ExactError.of(gr, 0.5, points.get(i)).orElseThrow();
      for (int k = 0; k < 3; k++) {
        assertThat(distance(moments.get(i).mean(k), exact.mean().get(k))).isLessThan(Budget.Z);
      }
      double least = exact.variance().orElseThrow();
      Estimate sampled = moments.get(i).variance();
      double slack = Budget.Z * sampled.standardError();
      assertThat(sampled.value()).isBetween(least - slack, 1.02 * least + slack);
    }
  }

  /** Negative control: eq. 10 read literally adds the logits a second time. */
  @Test
  void logitsAddedTwiceAreCaught() {
    Estimator twice =
        new Mutant() {
          @Override
          public <T extends TFloating> Draw<T> build(
              Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
            Operand<T> relaxed = relaxed(tf, logits, seed);
            Operand<T> fixed = tf.stopGradient(tf.math.add(tf.math.log(relaxed), logits));
            Operand<T> moving = tf.math.sub(tf.math.add(fixed, logits), tf.stopGradient(logits));
            return through(
                tf, relaxed, LastAxis.softmax(tf, moving, temperature.scalar(tf, logits)));
          }
        };
    assertThat(worst(twice, "st-gs", 0.5, false, false)).isGreaterThan(2 * Budget.Z);
  }

  /** Negative control: the derivative taken through the conditional noise as well. */
  @Test
  void totalDerivativeIsCaught() {
    Estimator total =
        new Mutant() {
          @Override
          public <T extends TFloating> Draw<T> build(
              Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
            Operand<T> relaxed = relaxed(tf, logits, seed);
            Operand<T> oneHot = oneHot(tf, relaxed);
            Operand<T> wait =
                Variates.exponential(
                    tf, tf.shape(logits), Noise.stream(tf, seed, 9), logits.type());
            Operand<T> winner = Categories.sum(tf, tf.math.mul(oneHot, wait));
            Operand<T> ratio = tf.math.div(tf.math.div(wait, winner), tf.nn.softmax(logits));
            Operand<T> others = tf.stopGradient(tf.math.sub(tf.onesLike(oneHot), oneHot));
            Operand<T> scores = tf.math.neg(tf.math.log1p(tf.math.mul(others, ratio)));
            return through(
                tf, relaxed, LastAxis.softmax(tf, scores, temperature.scalar(tf, logits)));
          }
        };
    assertThat(worst(total, "st-gs", 0.5, false, false)).isGreaterThan(2 * Budget.Z);
  }

  /** The same construction without a mistake passes. */
  @Test
  void unchangedConstructionPasses() {
    Estimator right =
        new Mutant() {
          @Override
          public <T extends TFloating> Draw<T> build(
              Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
            Operand<T> relaxed = relaxed(tf, logits, seed);
            return through(
                tf,
                relaxed,
                LastAxis.softmax(tf, tf.math.log(relaxed), temperature.scalar(tf, logits)));
          }
        };
    assertThat(worst(right, "st-gs", 0.5, false, true)).isLessThan(Budget.Z);
  }

  /** An estimator of the test's own. */
  private abstract static class Mutant implements Estimator {

    @Override
    public String name() {
      return "mutant";
    }

    /** softmax(logits + G): its logarithm is the perturbed logits, but for a shift. */
    static <T extends TFloating> Operand<T> relaxed(
        Ops tf, Operand<T> logits, Operand<TInt64> seed) {
      return GumbelSoftmax.of().draw(tf, logits, Temperature.of(1), seed).value();
    }

    static <T extends TFloating> Operand<T> oneHot(Ops tf, Operand<T> relaxed) {
      Operand<T> largest =
          tf.reduceMax(relaxed, tf.constant(-1), org.tensorflow.op.core.ReduceMax.keepDims(true));
      return tf.stopGradient(
          tf.select(tf.math.equal(relaxed, largest), tf.onesLike(relaxed), tf.zerosLike(relaxed)));
    }

    static <T extends TFloating> Draw<T> through(Ops tf, Operand<T> relaxed, Operand<T> soft) {
      Operand<T> zero = tf.math.sub(soft, tf.stopGradient(soft));
      return Draw.pathwise(tf.math.add(oneHot(tf, relaxed), zero));
    }
  }

  /** Twenty passes in runs of seven or so: none is lost, none is counted twice. */
  @Test
  void passesThatDoNotFillTheLastRunAreCountedExactly() {
    long perPass = 27L * POINTS.length;
    int[] reported = new int[1];
    List<GradientMoments> moments =
        SimplexMap.of(points(false), 20, 8 * perPass)
            .run(Estimators.named("st-gs"), 1, 7, SESSION, passes -> reported[0] += passes);
    assertThat(moments).extracting(GradientMoments::count).containsOnly(20L);
    assertThat(reported[0]).isEqualTo(20);
  }

  /** A run of the minimization that lands on a line stays there. */
  @Test
  void nothingMovesOnALine() {
    ToyPoint line =
        ToyPoint.of(SimplexPlan.PROGRAM, new double[] {1.0 / 6, 1.0 / 6, 2.0 / 3}, true);
    assertThat(line.singular()).isTrue();
    for (String name : List.of("reinforce", "gs", "st-gs", "gr-mc5", "zgr")) {
      GradientMoments moments =
          SimplexMap.of(List.of(line), 10)
              .run(Estimators.named(name), 1, 7, SESSION, passes -> {})
              .get(0);
      assertThat(moments.meanSquaredError()).isEqualTo(new Estimate(0, 0));
    }
  }
}
