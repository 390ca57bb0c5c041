package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Formulas;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.QuadraticLoss;
import io.github.gumbelrao.core.testing.RowGradients;
import io.github.gumbelrao.core.testing.RowGradients.Drawing;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

/**
 * The estimators whose gradient is a function of the sample: each value against its formula, and
 * means against enumeration, which for them has no noise at all.
 */
class SingleEvaluationTest {

  /** So many rows meet every outcome of the problems here but with probability below 1e-11. */
  private static final int ROWS = 600;

  private static final double[] THETA = {0.3, -0.2, 0.8};

  private static final List<double[]> PROBLEMS =
      List.of(
          THETA, new double[] {0, 0}, new double[] {2, 0, -1}, new double[] {-1, 0.5, 0.5, 1, 0});

  static Stream<Arguments> cases() {
    return Stream.of("st", "zgr", "reinmax", "gst", "gst-p", "mve")
        .flatMap(
            name ->
                Stream.of(0.05, 0.5, 1.0, 1.7, 1e3)
                    .filter(tau -> tau >= Estimators.named(name).leastTemperature())
                    .map(tau -> Arguments.of(name, tau)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everySampleHasTheGradientOfItsFormula(String name, double tau) {
    for (double[] theta : PROBLEMS) {
      assertThat(formulaError(RowGradients.of(Estimators.named(name), tau), name, theta, tau))
          .isLessThan(1e-12);
    }
  }

  /** Against the other estimators' formulas, so that the check above is seen to tell them apart. */
  @Test
  void formulasAreTellingApart() {
    Drawing zgr = RowGradients.of(Estimators.named("zgr"), 1);
    for (String other : List.of("st", "gst", "gst-p", "mve")) {
      assertThat(formulaError(zgr, other, THETA, 1)).isGreaterThan(0.01);
    }
  }

  /**
   * The Jacobian of mve is not symmetric: with its transpose, the gradient would be another one, by
   * a billion times the tolerance of the check above.
   */
  @Test
  void jacobianOfMveIsNotSymmetric() {
    double[][] rows = new double[3][];
    for (int j = 0; j < 3; j++) {
      double[] g = new double[3];
      g[j] = 1;
      rows[j] = Formulas.gradient("mve", THETA, 0, g, 1);
    }
    assertThat(Math.abs(rows[0][1] - rows[1][0])).isGreaterThan(1e-3);
  }

  @Test
  void zgrIsReinmaxAtTemperatureOneSampleBySample() {
    double[] zgr = quadratic("zgr", 1);
    double[] reinmax = quadratic("reinmax", 1);
    assertThat(largestGap(zgr, reinmax)).isLessThan(1e-14);
    assertThat(largestGap(zgr, quadratic("reinmax", 1.2))).isGreaterThan(0.01);
  }

  @Test
  void mveTendsToStraightThroughSampleBySample() {
    double[] st = quadratic("st", 1);
    assertThat(largestGap(quadratic("mve", 1e-9), st)).isLessThan(1e-8);
    assertThat(largestGap(quadratic("mve", 1), st)).isGreaterThan(0.01);
  }

  /**
   * Given each outcome. At temperature 0.02 the two differ by under 0.01 and noise adds about 0.005
   * standard errors; at 0.5 they differ by 0.1.
   */
  @Test
  void zgrIsTheLimitOfGumbelRao() {
    assertThat(gapToGumbelRao(0.02)).isLessThan(0.03);
    assertThat(gapToGumbelRao(0.5)).isGreaterThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"st, 1", "zgr, 1", "reinmax, 1", "mve, 0.01", "mve, 1", "mve, 50"})
  void linearLossesAreExactInTheMean(String name, double tau) {
    for (double[] theta : PROBLEMS) {
      double[] g = new double[theta.length];
      Arrays.setAll(g, k -> Math.cos(3 * k));
      double[][] derivatives = new double[theta.length][];
      Arrays.fill(derivatives, g);
      double[] exact = Softmax.jacobianTimes(Softmax.of(theta, 1), g, 1);
      assertThat(largestGap(Formulas.mean(name, theta, derivatives, tau), exact)).isLessThan(1e-13);
    }
  }

  /** With no variance: every sample of st at temperature 1 has the exact gradient. */
  @Test
  void straightThroughHasNoVarianceOnLinearLosses() {
    double[] g = {0.5, -1, 2};
    double[] gradients =
        Evaluate.once(
            tf -> {
              Operand<TFloat64> logits = tf.broadcastTo(tf.constant(THETA), tf.array(ROWS, 3));
              Draw<TFloat64> draw =
                  Estimators.named("st")
                      .draw(tf, logits, Temperature.of(1), tf.constant(new long[] {5, 6}));
              Operand<TFloat64> loss = tf.math.mul(draw.value(), tf.constant(g));
              return tf.gradients(loss, List.of(logits)).<TFloat64>dy(0);
            });
    double[] exact = Softmax.jacobianTimes(Softmax.of(THETA, 1), g, 1);
    for (int i = 0; i < gradients.length; i++) {
      assertThat(gradients[i]).isCloseTo(exact[i % 3], within(1e-15));
    }
  }

  /** By enumeration of the formulas, which the graphs meet sample by sample. */
  @Test
  void quadraticLossesAreExactInTheMeanForEstimatorsOfSecondOrder() {
    for (double[] theta : PROBLEMS) {
      double[] exact = exactQuadratic(theta);
      assertThat(largestGap(quadraticMean("zgr", theta, 1), exact)).isLessThan(1e-13);
      assertThat(largestGap(quadraticMean("reinmax", theta, 1), exact)).isLessThan(1e-13);
      assertThat(largestGap(quadraticMean("mve", theta, 1e6), exact)).isLessThan(1e-5);
    }
    // Negative controls: these are biased, and their enumerated means say so.
    double[] exact = exactQuadratic(THETA);
    assertThat(largestGap(quadraticMean("st", THETA, 1), exact)).isGreaterThan(0.01);
    assertThat(largestGap(quadraticMean("mve", THETA, 1), exact)).isGreaterThan(0.01);
    assertThat(largestGap(quadraticMean("reinmax", THETA, 1.5), exact)).isGreaterThan(0.01);
    assertThat(largestGap(quadraticMean("gst", THETA, 1), exact)).isGreaterThan(0.01);
  }

  /** The same from samples alone; the standard error is about 0.001, the biases are above 0.05. */
  @ParameterizedTest
  @CsvSource({
    "zgr, 1, true",
    "reinmax, 1, true",
    "mve, 1e3, true",
    "st, 1, false",
    "st-gs, 0.5, false"
  })
  void samplesShowWhoIsUnbiasedOnAQuadraticLoss(String name, double tau, boolean unbiased) {
    Drawing drawing = RowGradients.of(Estimators.named(name), tau);
    double distance =
        Moments.of(RowGradients.quadratic(drawing, THETA, 200_000, 31), 3)
            .distance(exactQuadratic(THETA));
    if (unbiased) {
      assertThat(distance).isLessThan(Bounds.Z);
    } else {
      assertThat(distance).isGreaterThan(2 * Bounds.Z);
    }
  }

  /** A masked category may as well not be there. */
  @ParameterizedTest
  @ValueSource(strings = {"st", "zgr", "reinmax", "gst", "gst-p", "mve"})
  void maskedCategoriesChangeNothingForTheOthers(String name) {
    double hidden = Double.NEGATIVE_INFINITY;
    double[] masked = {hidden, THETA[0], THETA[1], hidden, THETA[2]};
    int[] seen = {1, 2, 4};
    double[] g = {7, 0.5, -1, -9, 2};
    double tau = 1.3;
    double[] both =
        Evaluate.once(
            tf -> {
              Operand<TFloat64> logits = tf.broadcastTo(tf.constant(masked), tf.array(ROWS, 5));
              Draw<TFloat64> draw =
                  Estimators.named(name)
                      .draw(tf, logits, Temperature.of(tau), tf.constant(new long[] {8, 6}));
              Operand<TFloat64> loss = tf.math.mul(draw.value(), tf.constant(g));
              Operand<TFloat64> gradient = tf.gradients(loss, List.of(logits)).<TFloat64>dy(0);
              return tf.concat(List.of(draw.value(), gradient), tf.constant(0));
            });
    double[] inner = {g[1], g[2], g[4]};
    for (int row = 0; row < ROWS; row++) {
      int outcome = 0;
      while (both[5 * row + seen[outcome]] == 0) {
        outcome++;
      }
      double[] expected = Formulas.gradient(name, THETA, outcome, inner, tau);
      for (int k = 0; k < 3; k++) {
        assertThat(both[5 * (ROWS + row) + seen[k]]).isCloseTo(expected[k], within(1e-13));
      }
      assertThat(both[5 * (ROWS + row)]).isZero();
      assertThat(both[5 * (ROWS + row) + 3]).isZero();
    }
  }

  @Test
  void reinmaxRefusesConstantTemperaturesBelowOne() {
    assertThatThrownBy(() -> quadratic("reinmax", 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature of reinmax must be >= 1.0, got 0.5");
  }

  /**
   * Largest gap between any sample's gradient of {@link QuadraticLoss} and the formula; infinite if
   * an outcome was not met.
   */
  static double formulaError(Drawing drawing, String formula, double[] theta, double tau) {
    int n = theta.length;
    double[] both =
        Evaluate.once(
            tf -> {
              Operand<TFloat64> logits = tf.broadcastTo(tf.constant(theta), tf.array(ROWS, n));
              Draw<TFloat64> draw = drawing.draw(tf, logits, tf.constant(new long[] {3, 6}));
              Operand<TFloat64> losses = QuadraticLoss.of(tf, draw.value(), n);
              Operand<TFloat64> loss =
                  SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0.0));
              Operand<TFloat64> gradient = tf.gradients(loss, List.of(logits)).<TFloat64>dy(0);
              return tf.concat(List.of(draw.value(), gradient), tf.constant(0));
            });
    double worst = 0;
    boolean[] met = new boolean[n];
    for (int row = 0; row < ROWS; row++) {
      int i = 0;
      while (both[n * row + i] == 0) {
        i++;
      }
      met[i] = true;
      double[] g = QuadraticLoss.gradient(n, i);
      int from = n * (ROWS + row);
      double[] gradient = Arrays.copyOfRange(both, from, from + n);
      worst = Math.max(worst, largestGap(gradient, Formulas.gradient(formula, theta, i, g, tau)));
    }
    for (boolean outcome : met) {
      worst = outcome ? worst : Double.POSITIVE_INFINITY;
    }
    return worst;
  }

  private static double[] quadratic(String name, double tau) {
    return RowGradients.quadratic(RowGradients.of(Estimators.named(name), tau), THETA, ROWS, 22);
  }

  private static double[] quadraticMean(String name, double[] theta, double tau) {
    double[][] derivatives = new double[theta.length][];
    Arrays.setAll(derivatives, i -> QuadraticLoss.gradient(theta.length, i));
    return Formulas.mean(name, theta, derivatives, tau);
  }

  /** sum over i of f(i) times the derivative of p_i. */
  private static double[] exactQuadratic(double[] theta) {
    double[] losses = new double[theta.length];
    Arrays.setAll(losses, i -> QuadraticLoss.value(theta.length, i));
    return Softmax.jacobianTimes(Softmax.of(theta, 1), losses, 1);
  }

  private static double largestGap(double[] a, double[] b) {
    return Arrays.stream(RowGradients.difference(a, b)).map(Math::abs).max().orElseThrow();
  }

  /** Largest distance of Gumbel-Rao's mean gradient from zgr's, over outcomes and entries. */
  private static double gapToGumbelRao(double tau) {
    double[] zgr = quadratic("zgr", 1);
    double[] difference = RowGradients.difference(quadratic("gr-mc2000", tau), zgr);
    double worst = 0;
    for (int i = 0; i < 3; i++) {
      double[] given = Formulas.gradient("zgr", THETA, i, QuadraticLoss.gradient(3, i), 1);
      double[] total = new double[3];
      int count = 0;
      for (int row = 0; row < ROWS; row++) {
        double[] gradient = Arrays.copyOfRange(zgr, 3 * row, 3 * row + 3);
        if (largestGap(gradient, given) < 1e-12) {
          count++;
          for (int k = 0; k < 3; k++) {
            total[k] += difference[3 * row + k];
          }
        }
      }
      for (double sum : total) {
        worst = Math.max(worst, Math.abs(sum) / count);
      }
    }
    return worst;
  }
}
