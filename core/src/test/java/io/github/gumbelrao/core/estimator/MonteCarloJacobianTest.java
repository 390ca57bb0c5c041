package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.internal.noise.Points;
import io.github.gumbelrao.core.internal.noise.SampleBlock;
import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.ConditionalIntegral;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** The mean of every way to sample the conditional Jacobian, against exact values. */
class MonteCarloJacobianTest {

  /** Independent matrices a mean is taken over; their spread gives the standard error. */
  private static final int ROWS = 400;

  /** What the reference file's values must be met to. */
  private static final double REFERENCE_Z = 5;

  /**
   * A probability that float32 cannot hold has a weight at a high temperature, and not a small one.
   */
  @ParameterizedTest
  @EnumSource(SamplingRule.class)
  void unlikelyCategoriesCountAtHighTemperatures(SamplingRule rule) {
    for (double[] theta : new double[][] {{0, -100}, {0, -100, 0.5}, {-60, 40, 0}}) {
      double[] exact = ConditionalIntegral.jacobian(theta, 0, 50);
      double[] found =
          Evaluate.once(
              tf -> {
                Operand<TFloat32> logits =
                    tf.dtypes.cast(tf.constant(new double[][] {theta}), TFloat32.class);
                Operand<TFloat32> matrix = JacobianSamples.matrix(tf, rule.of(1024), logits, 0, 50);
                return tf.dtypes.cast(matrix, TFloat64.class);
              });
      for (int entry = 0; entry < exact.length; entry++) {
        // The noise of a thousand samples moves a weight's logarithm by 1.8 / 50 / 32.
        assertThat(found[entry]).isCloseTo(exact[entry], within(0.02 * Math.abs(exact[entry])));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoCategoriesAtTemperatureOneMeetTheClosedForm(SamplingRule rule) {
    for (double logOdds : new double[] {0, 0.7, -0.7, -2, 3}) {
      double slope = BinaryJacobian.slope(logOdds);
      // Few samples, and an odd number: a bias that falls with their number would show.
      Moments moments =
          JacobianSamples.moments(rule.of(7), new double[] {logOdds, 0}, 0, 1, 100 * ROWS);
      assertThat(moments.distance(new double[] {slope, -slope, -slope, slope}))
          .isLessThan(Bounds.Z);

      // Negative control: three percent too much would not pass.
      double wrong = 1.03 * slope;
      assertThat(moments.distance(new double[] {wrong, -wrong, -wrong, wrong}))
          .isGreaterThan(Bounds.Z);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyReferenceCaseIsMet(SamplingRule rule) throws IOException {
    double worst = 0;
    double worstScaled = 0;
    for (ReferenceCases.Case each : ReferenceCases.all()) {
      Moments moments =
          JacobianSamples.moments(
              rule.of(rule.samples), each.theta(), each.outcome(), each.temperature(), ROWS);
      worst = Math.max(worst, each.distance(moments, 1));
      worstScaled = Math.max(worstScaled, each.distance(moments, 1.02));
    }
    assertThat(worst).isLessThan(REFERENCE_Z);
    // Negative control: two percent too much would not pass.
    assertThat(worstScaled).isGreaterThan(2 * REFERENCE_Z);
  }

  /** Three categories: few samples have the mean of many. */
  @ParameterizedTest
  @EnumSource
  void meanDoesNotDependOnTheNumberOfSamples(SamplingRule rule) {
    double[] theta = {0.4, -1, 0.9};
    Moments few = JacobianSamples.moments(rule.of(3), theta, 1, 0.5, 200 * ROWS);
    Moments many = JacobianSamples.moments(MonteCarloJacobian.of(300), theta, 1, 0.5, 20 * ROWS);
    for (int entry = 0; entry < 9; entry++) {
      double error = Math.hypot(few.standardError(entry), many.standardError(entry));
      assertThat(Math.abs(few.mean(entry) - many.mean(entry))).isLessThan(Bounds.Z * error);
    }
  }

  /**
   * Negative control: points that are not randomized have an error that no number of rows mends.
   */
  @Test
  void fixedPointsAreCaught() {
    double slope = BinaryJacobian.slope(0.7);
    MonteCarloJacobian fixed = MonteCarloJacobian.of(8, new Midpoints());
    Moments moments = JacobianSamples.moments(fixed, new double[] {0.7, 0}, 0, 1, ROWS);
    assertThat(moments.distance(new double[] {slope, -slope, -slope, slope}))
        .isGreaterThan(2 * Bounds.Z);
  }

  /** The same midpoints of equal intervals for every variable. */
  private static final class Midpoints implements Points {

    @Override
    public <T extends TFloating> Operand<T> uniform(
        Ops tf, Operand<T> like, int coordinate, SampleBlock block, Operand<TInt64> seed) {
      double[] middle =
          IntStream.range(0, block.count()).mapToDouble(k -> (k + 0.5) / block.count()).toArray();
      Operand<T> row = tf.dtypes.cast(tf.constant(middle), like.type());
      return tf.math.add(tf.expandDims(tf.zerosLike(like), tf.constant(-1)), row);
    }
  }
}
