package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.QuadraticLoss;
import io.github.gumbelrao.core.testing.RowGradients;
import io.github.gumbelrao.core.testing.RowGradients.Drawing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** What every registered estimator must do. */
class EstimatorContractTest {

  static Stream<Estimator> estimators() {
    return Estimators.families().stream()
        .flatMap(
            family ->
                family.counted()
                    ? Stream.of(family.named(1), family.named(7))
                    : Stream.of(family.named(0)));
  }

  static Stream<Estimator> unrelaxed() {
    return estimators().filter(estimator -> !estimator.relaxed());
  }

  @ParameterizedTest
  @MethodSource("unrelaxed")
  void valueIsExactlyOneHot(Estimator estimator) {
    double[] value = Evaluate.once(tf -> draw(tf, estimator, 1, 2, 5, 3).value());
    assertThat(value).hasSize(30).containsOnly(0, 1);
    for (int row = 0; row < value.length; row += 3) {
      assertThat(value[row] + value[row + 1] + value[row + 2]).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void valueHasTheShapeOfTheLogitsAtEveryRank(Estimator estimator) {
    for (int[] shape : List.of(new int[] {3}, new int[] {4, 3}, new int[] {2, 1, 4, 3})) {
      double[] shapeOfValue =
          Evaluate.once(
              tf ->
                  tf.dtypes.cast(tf.shape(draw(tf, estimator, 1, shape).value()), TFloat64.class));
      assertThat(shapeOfValue).containsExactly(Arrays.stream(shape).asDoubleStream().toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void equalSeedsGiveEqualValuesAndGradients(Estimator estimator) {
    assertThat(gradient(estimator, 8)).isEqualTo(gradient(estimator, 8));
    assertThat(value(estimator, 8)).isEqualTo(value(estimator, 8));
    assertThat(value(estimator, 8)).isNotEqualTo(value(estimator, 9));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void allEstimatorsOfOneSeedMeetTheSameSample(Estimator estimator) {
    assertThat(winners(value(estimator, 8))).isEqualTo(winners(value(Estimators.named("st"), 8)));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void gradientIsNotZeroAndSumsToZero(Estimator estimator) {
    double[] gradient = gradient(estimator, 8);
    for (int row = 0; row < gradient.length; row += 3) {
      double[] g = Arrays.copyOfRange(gradient, row, row + 3);
      assertThat(Arrays.stream(g).map(Math::abs).max().getAsDouble()).isGreaterThan(1e-6);
      assertThat(Math.abs(Arrays.stream(g).sum())).isLessThan(1e-13);
    }
  }

  /** float32, where exp(100) and the naive form of the conditional noise overflow. */
  @ParameterizedTest
  @MethodSource("estimators")
  void extremeLogitsStayFiniteInFloat32(Estimator estimator) {
    float[][] rows = {{0, 100, 0}, {-200, 0, 5}, {80, -80, 0}, {0, 0, 0}};
    float[][] pairs = {{80, -80}, {-80, 80}, {0, 100}, {0, 0}};
    for (double temperature : new double[] {1e-3, 0.01, 0.5, 1, 100, 1e3}) {
      double[] both =
          Evaluate.once(tf -> valueAndGradient(tf, estimator, tf.constant(rows), temperature));
      assertThat(Arrays.stream(both)).hasSize(24).allMatch(Double::isFinite);
      double[] two =
          Evaluate.once(tf -> valueAndGradient(tf, estimator, tf.constant(pairs), temperature));
      assertThat(Arrays.stream(two)).hasSize(16).allMatch(Double::isFinite);
    }
  }

  /** A diverged model is a result: NaN for its own row, and no failure of the run. */
  @ParameterizedTest
  @MethodSource("estimators")
  void whatIsNotANumberStaysSo(Estimator estimator) {
    float[][] rows = {
      {Float.NaN, 0.5f, 0}, {0.5f, Float.NaN, 0}, {0, 0.5f, Float.NaN}, {0.2f, 0, -1}
    };
    double temperature = Math.max(0.5, estimator.leastTemperature());
    double[] single =
        Evaluate.once(tf -> valueAndGradient(tf, estimator, tf.constant(rows), temperature));
    double[] wide =
        Evaluate.once(
            tf ->
                valueAndGradient(
                    tf, estimator, tf.dtypes.cast(tf.constant(rows), TFloat64.class), temperature));
    for (double[] both : List.of(single, wide)) {
      for (int row = 0; row < 9; row += 3) {
        // The sample of a score function is all that it is: its loss tells.
        if (!estimator.name().equals("reinforce")) {
          assertThat(Arrays.stream(both, row, row + 3)).anyMatch(each -> Double.isNaN(each));
        }
        assertThat(Arrays.stream(both, 12 + row, 12 + row + 3))
            .anyMatch(each -> Double.isNaN(each));
      }
      assertThat(Arrays.stream(both, 21, 24)).allMatch(Double::isFinite);
    }
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void manyCategoriesWork(Estimator estimator) {
    for (int n : new int[] {16, 64}) {
      double[] both =
          Evaluate.once(
              tf -> {
                Operand<TFloat64> logits = logits(tf, 1, n);
                return valueAndGradient(tf, estimator, logits, 0.5);
              });
      assertThat(Arrays.stream(both)).hasSize(2 * n).allMatch(Double::isFinite);
      assertThat(Arrays.stream(both, n, 2 * n).sum()).isCloseTo(0, within(1e-13));
      assertThat(Arrays.stream(both, n, 2 * n)).anyMatch(g -> Math.abs(g) > 1e-8);
    }
  }

  static Stream<Arguments> sizes() {
    return estimators()
        .flatMap(estimator -> Stream.of(1, 2, 3, 16, 64).map(n -> Arguments.of(estimator, n)));
  }

  /** Every arity at temperatures over six orders of magnitude, float32, a batch and one row. */
  @ParameterizedTest
  @MethodSource("sizes")
  void everyArityAndTemperatureIsFiniteAndSumsToZero(Estimator estimator, int n) {
    double[][] patterns = {{0, 100, 0}, {-200, 0, 5}, {80, -80, 0}, {0, 0, 0}, {1, -0.5, 0.3}};
    float[][] rows = new float[patterns.length][n];
    for (int i = 0; i < rows.length * n; i++) {
      rows[i / n][i % n] = (float) patterns[i / n][i % n % 3];
    }
    for (double temperature : new double[] {1e-3, 0.7, 1e3}) {
      List<float[][]> batches =
          temperature < 1e-2 ? List.of(rows, new float[][] {rows[1]}) : List.<float[][]>of(rows);
      for (float[][] batch : batches) {
        double[] both =
            Evaluate.once(tf -> valueAndGradient(tf, estimator, tf.constant(batch), temperature));
        assertThat(both).hasSize(2 * batch.length * n);
        double tolerance = 1e-5 / Math.min(temperature, 1);
        for (int row = 0; row < 2 * batch.length; row++) {
          double[] part = Arrays.copyOfRange(both, row * n, (row + 1) * n);
          assertThat(Arrays.stream(part)).allMatch(Double::isFinite);
          boolean isValue = row < batch.length;
          assertThat(Arrays.stream(part).sum()).isCloseTo(isValue ? 1 : 0, within(tolerance));
          if (isValue && !estimator.relaxed()) {
            assertThat(part).containsOnly(n == 1 ? new double[] {1} : new double[] {0, 1});
          }
        }
      }
    }
  }

  /** Noise shared between two draws of one model would show in their values or their gradients. */
  @ParameterizedTest
  @MethodSource("estimators")
  void drawsOfTwoStreamsAreIndependent(Estimator estimator) {
    assertThat(dependence(RowGradients.of(estimator, Math.max(0.5, estimator.leastTemperature()))))
        .isLessThan(Bounds.Z);
  }

  /**
   * Largest covariance between two draws of one model, over the entries of their values and of
   * their gradients, in standard errors: correlations of 0.03 are seen.
   */
  static double dependence(Drawing drawing) {
    double[] theta = {0.3, -0.2, 0.8};
    int rows = 40_000;
    double[] all =
        Evaluate.once(
            tf -> {
              List<Operand<TFloat64>> parts = new ArrayList<>();
              for (int number = 1; number <= 2; number++) {
                Operand<TFloat64> logits = tf.broadcastTo(tf.constant(theta), tf.array(rows, 3));
                Draw<TFloat64> draw =
                    drawing.draw(tf, logits, Noise.stream(tf, seed(tf, 12), number));
                Operand<TFloat64> losses = QuadraticLoss.of(tf, draw.value(), 3);
                Operand<TFloat64> surrogate =
                    SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0.3));
                parts.add(draw.value());
                parts.add(tf.gradients(surrogate, List.of(logits)).<TFloat64>dy(0));
              }
              return tf.concat(parts, tf.constant(1));
            });
    Moments means = Moments.of(all, 12);
    double[] products = new double[rows * 18];
    for (int i = 0; i < products.length; i++) {
      int row = i / 18;
      int first = i % 18 / 3;
      int second = 6 + first / 3 * 3 + i % 3;
      products[i] =
          (all[12 * row + first] - means.mean(first))
              * (all[12 * row + second] - means.mean(second));
    }
    return Moments.of(products, 18).distance(new double[18]);
  }

  /** Minus infinity masks: never drawn, exactly no gradient, and no effect on the others. */
  @ParameterizedTest
  @MethodSource("estimators")
  void maskedCategoriesAreNeverDrawnAndGetNoGradient(Estimator estimator) {
    float masked = Float.NEGATIVE_INFINITY;
    float[][] rows = new float[500][];
    Arrays.fill(rows, new float[] {masked, 0.5f, masked, -0.5f});
    for (double temperature : new double[] {1e-3, 0.5, 1e3}) {
      double[] both =
          Evaluate.once(tf -> valueAndGradient(tf, estimator, tf.constant(rows), temperature));
      assertThat(both).hasSize(4000);
      double rounding = 1e-6 / Math.min(temperature, 1);
      for (int i = 0; i < both.length; i += 4) {
        assertThat(both[i]).isZero();
        assertThat(both[i + 2]).isZero();
        assertThat(both[i + 1]).isFinite();
        assertThat(both[i + 3]).isFinite();
        double scale = Math.abs(both[i + 1]) + Math.abs(both[i + 3]);
        assertThat(both[i + 1] + both[i + 3])
            .isCloseTo(i < both.length / 2 ? 1 : 0, within(1e-5 * scale + rounding));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void oneCategoryIsCertainAndHasNoGradient(Estimator estimator) {
    double[] both =
        Evaluate.once(
            tf -> valueAndGradient(tf, estimator, tf.constant(new float[][] {{3}, {-4}}), 0.5));
    assertThat(both).containsExactly(1, 1, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void constantTemperatureMustBePositive(Estimator estimator) {
    assertThatThrownBy(
            () ->
                Evaluate.once(
                    tf ->
                        estimator
                            .draw(
                                tf,
                                tf.constant(new double[] {0, 1}),
                                Temperature.of(Double.NaN),
                                seed(tf, 1))
                            .value()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature must be finite and > 0, got NaN");
  }

  private static int[] winners(double[] value) {
    int[] winners = new int[value.length / 3];
    for (int i = 0; i < value.length; i++) {
      if (value[i] > value[i - i % 3 + winners[i / 3]]) {
        winners[i / 3] = i % 3;
      }
    }
    return winners;
  }

  private static double[] value(Estimator estimator, long seed) {
    return Evaluate.once(tf -> draw(tf, estimator, seed, 6, 3).value());
  }

  /** Gradient of a loss with random derivative, in float64. */
  private static double[] gradient(Estimator estimator, long seed) {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> logits = logits(tf, 6, 3);
          return gradient(
              tf, logits, estimator.draw(tf, logits, allowed(estimator, 0.5), seed(tf, seed)));
        });
  }

  private static Draw<TFloat64> draw(Ops tf, Estimator estimator, long seed, int... shape) {
    return estimator.draw(tf, logits(tf, shape), allowed(estimator, 0.5), seed(tf, seed));
  }

  /** The temperature nearest to a given one that the estimator accepts. */
  private static Temperature allowed(Estimator estimator, double temperature) {
    return Temperature.of(Math.max(temperature, estimator.leastTemperature()));
  }

  private static <T extends TFloating> Operand<T> valueAndGradient(
      Ops tf, Estimator estimator, Operand<T> logits, double temperature) {
    Draw<T> draw = estimator.draw(tf, logits, allowed(estimator, temperature), seed(tf, 4));
    return tf.concat(List.of(draw.value(), gradient(tf, logits, draw)), tf.constant(0));
  }

  /** Of the loss {@code sum(weights * value)}, one loss per row. */
  private static <T extends TFloating> Operand<T> gradient(
      Ops tf, Operand<T> logits, Draw<T> draw) {
    Operand<T> weights =
        tf.stopGradient(
            tf.random.statelessRandomUniform(
                tf.shape(draw.value()), seed(tf, 3), draw.value().type()));
    Operand<T> losses = tf.reduceSum(tf.math.mul(draw.value(), weights), tf.constant(-1));
    Operand<T> baseline = tf.constant(logits.type(), 0.2);
    Operand<T> surrogate = SurrogateLoss.of(tf, losses, List.of(draw), baseline);
    return tf.gradients(surrogate, List.of(logits)).<T>dy(0);
  }

  private static Operand<TFloat64> logits(Ops tf, int... shape) {
    return tf.random.statelessRandomUniform(tf.array(shape), seed(tf, 2), TFloat64.class);
  }

  private static Operand<TInt64> seed(Ops tf, long seed) {
    return tf.constant(new long[] {seed, 0});
  }
}
