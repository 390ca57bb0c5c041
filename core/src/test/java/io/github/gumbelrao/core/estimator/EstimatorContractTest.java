package io.github.gumbelrao.core.estimator;

import static io.github.gumbelrao.core.estimator.ContractGraphs.allowed;
import static io.github.gumbelrao.core.estimator.ContractGraphs.draw;
import static io.github.gumbelrao.core.estimator.ContractGraphs.logits;
import static io.github.gumbelrao.core.estimator.ContractGraphs.seed;
import static io.github.gumbelrao.core.estimator.ContractGraphs.valueAndGradient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.Evaluate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

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
          return ContractGraphs.gradient(
              tf, logits, estimator.draw(tf, logits, allowed(estimator, 0.5), seed(tf, seed)));
        });
  }
}
