package io.github.gumbelrao.bench.measurement.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the rows of runs. */
class RepeatedMeasurementsTest {

  private static final ComparisonRule RULE =
      new ComparisonRule(0.01, OptionalDouble.empty(), DeclaredMetrics.ALL);

  private static List<CSVRecord> run(String metric, double value, double error) throws IOException {
    return rows(
        "speed,,digits,gr-mc10,0.5,10,16,12,20,1,200,%s,%s,%s,10,".formatted(metric, value, error));
  }

  private static List<CSVRecord> rows(String row) throws IOException {
    String text = String.join(",", MeasurementsCsv.COLUMNS) + "\n" + row + "\n";
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      return parser.getRecords();
    }
  }

  private static List<FinishedRun> finished(String settings, List<List<CSVRecord>> runs) {
    return runs.stream()
        .map(rows -> new FinishedRun(Path.of("run"), "any", "", settings, "", rows))
        .toList();
  }

  private static Comparison compare(List<List<CSVRecord>> before, List<List<CSVRecord>> after)
      throws IOException {
    return RULE.compare(
            RepeatedMeasurements.of(finished("{}", before), DeclaredMetrics.ALL),
            RepeatedMeasurements.of(finished("{}", after), DeclaredMetrics.ALL))
        .get(0);
  }

  /** An error is known as well as the numbers allow that it is the spread of. */
  @ParameterizedTest
  @CsvSource({
    "variance_ratio, 40, {\"minibatches\": 20}, 39",
    "squared_bias, 2000, {\"minibatches\": 20}, 19",
    "squared_bias, 2000, {}, 1999",
    "gradient_norm, 16, {}, 7",
    "gradient_norm, 5000, {}, 19"
  })
  void degreesOfFreedomAreThoseOfTheGroups(
      String metric, int count, String settings, double degrees) throws IOException {
    String row = "bias,,digits,gr,0.5,,4,3,20,1,300,%s,8.0,0.5,%d,".formatted(metric, count);
    assertThat(
            RepeatedMeasurements.of(finished(settings, List.of(rows(row))), DeclaredMetrics.ALL)
                .rows()
                .values())
        .singleElement()
        .satisfies(one -> assertThat(one.get(0).degrees()).isEqualTo(degrees));
  }

  /** Three runs that reached it at the same point of the curve, every 50 steps: 50 / root of 36. */
  @ParameterizedTest
  @CsvSource({
    "iterations_to_threshold, 0.0, 3, 8.333333333333334, 2",
    "restricted_mean_iterations, 0.0, 3, 8.333333333333334, 2",
    "iterations_to_threshold, 16.7, 3, 16.7, 2",
    "iterations_to_threshold, , 1, NaN, 1",
    "valid_loss, 0.0, 3, 0.0, 1000000",
  })
  void stepsAreKnownNoBetterThanTheCurveTells(
      String metric, String error, int count, double known, double degrees) throws IOException {
    String row = "convergence,,digits,st,0.5,,16,60,20,1,1500,%s,400.0,%s,%d,";
    String cell = error == null ? "" : error;
    assertThat(
            RepeatedMeasurements.of(
                    finished(
                        "{\"validate_every\": 50}",
                        List.of(rows(row.formatted(metric, cell, count)))),
                    DeclaredMetrics.ALL)
                .rows()
                .values())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.get(0).estimate()).isEqualTo(new Estimate(400, known));
              assertThat(one.get(0).degrees()).isEqualTo(degrees);
            });
  }

  /** One point later may be chance, twice the steps are not. */
  @ParameterizedTest
  @CsvSource({"450.0, TOO_NOISY", "800.0, WORSE"})
  void tiedRunsAreNotKnownExactly(String after, Finding finding) throws IOException {
    String row = "convergence,,digits,st,0.5,,16,60,20,1,1500,restricted_mean_iterations,%s,0.0,3,";
    String settings = "{\"validate_every\": 50}";
    Comparison compared =
        RULE.compare(
                RepeatedMeasurements.of(
                    finished(settings, List.of(rows(row.formatted("400.0")))), DeclaredMetrics.ALL),
                RepeatedMeasurements.of(
                    finished(settings, List.of(rows(row.formatted(after)))), DeclaredMetrics.ALL))
            .get(0);
    assertThat(compared.finding()).isEqualTo(finding);
  }

  @Test
  void stepsOfTheCurveMustBeANumber() {
    assertThatThrownBy(
            () ->
                RepeatedMeasurements.of(
                    finished("{\"validate_every\": \"often\"}", List.of(List.of())),
                    DeclaredMetrics.ALL))
        .isInstanceOf(DataException.class)
        .hasMessage("validate_every in run must be a number of steps, got 'often'");
  }

  /** One run knows the spread within itself alone, which is not that between runs. */
  @Test
  void theErrorThatARunClaimsForATimeIsNotBelieved() throws IOException {
    String metric = "time_to_variance_ratio";
    Comparison alone = compare(List.of(run(metric, 1, 0.001)), List.of(run(metric, 2, 0.001)));
    assertThat(alone.finding()).isEqualTo(Finding.NOT_COMPARED);
    assertThat(alone.note()).isEqualTo("no standard error, and not two repetitions on both sides");
    // Of a variance it is.
    assertThat(
            compare(
                    List.of(run("variance_ratio", 1, 0.001)),
                    List.of(run("variance_ratio", 2, 0.001)))
                .finding())
        .isEqualTo(Finding.WORSE);
  }

  @Test
  void severalRunsOfATimeAreRepetitionsWhateverTheirSeed() throws IOException {
    String metric = "time_to_loss_ratio";
    Comparison row =
        compare(
            List.of(run(metric, 1, 0.1), run(metric, 1.01, 0.1), run(metric, 0.99, 0.1)),
            List.of(run(metric, 2, 0.1), run(metric, 2.01, 0.1), run(metric, 1.99, 0.1)));
    assertThat(row.before()).hasSize(3);
    assertThat(row.finding()).isEqualTo(Finding.WORSE);
  }

  /** Of three seeds against one, that one is compared, and what is shown are its two numbers. */
  @Test
  void whatIsShownOfSeveralAgainstOneIsWhatWasCompared() throws IOException {
    String loss = "vae,M=5,digits,gr,0.5,,16,12,20,%d,300,valid_loss,%s,0.1,1000,nats";
    Comparison row =
        compare(
            List.of(rows(loss.formatted(1, 100.0)), rows(loss.formatted(2, 160.0))),
            List.of(rows(loss.formatted(1, 100.0))));
    assertThat(row.finding()).isEqualTo(Finding.EQUIVALENT);
    assertThat(row.before()).singleElement().matches(shown -> shown.value() == 100);
    assertThat(row.after()).hasSize(1);
    assertThat(row.note()).isEqualTo("one of 2 repetitions before and of 1 now");
  }

  /** An undeclared metric is no silent ten percent. */
  @Test
  void aMetricThatNobodyDeclaredIsAnError() throws IOException {
    List<FinishedRun> runs = finished("{}", List.of(run("varianceratio", 1, 0.1)));
    assertThatThrownBy(() -> RepeatedMeasurements.of(runs, DeclaredMetrics.ALL))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "metric of speed must be a declared one, got 'varianceratio'; nearest: variance_ratio");
  }

  @Test
  void aStudyThatNobodyKnowsIsAnError() {
    assertThatThrownBy(() -> DeclaredMetrics.ALL.get("sped", "mse"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("study must be a known one, got 'sped'; nearest: speed");
  }

  /** What was found at the best epoch is the same measurement, whichever epoch that was. */
  @Test
  void aStepThatTheRunChoseTellsNothingApart() throws IOException {
    String accuracy = "listops,,listops,gr,0.1,,9,8,10,%d,%d,test_accuracy,%s,0.01,3000,";
    Comparison same =
        compare(
            List.of(rows(accuracy.formatted(1, 3, 0.6))),
            List.of(rows(accuracy.formatted(1, 5, 0.4))));
    assertThat(same.finding()).isEqualTo(Finding.WORSE);
    // Of another seed it tells nothing, as after any training.
    Comparison other =
        compare(
            List.of(rows(accuracy.formatted(1, 3, 0.6))),
            List.of(rows(accuracy.formatted(2, 3, 0.4))));
    assertThat(other.finding()).isEqualTo(Finding.NOT_COMPARED);
    String loss = "listops,,listops,gr,0.1,,9,8,10,1,%d,valid_loss,0.6,0.01,3000,nats";
    Comparison lost = compare(List.of(rows(loss.formatted(3))), List.of(rows(loss.formatted(5))));
    assertThat(lost.finding()).isEqualTo(Finding.MISSING);
  }
}
