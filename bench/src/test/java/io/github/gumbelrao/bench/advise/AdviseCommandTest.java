package io.github.gumbelrao.bench.advise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviseCommandTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs").resolve("choosing.md");

  private static String published(String run) throws IOException {
    return Files.readString(ROOT.resolve("reports/published/" + run + "/measurements.csv"));
  }

  private static PublishedRun run(String name, String text) throws IOException {
    return new PublishedRun(
        name, StrictCsv.read(name, text.getBytes(UTF_8), MeasurementsCsv.COLUMNS));
  }

  /** The number in a published row, read without any of the command's code. */
  private static double number(String run, String row) throws IOException {
    Matcher line = Pattern.compile("(?m)^" + row + ",([^,]+),").matcher(published(run));
    assertThat(line.find()).as(row).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void itsNumbersStandInThePublishedRuns() throws IOException {
    Outcome outcome = Outcome.of("advise", "--arity", "16", "--batch", "20");
    assertThat(outcome.exitCode()).isZero();
    String bias =
        String.format(
            Locale.ROOT,
            "%.4g",
            number("bias-digits", "bias,,digits,gs,1.0,,16,2,20,1,300,squared_bias"));
    double variance = number("bias-digits", "bias,,digits,gs,1.0,,16,2,20,1,300,variance_within");
    double draw = number("speed-quick", "speed,draw,,gs,2.0,,16,60,20,1,,time_ratio");
    double error = Double.parseDouble(bias) + variance * (draw + 10) / 11;
    assertThat(outcome.out())
        .startsWith(
            "gs at temperature 1.0\n\nerror of a gradient at equal time, arity 16, batch 20")
        .containsPattern(
            "\\bgs +1\\.0 +%s +%.4g +%.3g +%.4g\n".formatted(bias, variance, draw, error))
        .contains("reports/published/bias-digits/measurements.csv, arity 16\n")
        .contains(
            "what is ranked          the estimators of that run alone, whatever --arity says\n")
        .contains("reports/published/speed-quick/measurements.csv, arity 16\n");
  }

  /** Where a bias is not allowed reinforce alone is left; where gs cannot be, it is not there. */
  @Test
  void whatIsNotAllowedIsNotAdvised() {
    assertThat(
            Outcome.of("advise", "--arity", "4", "--batch", "20", "--most-bias", "0").out().lines())
        .first()
        .isEqualTo("reinforce");
    assertThat(Outcome.of("advise", "--arity", "4", "--batch", "20", "--one-hot-only").out())
        .doesNotContainPattern("\n +gs ");
  }

  /** A run in which st were nearly without noise would have st advised. */
  @Test
  void itFollowsTheRuns() throws IOException {
    Need need = new Need(4, 20, 10, 10, false);
    PublishedRun times = run("speed-quick", published("speed-quick")).of("draw");
    String quiet =
        published("bias-digits")
            .replaceAll("(digits,st,1.0,,4,4,20,1,300,(?:variance_within)),[^,]+", "$1,0.5")
            .replaceAll("(digits,st,1.0,,4,4,20,1,300,(?:squared_bias)),[^,]+", "$1,0.5");
    assertThat(Advice.of(need, run("bias-digits", published("bias-digits")), times).first())
        .extracting(Advice.Choice::estimator)
        .isNotEqualTo("st");
    assertThat(Advice.of(need, run("bias-digits", quiet), times).first())
        .extracting(Advice.Choice::estimator, Advice.Choice::error)
        .satisfies(
            found -> {
              assertThat(found.get(0)).isEqualTo("st");
              assertThat((double) found.get(1)).isCloseTo(1, within(0.01));
            });
  }

  /** A bias counts with two of its standard errors: here of half the gradient's length in all. */
  @ParameterizedTest
  @CsvSource({"0.501, true", "0.499, false"})
  void aBiasThatMayBeLargerThanAllowedIsNotAdvised(double most, boolean allowed)
      throws IOException {
    double norm = number("bias-digits", "bias,,digits,exact,,,4,4,20,1,300,gradient_norm");
    double bias = norm * norm / 8;
    String known =
        published("bias-digits")
            .replaceAll(
                "(?m)^(bias,[^,]*,digits,st,[^,]*,,4,4,20,1,300,squared_bias),[^,]+,[^,]+",
                "$1," + bias + "," + bias / 2);
    Need need = new Need(4, 20, 10, most, false);
    PublishedRun times = run("speed-quick", published("speed-quick")).of("draw");
    List<String> advised =
        Advice.of(need, run("bias-digits", known), times).choices().stream()
            .map(Advice.Choice::estimator)
            .toList();
    assertThat(advised).contains("reinforce");
    assertThat(advised.contains("st")).isEqualTo(allowed);
  }

  @Test
  void theTableOfThePageIsWhatTheCommandAdvises() throws IOException {
    String page = Files.readString(PAGE);
    List<String> rows = new ArrayList<>();
    for (int arity : new int[] {2, 16}) {
      for (int batch : new int[] {20, 200, 2000}) {
        for (int cost : new int[] {0, 10, 1000}) {
          Advice all = Advice.of(new Need(arity, batch, cost, 1, false));
          Advice corners = Advice.of(new Need(arity, batch, cost, 1, true));
          Advice little = Advice.of(new Need(arity, batch, cost, 0.3, true));
          rows.add(
              "| %d | %d | %d | %s | %s | %s |"
                  .formatted(arity, batch, cost, cell(all), cell(corners), cell(little)));
        }
      }
    }
    assertThat(page.lines().filter(line -> line.matches("\\| \\d+ \\|.*")).toList())
        .containsExactlyElementsOf(rows);
    assertThat(page)
        .contains("(../reports/published/bias-digits)")
        .contains("(../reports/published/speed-quick)");
  }

  private static String cell(Advice advice) {
    Advice.Choice first = advice.first();
    return String.format(
        Locale.ROOT,
        "`%s`%s, %.3g",
        first.estimator(),
        first.temperature().isPresent() ? " " + first.temperature().getAsDouble() : "",
        first.error());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--arity 1 --batch 20                | --arity must be >= 2, got 1",
        "--arity 4 --batch 0                 | --batch must be >= 1, got 0",
        "--arity 4 --batch 20 --loss-cost -1 | --loss-cost must be finite and >= 0, got -1.0",
        "--arity 4 --batch 20 --loss-cost NaN| --loss-cost must be finite and >= 0, got NaN",
        "--arity 4 --batch 20 --most-bias -1 | --most-bias must be >= 0.0, got -1.0",
        "--batch 20                          | Missing required option: '--arity=N'",
        "--arity 4 --batch 20 --loss-cost 1d | Invalid value for option '--loss-cost': '1d' is not"
            + " a number",
        "--arity 4 --batch 20 --most-bias x  | Invalid value for option '--most-bias': 'x' is not"
            + " a number",
        "--arity 4.5 --batch 20              | Invalid value for option '--arity': '4.5' is not a"
            + " whole number of at most 2147483647",
      })
  void badInputIsRefusedInOneSentence(String typed, String message) {
    Outcome outcome = Outcome.of(("advise " + typed).split(" +"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo(message + "\nTry 'gumbel-rao advise --help'.\n");
    assertThat(outcome.out()).isEmpty();
  }
}
