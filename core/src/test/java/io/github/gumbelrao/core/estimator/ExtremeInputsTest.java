package io.github.gumbelrao.core.estimator;

import static io.github.gumbelrao.core.estimator.ContractGraphs.valueAndGradient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.Evaluate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat64;

/** What every registered estimator does at logits and temperatures far from the usual. */
class ExtremeInputsTest {

  static Stream<Estimator> estimators() {
    return EstimatorContractTest.estimators();
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
}
