package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.comparison.AcceptedChanges;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompareCommandTest {

  private static final String WORSE =
      "  worse  variance variance_within, digits, gr-mc1, temperature 0.5, arity 16, batch size 20,"
          + " step 500; ratio 1.200 [";

  @TempDir Path folder;
  private Path before;
  private Path after;
  private Path out;

  @BeforeEach
  void writeTwoEqualRuns() throws IOException {
    before = ComparedFolders.run(folder.resolve("old/a"), "variance", ComparedFolders.variance(1));
    after = ComparedFolders.run(folder.resolve("new/a"), "variance", ComparedFolders.variance(1));
    out = folder.resolve("out");
  }

  private Outcome compare(String... more) {
    return Outcome.of(
        Stream.concat(
                Stream.of("compare", before.toString(), after.toString(), "--out=" + out),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private void worse() throws IOException {
    ComparedFolders.run(after, "variance", ComparedFolders.variance(1.2));
  }

  private Path accept(String row) throws IOException {
    Path file = before.resolve("accepted.csv");
    return Files.writeString(file, String.join(",", AcceptedChanges.columns()) + "\n" + row + "\n");
  }

  private void assertRefused(String message) {
    assertThat(compare()).isEqualTo(new Outcome(3, "", message + "\n"));
    assertThat(out).doesNotExist();
  }

  @Test
  void equalRunsAreEquivalent() throws IOException {
    Outcome outcome = compare();
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                the chance of any false alarm is at most 0.01
                12 measurements: 0 worse, 12 equivalent

                comparison  %s
                page        %s
                """
                    .formatted(out.resolve("comparison.csv"), out.resolve("comparison.html")),
                ""));
    assertThat(Files.readString(out.resolve("comparison.csv")))
        .startsWith("study,case,dataset,estimator,")
        .contains(",variance_within,equivalent,1.0,0.01,1,1.0,0.01,1,ratio,1.0,");
  }

  @Test
  void aWorseOneIsNamedAndEndsWithOne() throws IOException {
    worse();
    Outcome outcome = compare();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("12 measurements: 1 worse, 11 equivalent\n" + WORSE);
    String page = Files.readString(out.resolve("comparison.html"));
    assertThat(page)
        .contains("<td>worse</td>", "\"finding\":\"worse\"", "12 measurements: 1 worse")
        .doesNotContain(folder.toString());
    assertThat(compare("--smallest=0.5").exitCode()).isZero();
  }

  /** Counts of draws are larger than those of minibatches, over which the errors are taken. */
  @Test
  void degreesOfFreedomAreThoseOfTheGroups() throws IOException {
    worse();
    compare();
    // t = log 1.2 / 0.01414 = 12.9 with 78 degrees of freedom; with 1598 it would be below 1e-35.
    List<String> cells = cells("variance_within", "gr-mc1");
    assertThat(Double.parseDouble(cells.get(cells.size() - 4))).isBetween(1e-23, 1e-18);
  }

  private List<String> cells(String metric, String estimator) throws IOException {
    return Files.readAllLines(out.resolve("comparison.csv")).stream()
        .filter(line -> line.contains("," + metric + ",") && line.contains("," + estimator + ","))
        .map(line -> List.of(line.split(",", -1)))
        .findFirst()
        .orElseThrow();
  }

  /** Hundreds of rows of a study that was left out would hide the one that got worse. */
  @Test
  void whatIsWorseComesFirstAndAStudyThatWasNotRunIsOneLine() throws IOException {
    List<String> old = new ArrayList<>(ComparedFolders.variance(1));
    List<String> now = new ArrayList<>(ComparedFolders.variance(1.2));
    Collections.reverse(old);
    Collections.reverse(now);
    ComparedFolders.run(before, "variance", old);
    ComparedFolders.run(after, "variance", now.subList(1, 12));
    List<String> bias = new ArrayList<>();
    ComparedFolders.variance(1).stream()
        .filter(row -> row.contains(",variance_within,"))
        .forEach(row -> bias.add(row.replace("variance,,", "bias,,")));
    ComparedFolders.run(folder.resolve("old/b"), "bias", bias);
    before = folder.resolve("old");
    after = folder.resolve("new");
    Outcome outcome = compare();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .containsSubsequence(
            "16 measurements: 1 worse, 5 missing, 10 equivalent\n",
            WORSE,
            "\n  missing  variance train_loss",
            "\n  missing  bias was not run; its measurements: 4\n\n")
        .doesNotContain("missing  bias train_loss", "  and ");
  }

  /** What does not measure times gives the same numbers on a busy machine. */
  @Test
  void timesThatWereMeasuredBesideOtherJobsAreNoted() throws IOException {
    before = ComparedFolders.run(before, "speed", ComparedFolders.speed(2));
    after = ComparedFolders.run(after, "speed", ComparedFolders.speed(2));
    assertThat(compare().out()).doesNotContain("note");
    for (Path each : List.of(before, after)) {
      Path run = each.resolve("run.json");
      String share = each.equals(before) ? "0.02" : "0.45";
      Files.writeString(
          run,
          Files.readString(run)
              .replace("\"settings\"", "\"others_cpu_share\": " + share + ", \"settings\""));
    }
    assertThat(compare().out())
        .startsWith("note: new a: 45 % of the processors' time went to other processes\n")
        .doesNotContain("note: old");
    assertThat(Files.readString(out.resolve("comparison.html")))
        .contains("<dt>New, not alone</dt><dd>a: 45 %")
        .doesNotContain("Old, not alone");
    before = ComparedFolders.run(before, "variance", ComparedFolders.variance(1));
    Path run =
        ComparedFolders.run(after, "variance", ComparedFolders.variance(1)).resolve("run.json");
    Files.writeString(
        run,
        Files.readString(run).replace("\"settings\"", "\"others_cpu_share\": 0.45, \"settings\""));
    assertThat(compare().out()).doesNotContain("note");
  }

  @Test
  void aLostMeasurementFails() throws IOException {
    ComparedFolders.run(after, "variance", ComparedFolders.variance(1).subList(1, 12));
    Outcome outcome = compare();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("0 worse, 1 missing, 11 equivalent\n  missing  variance variance_within, ")
        .contains("; not measured any more\n");
  }

  @Test
  void aDivergedMeasurementIsWorse() throws IOException {
    List<String> rows = new ArrayList<>(ComparedFolders.variance(1));
    rows.set(
        0,
        "variance,diverged: loss or gradient not finite,digits,gr-mc1,0.5,1,16,12,20,1,500,"
            + "variance_within,NaN,NaN,800,nats^2");
    ComparedFolders.run(after, "variance", rows);
    Outcome outcome = compare();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).contains("1 worse, 11 equivalent\n", "; not a number now\n");
  }

  @Test
  void anAcceptedChangeDoesNotFailUntilItExpires() throws IOException {
    worse();
    accept("variance,,,gr-mc1,,,,,,,variance_within,\"new noise, see #7\",2026-12-31");
    Outcome accepted = compare("--today=2026-12-31");
    assertThat(accepted.exitCode()).isZero();
    assertThat(accepted.out())
        .contains("1 worse, 11 equivalent; 1 of these accepted\n" + WORSE)
        .contains("; accepted: new noise, see #7 (until 2026-12-31)\n");
    Outcome expired = compare("--today=2027-01-01");
    assertThat(expired.exitCode()).isEqualTo(1);
    assertThat(expired.out()).contains("; was accepted until 2026-12-31: new noise, see #7\n");
    accept("variance,,,gr-mc2,,,,,,,variance_within,another estimator,2026-12-31");
    assertThat(compare("--today=2026-12-31").exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "variance,,,,,,,,,,,why,2026-12-31 | metric must not be empty",
        ",,,,,,,,,,mse,why,2026-12-31 | study must not be empty",
        "variance,,,,,,,,,,mse,,2026-12-31 | reason must not be empty",
        "variance,,,,,,,,,,mse,why,soon | expires must be a day such as 2026-12-31, got 'soon'",
        "variance,mse | must have 13 cells, got 2",
      })
  void aDamagedListOfAcceptedChangesIsRefused(String row, String message) throws IOException {
    Path file = accept(row);
    assertRefused(file + ", row 1: " + message);
  }

  @Test
  void aListWithAnotherHeaderOrNoneIsRefused() throws IOException {
    Path file = Files.writeString(before.resolve("accepted.csv"), "study,metric\n");
    assertThat(compare().exitCode()).isEqualTo(3);
    assertThat(compare().err()).startsWith(file + " must begin with the header study,case,");
    Path none = folder.resolve("none.csv");
    assertThat(compare("--accepted=" + none))
        .isEqualTo(new Outcome(3, "", none + " must exist, but does not\n"));
  }

  @Test
  void aTruncatedCsvIsRefused() throws IOException {
    Path csv = after.resolve("measurements.csv");
    String text = Files.readString(csv);
    Files.writeString(csv, text.substring(0, text.length() - 30));
    assertRefused(csv + ", row 12: must have 16 cells, got 12");
    Files.writeString(csv, text.substring(0, text.lastIndexOf("variance,,")));
    assertRefused(csv + " must match the SHA-256 in run.json: the file was modified");
  }

  @Test
  void anEditedCsvIsRefused() throws IOException {
    Path csv = before.resolve("measurements.csv");
    Files.writeString(csv, Files.readString(csv).replace("train_loss,120", "train_loss,130"));
    assertRefused(csv + " must match the SHA-256 in run.json: the file was modified");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"schema\": 1  | \"schema\": 2 | schema in %s must be 1, got '2'",
        "\"schema\": 1, | ''            | schema in %s must be 1, got ''",
        "\"done\"       | \"running\"   | status in %s must be done, got 'running'",
        "measurements_  | x_ | %s must hold the SHA-256 of measurements.csv, and does not",
        "\"study\"      | \"x\"         | %s must hold the record of a run, and names no study",
        "\"}            | \"            | %s must be JSON, and is damaged at line 4",
      })
  void aDamagedRecordIsRefused(String part, String by, String message) throws IOException {
    Path run = after.resolve("run.json");
    String text = Files.readString(run);
    assertThat(text).contains(part);
    Files.writeString(run, text.replace(part, by));
    assertRefused(message.formatted(run));
  }

  @Test
  void wrongUseIsExplained() {
    assertThat(Outcome.of("compare", before.toString()).exitCode()).isEqualTo(2);
    assertThat(compare("--alpha=0").exitCode()).isEqualTo(2);
    assertThat(compare("--alpha=0").err()).startsWith("alpha must be in (0, 1), got 0.0\n");
    assertThat(compare("--alpha=0.01f").err())
        .startsWith("Invalid value for option '--alpha': '0.01f' is not a number\n");
    assertThat(compare("--smallest=-1").err()).startsWith("smallest must be ");
    assertThat(compare("--today=soon").exitCode()).isEqualTo(2);
    after = folder.resolve("none");
    assertRefused(after + " must be a run folder or contain run folders, found none");
  }

  @ParameterizedTest
  @MethodSource("io.github.gumbelrao.bench.testing.Surroundings#awkward")
  void everySurroundingsGiveTheSameBytes(Surroundings surroundings) throws Exception {
    worse();
    Outcome usual = compare();
    String csv = Files.readString(out.resolve("comparison.csv"));
    String page = Files.readString(out.resolve("comparison.html"));
    assertThat(surroundings.call(() -> compare())).isEqualTo(usual);
    assertThat(Files.readString(out.resolve("comparison.csv"))).isEqualTo(csv);
    assertThat(Files.readString(out.resolve("comparison.html"))).isEqualTo(page);
  }

  /** Whatever the words of an outcome: the same pairs, the same findings, the same exit code. */
  @Test
  void anOutcomeInOtherWordsIsTheSameMeasurement() throws IOException {
    String row =
        "convergence,valid_loss <= 10.0%s,digits,gr,0.5,,4,2,20,1,40,%s,%s,NaN,0,iterations";
    List<String> old =
        List.of(
            row.formatted(": reached by none of 2 runs", "iterations_to_threshold", "NaN"),
            row.formatted(": reached by fewer than half of the runs", "median_iterations", "NaN"));
    List<String> now =
        List.of(
            row.formatted(": nobody came so far", "iterations_to_threshold", "NaN"),
            row.formatted(": diverged everywhere: no median", "median_iterations", "NaN"));
    before = ComparedFolders.run(before, "convergence", old);
    after = ComparedFolders.run(after, "convergence", now);
    Outcome outcome = compare();
    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out()).contains("2 measurements: 0 worse, 1 equivalent, 1 not compared\n");
  }
}
