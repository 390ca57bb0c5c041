package io.github.gumbelrao.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Budget;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often a thousand nights of made-up numbers raise an alarm. Each comparison with {@link
 * Budget#P} fails a right program with a chance of 1e-7.
 */
@Tag("statistical")
class SimulatedNightsTest {

  private static final int NIGHTS = 1000;
  private static final double ALPHA = 0.01;

  private static int nights(
      double alpha,
      double claimed,
      Map<MeasurementKey, Double> effects,
      Predicate<List<Comparison>> alarm) {
    ComparisonRule rule = new ComparisonRule(alpha, OptionalDouble.empty());
    SplittableRandom random = new SplittableRandom(1);
    SimulatedNight old = new SimulatedNight(random, Map.of(), claimed);
    SimulatedNight now = new SimulatedNight(random, effects, claimed);
    int alarms = 0;
    for (int i = 0; i < NIGHTS; i++) {
      alarms += alarm.test(rule.compare(old.draw(), now.draw())) ? 1 : 0;
    }
    return alarms;
  }

  private static boolean smallestAdjusted(List<Comparison> rows, double alpha) {
    return rows.stream().anyMatch(row -> row.adjusted() <= alpha);
  }

  private static boolean decided(List<Comparison> rows) {
    return rows.stream()
        .anyMatch(row -> row.finding() == Finding.WORSE || row.finding() == Finding.BETTER);
  }

  @Test
  void unchangedCodeRaisesAnAlarmAtMostAtTheStatedRate() {
    int alarms = nights(ALPHA, 1, Map.of(), SimulatedNightsTest::decided);
    assertThat(Budget.pValue(alarms, NIGHTS, 0, ALPHA)).isGreaterThan(Budget.P);
    // Nor is the rate far below: at 10 percent the corrected tests themselves alarm as often.
    int tests = nights(0.1, 1, Map.of(), rows -> smallestAdjusted(rows, 0.1));
    assertThat(Budget.pValue(tests, NIGHTS, 0.06, 0.1)).isGreaterThan(Budget.P);

    // Negative control: without the correction two nights in five would.
    int uncorrected =
        nights(
            ALPHA,
            1,
            Map.of(),
            rows ->
                rows.stream().anyMatch(row -> row.contrast().orElseThrow().pValue() <= ALPHA));
    assertThat(Budget.pValue(uncorrected, NIGHTS, 0, ALPHA)).isLessThan(Budget.P);
    // Negative control: rows that claim too small an error are noticed.
    int tooSure = nights(ALPHA, 0.6, Map.of(), rows -> smallestAdjusted(rows, ALPHA));
    assertThat(Budget.pValue(tooSure, NIGHTS, 0, ALPHA)).isLessThan(Budget.P);
  }

  /** What has to be found: the row, and what its truth is changed to. */
  static List<Arguments> regressions() {
    return List.of(
        Arguments.of(SimulatedNight.VARIANCE, 1.2),
        Arguments.of(SimulatedNight.BIAS, 12.0),
        Arguments.of(SimulatedNight.TIME, 1.5));
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void aRegressionIsFoundInNineteenNightsOfTwenty(MeasurementKey key, double effect) {
    Predicate<List<Comparison>> found =
        rows ->
            rows.stream()
                .anyMatch(row -> row.key().equals(key) && row.finding() == Finding.WORSE);
    int power = nights(ALPHA, 1, Map.of(key, effect), found);
    assertThat(Budget.pValue(power, NIGHTS, 0.95, 1)).isGreaterThan(Budget.P);
    // Negative control: without the change the row is not called worse.
    assertThat(Budget.pValue(nights(ALPHA, 1, Map.of(), found), NIGHTS, 0, ALPHA))
        .isGreaterThan(Budget.P);
  }

  /** What is better is never called worse. */
  @Test
  void anImprovementIsFoundAsSuch() {
    int better =
        nights(
            ALPHA,
            1,
            Map.of(SimulatedNight.VARIANCE, 1 / 1.2),
            rows ->
                rows.stream()
                    .anyMatch(
                        row ->
                            row.key().equals(SimulatedNight.VARIANCE)
                                && row.finding() == Finding.BETTER));
    assertThat(Budget.pValue(better, NIGHTS, 0.95, 1)).isGreaterThan(Budget.P);
  }
}
