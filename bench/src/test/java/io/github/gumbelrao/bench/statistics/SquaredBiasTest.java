package io.github.gumbelrao.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.testing.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SquaredBiasTest {

  private static final double[] ORIGIN = new double[2];

  /** Mean (2, 0), covariance of the mean diag(1/3, 4/3) and no correlation, by hand. */
  @Test
  void meetsNumbersWorkedByHand() {
    List<double[]> vectors =
        List.of(new double[] {1, 1}, new double[] {2, -2}, new double[] {3, 1});
    SquaredBias bias = SquaredBias.against(vectors, ORIGIN);
    double noise = 1 / 3.0 + 1;
    assertThat(bias.noiseFloor()).isEqualTo(noise, within(1e-14));
    assertThat(bias.estimate().value()).isEqualTo(4 - noise, within(1e-14));
    // Along (2, 0): 4 / 3. Plug-in trace of the square 1 / 9 + 1, its correction 2^2 / (4 * 1).
    double squaredTrace = Math.max(10 / 9.0 - noise * noise / 2, noise * noise / 2);
    assertThat(bias.estimate().standardError())
        .isEqualTo(Math.sqrt(16 / 3.0 - 2 * squaredTrace), within(1e-14));
    assertThat(bias.degrees()).isEqualTo(2);
    assertThat(bias.belowNoiseFloor(0.95)).isTrue();
    assertThat(bias.belowNoiseFloor(0.5)).isFalse();
    assertThat(bias.interval(0.95).low()).isZero();
  }

  /** Twice the noise, and twice as sure as the same sample against the truth is not. */
  @Test
  void aMeasuredReferenceAddsItsNoise() {
    List<double[]> vectors =
        List.of(new double[] {1, 1}, new double[] {2, -2}, new double[] {3, 1});
    List<double[]> moved = vectors.stream().map(v -> new double[] {v[0] + 3, v[1]}).toList();
    SquaredBias bias = SquaredBias.between(vectors, moved);
    assertThat(bias.noiseFloor()).isEqualTo(8 / 3.0, within(1e-14));
    assertThat(bias.estimate().value()).isEqualTo(9 - 8 / 3.0, within(1e-14));
    double alone = Math.pow(4 / 3.0, 2) / 2;
    double squaredTrace = 2 * Math.max(10 / 9.0 - alone, alone) + 2 * (1 / 9.0 + 1);
    assertThat(bias.estimate().standardError())
        .isEqualTo(Math.sqrt(Math.max(4 * 6 - 2 * squaredTrace, 2 * squaredTrace)), within(1e-13));
  }

  @Test
  void vectorsThatDoNotVaryHaveAStatedAnswer() {
    List<double[]> same =
        List.of(new double[] {0.1, 1}, new double[] {0.1, 1}, new double[] {0.1, 1});
    SquaredBias none = SquaredBias.against(same, new double[] {0.1, 1});
    assertThat(none).isEqualTo(new SquaredBias(0, 0, 0, 0, 2));
    assertThat(none.belowNoiseFloor(0.95)).isTrue();
    SquaredBias some = SquaredBias.against(same, new double[] {0.1, 3});
    assertThat(some.interval(0.95)).isEqualTo(new Interval(4, 4));
    assertThat(some.belowNoiseFloor(0.95)).isFalse();
  }

  @Test
  void refusesWhatHasNoAnswer() {
    List<double[]> three = List.of(new double[2], new double[2], new double[2]);
    assertThatThrownBy(() -> SquaredBias.against(three.subList(0, 2), ORIGIN))
        .hasMessage("vectors.size() must be >= 3, got 2");
    assertThatThrownBy(() -> SquaredBias.between(three, three.subList(0, 2)))
        .hasMessage("reference.size() must be >= 3, got 2");
    assertThatThrownBy(() -> SquaredBias.between(List.of(), three))
        .hasMessage("vectors.size() must be >= 3, got 0");
    assertThatThrownBy(() -> SquaredBias.against(three, new double[3]))
        .hasMessage("vectors must have length 3, got 2");
    assertThatThrownBy(() -> SquaredBias.against(three, new double[] {0, Double.NaN}))
        .hasMessage("reference[1] must be finite, got NaN");
    double[] infinite = {Double.POSITIVE_INFINITY, 0};
    assertThatThrownBy(() -> SquaredBias.against(List.of(ORIGIN, ORIGIN, infinite), ORIGIN))
        .hasMessage("vectors[0] must be finite, got Infinity");
  }

  private static List<double[]> sample(
      SplittableRandom random,
      ToDoubleFunction<SplittableRandom> law,
      int count,
      int length,
      double bias) {
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] vector = new double[length];
      // Unequal variances: the first component has ten times the noise of the last.
      Arrays.setAll(vector, j -> law.applyAsDouble(random) / (1 + 9.0 * j / length));
      vector[0] += bias;
      vectors.add(vector);
    }
    return vectors;
  }

  static Stream<Arguments> laws() {
    ToDoubleFunction<SplittableRandom> normal = SplittableRandom::nextGaussian;
    ToDoubleFunction<SplittableRandom> skewed = random -> -1 - Math.log1p(-random.nextDouble());
    return Stream.of(normal, skewed)
        .flatMap(
            law ->
                Stream.of(0.0, 0.3, 2.0)
                    .flatMap(bias -> Stream.of(1, 30).map(n -> Arguments.of(law, bias, n))));
  }

  /**
   * Twenty vectors against the truth, and against thirty others: no bias, one of the noise's size,
   * and a large one, by normal and by exponential noise, whose skewness and the law of a square
   * take or add some points.
   */
  @Tag("statistical")
  @ParameterizedTest
  @MethodSource("laws")
  void isUnbiasedAndCovers(ToDoubleFunction<SplittableRandom> law, double bias, int length) {
    int repetitions = 2_000;
    SplittableRandom random = new SplittableRandom(7);
    double truth = bias * bias;
    double[] reference = new double[length];
    double[] values = new double[repetitions];
    double[] naive = new double[repetitions];
    int against = 0;
    int between = 0;
    for (int i = 0; i < repetitions; i++) {
      List<double[]> vectors = sample(random, law, 20, length, bias);
      SquaredBias found = SquaredBias.against(vectors, reference);
      values[i] = found.estimate().value();
      naive[i] = values[i] + found.noiseFloor();
      against += found.interval(0.95).contains(truth) ? 1 : 0;
      SquaredBias other = SquaredBias.between(vectors, sample(random, law, 30, length, 0));
      between += other.interval(0.95).contains(truth) ? 1 : 0;
    }
    Estimate mean = Estimate.mean(values);
    assertThat(Math.abs(mean.value() - truth) / mean.standardError()).isLessThan(Budget.Z);
    assertThat(Budget.pValue(against, repetitions, 0.90, 0.985)).isGreaterThan(Budget.P);
    assertThat(Budget.pValue(between, repetitions, 0.90, 0.985)).isGreaterThan(Budget.P);
    // Negative control: without the subtraction it is inflated, most plainly without a bias.
    Estimate inflated = Estimate.mean(naive);
    if (bias < 1) {
      assertThat((inflated.value() - truth) / inflated.standardError()).isGreaterThan(Budget.Z);
    }
  }
}
