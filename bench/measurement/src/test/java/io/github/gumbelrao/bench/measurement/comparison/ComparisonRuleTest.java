package io.github.gumbelrao.bench.measurement.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonRuleTest {

  private static final ComparisonRule RULE =
      new ComparisonRule(0.01, OptionalDouble.empty(), DeclaredMetrics.ALL);

  private static Comparison compare(MeasurementKey key, Observation before, Observation after) {
    return RULE.compare(Keys.one(key, before), Keys.one(key, after)).get(0);
  }

  private static Observation[] repetitions(double... values) {
    return DoubleStream.of(values)
        .mapToObj(value -> new Observation("" + value, Estimate.alone(value), 1))
        .toArray(Observation[]::new);
  }

  /** Errors of 1 percent on both sides: the ratio's is 1.4 percent. */
  @ParameterizedTest
  @CsvSource({
    "variance_within, 1.2, WORSE",
    "variance_within, 0.8, BETTER",
    "variance_within, 1.0, EQUIVALENT",
    "variance_within, 1.05, EQUIVALENT",
    "variance_within, 1.09, TOO_NOISY",
    "test_accuracy, 1.2, BETTER",
    "test_accuracy, 0.8, WORSE",
    "gradient_norm, 1.2, WORSE",
    "gradient_norm, 0.8, WORSE",
    "time_ms, 9.0, NOT_COMPARED",
    "time_to_variance_ratio, 1.5, WORSE",
    "time_to_loss_ratio, 0.5, BETTER",
    "iterations_to_threshold, 0.8, BETTER",
    "valid_bound, 1.05, WORSE",
  })
  void eachMetricHasItsDirectionAndItsBand(String metric, double after, Finding finding) {
    MeasurementKey key = Keys.of("simplex", "st-gs", metric);
    Comparison row = compare(key, Keys.row(1, 0.01), Keys.row(after, 0.01 * after));
    assertThat(row.finding()).isEqualTo(finding);
    assertThat(row.fails()).isEqualTo(finding == Finding.WORSE);
  }

  /** By hand: log 1.2 = 0.182322; root of 0.02^2 + (0.03 / 1.2)^2 = 0.0320156; normal quantile. */
  @Test
  void aRatioIsComparedByTheDeltaMethod() {
    Comparison row = compare(Keys.of("s", "e", "mse"), Keys.row(1, 0.02), Keys.row(1.2, 0.03));
    Contrast contrast = row.contrast().orElseThrow();
    assertThat(contrast.change().value()).isEqualTo(0.182322, within(1e-6));
    assertThat(contrast.change().standardError()).isEqualTo(0.0320156, within(1e-7));
    assertThat(contrast.value()).isEqualTo(1.2, within(1e-12));
    Interval interval = row.interval().orElseThrow();
    assertThat(interval.low()).isEqualTo(Math.exp(0.182322 - 1.959964 * 0.0320156), within(1e-5));
    assertThat(interval.high()).isEqualTo(Math.exp(0.182322 + 1.959964 * 0.0320156), within(1e-5));
    // Two-sided normal tail at 5.6948 standard errors.
    assertThat(contrast.pValue()).isEqualTo(1.235e-8, within(2e-10));
    assertThat(row.adjusted()).isEqualTo(contrast.pValue());
    assertThat(row.bootstrap()).isEmpty();
  }

  /** With equal errors over 5 groups each, Welch and Satterthwaite give 4 + 4 degrees. */
  @Test
  void degreesOfFreedomAddUp() {
    Observation before = new Observation("1", new Estimate(1, 0.02), 4);
    Observation after = new Observation("1", new Estimate(1, 0.02), 4);
    assertThat(Contrast.ofRows(before, after).degrees()).isEqualTo(8, within(1e-9));
    assertThat(Contrast.ofRows(before, Keys.row(1, 0)).degrees()).isEqualTo(4, within(1e-6));
  }

  /** A bias, which has no ratio, in units in which its square is too large or too small. */
  @ParameterizedTest
  @ValueSource(doubles = {0x1p900, 0x1p-900})
  void isTheSameInAllUnits(double unit) {
    Contrast one = Contrast.ofRows(inUnits(1, -1, 0.5), inUnits(1, 3, 0.25));
    Contrast same = Contrast.ofRows(inUnits(unit, -1, 0.5), inUnits(unit, 3, 0.25));
    assertThat(same.pValue()).isEqualTo(one.pValue());
    assertThat(same.interval(0.95).low() / unit).isEqualTo(one.interval(0.95).low());
  }

  private static Observation inUnits(double unit, double value, double error) {
    return new Observation("1", new Estimate(value * unit, error * unit), 4);
  }

  /** A squared bias that noise hides has no ratio; five errors of the old one are its floor. */
  @ParameterizedTest
  @CsvSource({"-0.5, 0.9, EQUIVALENT", "0, 4.9, TOO_NOISY", "0, 7.0, WORSE", "0, -7.0, BETTER"})
  void whatNoiseHidesIsComparedAsADifference(double before, double after, Finding finding) {
    MeasurementKey key = Keys.of("simplex", "st-gs", "squared_bias");
    Comparison row = compare(key, Keys.row(before, 1), Keys.row(after, 1));
    assertThat(row.contrast().orElseThrow().scale()).isEqualTo(Contrast.Scale.DIFFERENCE);
    assertThat(row.contrast().orElseThrow().value()).isEqualTo(after - before);
    assertThat(row.band().orElseThrow()).isEqualTo(new Interval(-5, 5));
    assertThat(row.finding()).isEqualTo(finding);
  }

  @ParameterizedTest
  @CsvSource({
    "1, NaN, WORSE, not a number now",
    "NaN, 1, BETTER, was not a number",
    "NaN, NaN, EQUIVALENT, 'not a number, as before'"
  })
  void notANumberIsAResult(double before, double after, Finding finding, String note) {
    MeasurementKey key = Keys.of("simplex", "st-gs", "mse");
    Comparison row = compare(key, Keys.row(before, 0.1), Keys.row(after, 0.1));
    assertThat(row.finding()).isEqualTo(finding);
    assertThat(row.note()).isEqualTo(note);
    assertThat(row.contrast()).isEmpty();
  }

  /** Without end, the error says as little as none. */
  @Test
  void anInfiniteErrorIsNone() {
    MeasurementKey key = Keys.of("simplex", "st-gs", "mse");
    Comparison row = compare(key, Keys.row(1, Double.POSITIVE_INFINITY), Keys.row(2, 0.1));
    assertThat(row.finding()).isEqualTo(Finding.NOT_COMPARED);
    assertThat(row.note()).isEqualTo("no standard error, and not two repetitions on both sides");
  }

  /** Their quotient is beyond a number, its logarithm is not. */
  @ParameterizedTest
  @CsvSource({"1E-200, 1E200, WORSE", "1E200, 1E-200, BETTER"})
  void numbersMayBeFarApart(double before, double after, Finding finding) {
    MeasurementKey key = Keys.of("simplex", "st-gs", "mse");
    Comparison row = compare(key, Keys.row(before, 0.01 * before), Keys.row(after, 0.01 * after));
    assertThat(row.finding()).isEqualTo(finding);
    double ratio = row.contrast().orElseThrow().value();
    assertThat(row.interval().orElseThrow().contains(ratio)).isTrue();
  }

  @Test
  void aLostMeasurementFailsAndANewOneDoesNot() {
    RepeatedMeasurements old = Keys.one(Keys.of("s", "old", "mse"), Keys.row(1, 0.1));
    RepeatedMeasurements now = Keys.one(Keys.of("s", "new", "mse"), Keys.row(1, 0.1));
    assertThat(RULE.compare(old, now))
        .extracting(Comparison::finding)
        .containsExactly(Finding.MISSING, Finding.NEW);
    assertThat(RULE.compare(old, now)).extracting(Comparison::fails).containsExactly(true, false);
  }

  /** The row of a seed that diverged has a key of its own. */
  @Test
  void aNewMeasurementThatIsNotANumberFailsUnlessThatIsAnAnswer() {
    RepeatedMeasurements old = Keys.one(Keys.of("s", "old", "mse"), Keys.row(1, 0.1));
    Observation none = Keys.row(Double.NaN, Double.NaN);
    Comparison diverged =
        RULE.compare(old, Keys.one(Keys.of("s", "gr", "valid_loss", "17"), none)).get(1);
    assertThat(diverged.finding()).isEqualTo(Finding.WORSE);
    assertThat(diverged.note()).isEqualTo("new, and not a number");
    assertThat(diverged.fails()).isTrue();
    Comparison unreached =
        RULE.compare(old, Keys.one(Keys.of("s", "gr", "iterations_to_threshold"), none)).get(1);
    assertThat(unreached.finding()).isEqualTo(Finding.NEW);
  }

  @Test
  void repetitionsAreTheErrorWhereThereAreSome() {
    MeasurementKey key = Keys.of("speed", "gr", "time_ratio");
    Comparison row =
        RULE.compare(
                Keys.one(key, repetitions(2.0, 2.02, 1.98, 2.01, 1.99)),
                Keys.one(key, repetitions(3.0, 3.03, 2.97, 3.01, 2.99)))
            .get(0);
    assertThat(row.finding()).isEqualTo(Finding.WORSE);
    assertThat(row.contrast().orElseThrow().value()).isEqualTo(1.5, within(1e-3));
    Interval bootstrap = row.bootstrap().orElseThrow();
    assertThat(bootstrap.contains(1.5)).isTrue();
    assertThat(bootstrap.within(new Interval(1.48, 1.52))).isTrue();
    // One run on a side tells nothing of chance, however far it is.
    Comparison alone =
        RULE.compare(Keys.one(key, repetitions(2)), Keys.one(key, repetitions(9))).get(0);
    assertThat(alone.finding()).isEqualTo(Finding.NOT_COMPARED);
    assertThat(alone.note()).isEqualTo("no standard error, and not two repetitions on both sides");
    Comparison same =
        RULE.compare(Keys.one(key, repetitions(2)), Keys.one(key, repetitions(2))).get(0);
    assertThat(same.finding()).isEqualTo(Finding.EQUIVALENT);
  }

  /** One that diverged before excuses neither that more do so now nor what the others show. */
  @Test
  void repetitionsThatAreNotNumbersAreCounted() {
    MeasurementKey key = Keys.of("vae", "gr", "valid_bound");
    Observation[] old = repetitions(Double.NaN, 100, 100.1);
    Comparison more =
        RULE.compare(Keys.one(key, old), Keys.one(key, repetitions(Double.NaN, Double.NaN, 100)))
            .get(0);
    assertThat(more.finding()).isEqualTo(Finding.WORSE);
    assertThat(more.note()).isEqualTo("not a number in 2 of 3 repetitions, before in 1 of 3");
    Comparison twice =
        RULE.compare(Keys.one(key, old), Keys.one(key, repetitions(200, 200.1, 200.2))).get(0);
    assertThat(twice.finding()).isEqualTo(Finding.WORSE);
    assertThat(twice.contrast().orElseThrow().value()).isEqualTo(2, within(1e-2));
    assertThat(twice.before()).hasSize(2);
    assertThat(twice.note()).isEqualTo("not a number in 0 of 3 repetitions, before in 1 of 3");
    Comparison same = RULE.compare(Keys.one(key, old), Keys.one(key, old)).get(0);
    assertThat(same.finding()).isEqualTo(Finding.EQUIVALENT);
    Observation[] none = repetitions(Double.NaN, Double.NaN);
    assertThat(RULE.compare(Keys.one(key, none), Keys.one(key, old)).get(0).finding())
        .isEqualTo(Finding.BETTER);
    assertThat(RULE.compare(Keys.one(key, none), Keys.one(key, none)).get(0).finding())
        .isEqualTo(Finding.EQUIVALENT);
  }

  /** All of three runs reached a loss after 1133 steps, then one alone, or none, before the end. */
  @ParameterizedTest
  @CsvSource({
    "1133.3, 44.1, 1500, NaN, WORSE",
    "1133.3, 44.1, 1300, NaN, NOT_COMPARED",
    "400, 1, 430, NaN, NOT_COMPARED",
    "1133.3, 44.1, 700, NaN, NOT_COMPARED",
    "1500, NaN, 1133.3, 44.1, NOT_COMPARED",
    "1133.3, NaN, 1500, NaN, NOT_COMPARED",
  })
  void whatIsWorseAndLostItsErrorFails(
      double before, double beforeError, double after, double afterError, Finding finding) {
    MeasurementKey key = Keys.of("convergence", "gr-mc100", "restricted_mean_iterations", "1500");
    Comparison row = compare(key, Keys.row(before, beforeError), Keys.row(after, afterError));
    assertThat(row.finding()).isEqualTo(finding);
    assertThat(row.fails()).isEqualTo(finding == Finding.WORSE);
    assertThat(row.note())
        .startsWith(
            finding == Finding.WORSE ? "had a standard error and has none" : "no standard error");
  }

  @Test
  void afterTrainingARowHoldsForItsSeedAlone() {
    MeasurementKey trained = Keys.of("variance", "gr", "variance_within", "500");
    Observation other = new Observation("2", new Estimate(9, 0.1), 19);
    Comparison row = compare(trained, Keys.row(1, 0.01), other);
    assertThat(row.finding()).isEqualTo(Finding.NOT_COMPARED);
    assertThat(row.note()).startsWith("seeds differ");
    MeasurementKey plain = Keys.of("simplex", "gr", "variance_within");
    assertThat(compare(plain, Keys.row(1, 0.01), other).finding()).isEqualTo(Finding.WORSE);
  }

  @Test
  void whatIsKnownExactlyMayOnlyRoundOtherwise() {
    MeasurementKey key = Keys.of("simplex", "", "objective");
    assertThat(compare(key, Keys.row(2, 0), Keys.row(2 + 1e-7, 0)).finding())
        .isEqualTo(Finding.EQUIVALENT);
    assertThat(compare(key, Keys.row(2, 0), Keys.row(2.001, 0)).finding()).isEqualTo(Finding.WORSE);
    assertThat(compare(key, Keys.row(0, 0), Keys.row(0, 0)).finding())
        .isEqualTo(Finding.EQUIVALENT);
    assertThat(compare(key, Keys.row(0, 0), Keys.row(0.001, 0)).finding()).isEqualTo(Finding.WORSE);
  }

  /** A bias of 0 comes out as what its sum rounds to, on another processor as something else. */
  @Test
  void exactZerosAreWhatRoundingLeavesOfThem() {
    MeasurementKey key = Keys.of("simplex", "reinforce", "objective");
    assertThat(compare(key, Keys.row(1.02e-32, 0), Keys.row(1.53e-32, 0)).finding())
        .isEqualTo(Finding.EQUIVALENT);
    assertThat(compare(key, Keys.row(0, 0), Keys.row(1.53e-32, 0)).finding())
        .isEqualTo(Finding.EQUIVALENT);
    assertThat(compare(key, Keys.row(1.02e-32, 0), Keys.row(1e-12, 0)).finding())
        .isEqualTo(Finding.WORSE);
    assertThat(compare(key, Keys.row(1e-12, 0), Keys.row(1.001e-12, 0)).finding())
        .isEqualTo(Finding.WORSE);
    // Of what is estimated nothing is rounded away.
    assertThat(compare(key, Keys.row(1e-24, 1e-26), Keys.row(2e-24, 1e-26)).finding())
        .isEqualTo(Finding.WORSE);
  }

  /** The hundred rows of one study do not hide the one of another; each has half the level. */
  @Test
  void everyStudyHasAnEqualShareOfTheLevel() {
    Map<MeasurementKey, List<Observation>> old = new LinkedHashMap<>();
    Map<MeasurementKey, List<Observation>> now = new LinkedHashMap<>();
    MeasurementKey alone = Keys.of("bias", "gr", "mse");
    old.put(alone, List.of(Keys.row(1, 0.025)));
    now.put(alone, List.of(Keys.row(1.13, 0.025)));
    for (int i = 0; i < 100; i++) {
      MeasurementKey key = Keys.of("simplex", "gr-mc" + i, "mse");
      old.put(key, List.of(Keys.row(1, 0.025)));
      now.put(key, List.of(Keys.row(i == 0 ? 1.13 : 1, 0.025)));
    }
    List<Comparison> rows =
        RULE.compare(RepeatedMeasurements.of(old), RepeatedMeasurements.of(now));
    double p = rows.get(0).contrast().orElseThrow().pValue();
    assertThat(rows.get(0).adjusted()).isEqualTo(2 * p, within(1e-12));
    assertThat(rows.get(0).finding()).isEqualTo(Finding.WORSE);
    assertThat(rows.get(1).adjusted()).isEqualTo(200 * p, within(1e-12));
    assertThat(rows.get(1).finding()).isEqualTo(Finding.TOO_NOISY);
  }

  /** A p-value of 0.001 is enough alone, and not among a hundred. */
  @Test
  void manyMeasurementsShareTheLevel() {
    Map<MeasurementKey, List<Observation>> old = new LinkedHashMap<>();
    Map<MeasurementKey, List<Observation>> now = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      MeasurementKey key = Keys.of("s", "gr-mc" + i, "mse");
      old.put(key, List.of(Keys.row(1, 0.025)));
      now.put(key, List.of(Keys.row(i == 0 ? 1.13 : 1, 0.025)));
    }
    Comparison first =
        RULE.compare(RepeatedMeasurements.of(old), RepeatedMeasurements.of(now)).get(0);
    double p = first.contrast().orElseThrow().pValue();
    assertThat(p).isBetween(1e-4, 1e-3);
    assertThat(first.adjusted()).isEqualTo(100 * p, within(1e-12));
    assertThat(first.finding()).isEqualTo(Finding.TOO_NOISY);
    MeasurementKey key = first.key();
    assertThat(compare(key, Keys.row(1, 0.025), Keys.row(1.13, 0.025)).finding())
        .isEqualTo(Finding.WORSE);
  }

  @Test
  void theSmallestDifferenceCanBeSet() {
    MeasurementKey key = Keys.of("s", "e", "mse");
    ComparisonRule wide = new ComparisonRule(0.01, OptionalDouble.of(0.5), DeclaredMetrics.ALL);
    Comparison row =
        wide.compare(Keys.one(key, Keys.row(1, 0.01)), Keys.one(key, Keys.row(1.3, 0.01))).get(0);
    assertThat(row.finding()).isEqualTo(Finding.EQUIVALENT);
    assertThat(row.band().orElseThrow()).isEqualTo(new Interval(1 / 1.5, 1.5));
    assertThatThrownBy(() -> new ComparisonRule(0, OptionalDouble.empty(), DeclaredMetrics.ALL))
        .hasMessage("alpha must be in (0, 1), got 0.0");
    assertThatThrownBy(() -> new ComparisonRule(0.01, OptionalDouble.of(-1), DeclaredMetrics.ALL))
        .hasMessageStartingWith("smallest must be ");
  }
}
