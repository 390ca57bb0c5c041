package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.testing.Budget;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HolmTest {

  /** By hand: 4 * 0.005, 3 * 0.01, then 2 * 0.03 and 0.04, which may not be less than 0.06. */
  @Test
  void meetsNumbersWorkedByHand() {
    assertThat(Holm.adjusted(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    assertThat(rejections(0.05, 0.01, 0.04, 0.03, 0.005)).isEqualTo(2);
    assertThat(rejections(0.06, 0.01, 0.04, 0.03, 0.005)).isEqualTo(4);
  }

  @Test
  void tiesAndEndsHaveAStatedAnswer() {
    assertThat(Holm.adjusted(0.02, 0.02, 1, 0)).containsExactly(0.06, 0.06, 1, 0);
    assertThat(Holm.adjusted(0.7, 0.8)).containsExactly(1, 1);
    assertThat(Holm.adjusted(0.7)).containsExactly(0.7);
    assertThat(Holm.adjusted()).isEmpty();
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> Holm.adjusted(0.5, Double.NaN))
        .hasMessage("pValues[1] must be in [0, 1], got NaN");
    assertThatThrownBy(() -> Holm.adjusted(-0.1))
        .hasMessage("pValues[0] must be in [0, 1], got -0.1");
    assertThatThrownBy(() -> Holm.adjusted(1.1))
        .hasMessage("pValues[0] must be in [0, 1], got 1.1");
  }

  /** Ten true hypotheses: any is rejected with a chance of 1 - 0.995^10 = 4.9 %, at most 5 %. */
  @Test
  @Tag("statistical")
  void keepsTheLevelOfAllTestsTogether() {
    int repetitions = 20_000;
    SplittableRandom random = new SplittableRandom(4);
    int adjusted = 0;
    int unadjusted = 0;
    int found = 0;
    for (int i = 0; i < repetitions; i++) {
      double[] pValues = random.doubles(10).toArray();
      adjusted += rejections(0.05, pValues) > 0 ? 1 : 0;
      unadjusted += pValues[0] <= 0.05 || min(pValues) <= 0.05 ? 1 : 0;
      // Eight are false and plain to see: the two that are true share the level.
      for (int j = 0; j < 8; j++) {
        pValues[j] = 1e-9;
      }
      found += rejections(0.05, pValues) > 8 ? 1 : 0;
    }
    double exact = 1 - Math.pow(0.995, 10);
    assertThat(Budget.pValue(adjusted, repetitions, exact, exact)).isGreaterThan(Budget.P);
    double two = 1 - Math.pow(0.975, 2);
    assertThat(Budget.pValue(found, repetitions, two, two)).isGreaterThan(Budget.P);
    // Negative control: without the adjustment 40 % of all studies find something.
    assertThat(Budget.pValue(unadjusted, repetitions, 0, 0.05)).isLessThan(Budget.P);
  }

  private static long rejections(double level, double... pValues) {
    return DoubleStream.of(Holm.adjusted(pValues)).filter(p -> p <= level).count();
  }

  private static double min(double[] numbers) {
    double min = 1;
    for (double number : numbers) {
      min = Math.min(min, number);
    }
    return min;
  }
}
