package io.github.gumbelrao.bench.measurement.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Budget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often a thousand nights of made-up numbers raise an alarm. Each comparison with {@link
 * Budget#P} fails a right program with a chance of 1e-7.
 */
@Tag("statistical")
@Tag("slow")
class SimulatedNightsTest {

  private static final int NIGHTS = 1000;
  private static final double ALPHA = 0.01;

  /**
   * What is kept of a night.
   *
   * @param findings by measurement, of those that are worse or better
   * @param smallest p-value
   * @param adjusted smallest p-value after the correction
   */
  private record Night(Map<MeasurementKey, Finding> findings, double smallest, double adjusted) {

    static Night of(List<Comparison> rows) {
      Map<MeasurementKey, Finding> findings = new HashMap<>();
      double smallest = 1;
      double adjusted = 1;
      for (Comparison row : rows) {
        if (row.finding() == Finding.WORSE || row.finding() == Finding.BETTER) {
          findings.put(row.key(), row.finding());
        }
        smallest = Math.min(smallest, row.contrast().orElseThrow().pValue());
        adjusted = Math.min(adjusted, row.adjusted());
      }
      return new Night(findings, smallest, adjusted);
    }
  }

  private static List<Night> nights(double claimed, Map<MeasurementKey, Double> effects) {
    ComparisonRule rule = new ComparisonRule(ALPHA, OptionalDouble.empty(), DeclaredMetrics.ALL);
    SplittableRandom random = new SplittableRandom(1);
    SimulatedNight old = new SimulatedNight(random, Map.of(), claimed);
    SimulatedNight now = new SimulatedNight(random, effects, claimed);
    List<Night> nights = new ArrayList<>();
    for (int i = 0; i < NIGHTS; i++) {
      nights.add(Night.of(rule.compare(old.draw(), now.draw())));
    }
    return nights;
  }

  private static int count(List<Night> nights, Predicate<Night> alarm) {
    return (int) nights.stream().filter(alarm).count();
  }

  @Test
  void unchangedCodeRaisesAnAlarmAtMostAtTheStatedRate() {
    List<Night> nights = nights(1, Map.of());
    int alarms = count(nights, night -> !night.findings().isEmpty());
    assertThat(Budget.pValue(alarms, NIGHTS, 0, ALPHA)).isGreaterThan(Budget.P);
    // Nor do the tests hide behind a rate far below: at 10 percent they alarm about as often.
    int tests = count(nights, night -> night.adjusted() <= 0.1);
    assertThat(Budget.pValue(tests, NIGHTS, 0.06, 0.1)).isGreaterThan(Budget.P);

    // Negative control: without the correction two nights in five would raise one.
    int uncorrected = count(nights, night -> night.smallest() <= ALPHA);
    assertThat(Budget.pValue(uncorrected, NIGHTS, 0, ALPHA)).isLessThan(Budget.P);
    // Negative control: rows that claim too small an error are noticed.
    int tooSure = count(nights(0.6, Map.of()), night -> night.adjusted() <= ALPHA);
    assertThat(Budget.pValue(tooSure, NIGHTS, 0, ALPHA)).isLessThan(Budget.P);
  }

  /** 20 percent more variance, a bias, a slower draw, and one estimator that became better. */
  @Test
  void changesOfTheStatedSizeAreFoundInNineteenNightsOfTwenty() {
    MeasurementKey improved = Keys.of("variance", "gr-mc1", "variance_within");
    Map<MeasurementKey, Double> effects =
        Map.of(
            SimulatedNight.VARIANCE,
            1.2,
            SimulatedNight.BIAS,
            12.0,
            SimulatedNight.TIME,
            1.5,
            improved,
            1 / 1.2);
    List<Night> nights = nights(1, effects);
    for (MeasurementKey key : effects.keySet()) {
      Finding right = key.equals(improved) ? Finding.BETTER : Finding.WORSE;
      int found = count(nights, night -> night.findings().get(key) == right);
      assertThat(Budget.pValue(found, NIGHTS, 0.95, 1)).as(key.label()).isGreaterThan(Budget.P);
    }
    // What did not change is still called so.
    int others = count(nights, night -> !effects.keySet().containsAll(night.findings().keySet()));
    assertThat(Budget.pValue(others, NIGHTS, 0, ALPHA)).isGreaterThan(Budget.P);
  }
}
