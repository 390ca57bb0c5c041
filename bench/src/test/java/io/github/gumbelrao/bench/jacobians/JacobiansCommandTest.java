package io.github.gumbelrao.bench.jacobians;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.core.oracle.BinaryJacobian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two categories at temperature 1 have a closed form to compare with. */
class JacobiansCommandTest {

  /** Exact values made elsewhere, beside a development checkout; not part of the project. */
  private static final Path REFERENCE =
      Path.of("../../shared/reference/conditional_jacobians.json");

  @TempDir Path folder;
  private Path file;
  private Path csv;

  @BeforeEach
  void nameTheFiles() {
    file = folder.resolve("cases.json");
    csv = folder.resolve("out").resolve("jacobians").resolve("measurements.csv");
  }

  /** The exact case of a log odds ratio, times a factor. */
  private static String exact(double logOdds, double factor) {
    double slope = factor * BinaryJacobian.slope(logOdds);
    return String.format(
        Locale.ROOT,
        "{\"logits\": [%s, 0], \"outcome\": 0, \"tau\": 1.0,"
            + " \"jacobian\": [[%.10g, %.10g], [%.10g, %.10g]], \"stderr\": 1e-15}",
        logOdds,
        slope,
        -slope,
        -slope,
        slope);
  }

  private Outcome run(String content, String... more) throws IOException {
    Files.writeString(file, content);
    return Outcome.of(
        Stream.concat(
                Stream.of(
                    "jacobians",
                    "--cases=" + file,
                    "--out=" + folder.resolve("out"),
                    "--threads=1"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static String cases(String... cases) {
    return "{\"cases\": [" + String.join(", ", cases) + "]}";
  }

  private List<String> rows() throws IOException {
    return Files.readAllLines(csv);
  }

  @Test
  void whatIsRightIsOkWithTheDefaultEstimators() throws IOException {
    Outcome outcome = run(cases(exact(0.7, 1), exact(-2, 1)));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    List<String> rows = rows();
    assertThat(rows.get(0)).startsWith("study,case,dataset,estimator,temperature,samples,arity,");
    assertThat(rows.get(1))
        .matches(
            "jacobians,case 1: ok,,st-gs,1\\.0,,2,1,,1,,jacobian_distance,[0-4]\\.[0-9E-]+,,"
                + "[0-9]{4},");
    assertThat(rows)
        .anyMatch(
            row ->
                row.matches(
                    "jacobians,case 2: ok,,gr-mc100,1\\.0,100,2,1,,1,,jacobian_distance,"
                        + "[0-4]\\.[0-9E-]+,,4000,"));
    assertThat(outcome.out())
        .startsWith(
            "jacobians: 2 cases of cases.json, "
                + String.join(", ", JacobianRun.defaultEstimators())
                + "\n")
        .containsPattern(
            "\n  estimator +cases  worst distance +worst error  too far  not measured\n")
        .containsPattern("\n  gr-mc100 +2 +[0-4]\\.[0-9]{3} +[0-9]\\.[0-9]e-0[0-9] +0 +0\n")
        .contains("\nreport        " + csv.resolveSibling("report.html"));
  }

  /** Negative control. */
  @Test
  void twoPercentTooMuchIsTooFar() throws IOException {
    Outcome outcome =
        run(cases(exact(0.7, 1), exact(0.7, 1.02)), "--estimators=gr-mc100", "--seed=7");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .endsWith("\n1 of 2 conditional Jacobians are too far from their reference\n");
    assertThat(rows().get(1)).startsWith("jacobians,case 1: ok,,gr-mc100,");
    assertThat(rows().get(3)).startsWith("jacobians,case 2: too far,,gr-mc100,");
    assertThat(outcome.out())
        .containsPattern("\n  gr-mc100 +2 +[0-9]{2}\\.[0-9]{3} +[0-9]\\.[0-9]e-02 +1 +0\n");
  }

  /** The mean is the reference's but for its samples' noise, and a sampler is not judged by it. */
  @Test
  void theErrorIsToldOfEveryCase() throws IOException {
    assertThat(run(cases(exact(0.7, 1)), "--estimators=gr-mc100,gr").exitCode()).isZero();
    String row = "jacobians,case 1: ok,,%s,1\\.0,%s,2,1,,1,,jacobian_error,[0-9.]+E-%s,,[0-9]+,";
    assertThat(rows()).hasSize(5);
    assertThat(rows().get(2)).matches(row.formatted("gr-mc100", "100", "[45]"));
    assertThat(rows().get(4)).matches(row.formatted("gr", "", "([89]|1[0-9])"));
  }

  /**
   * An exact rule's table ends at 0.05, and a fed temperature below is taken as that: 5 percent off
   * at even odds, where the midpoint's loser has a quarter. To first order, as zgr1 has it.
   */
  @Test
  void aTemperatureThatMayNotBeFedIsTheCases() throws IOException {
    double slope = 2 * 0.25 * (0.5 + 0.01 * Math.log(2) * (1 - 2 * 0.25)) - 0.25 / 2;
    String rao = exact(0, slope / BinaryJacobian.slope(0)).replace("\"tau\": 1.0", "\"tau\": 0.01");
    assertThat(run(cases(rao), "--estimators=reinmax-rao").exitCode()).isZero();
    String[] row = rows().get(2).split(",", -1);
    assertThat(row[11]).isEqualTo("jacobian_error");
    assertThat(Double.parseDouble(row[12])).isLessThan(1e-3);
  }

  /** The straight-through estimator does not look at the outcome. */
  @Test
  void aBiasedEstimatorIsTooFar() throws IOException {
    Outcome outcome = run(cases(exact(3, 1)), "--estimators=st");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(rows().get(1)).startsWith("jacobians,case 1: too far,,st,1.0,,2,1,,1,,");
  }

  @Test
  void anOutcomeThatIsHardlyDrawnIsNotJudged() throws IOException {
    Outcome outcome = run(cases(exact(-14, 1)), "--estimators=st-gs");
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(rows().get(1))
        .matches(
            "jacobians,case 1: [0-9] of 4194304 draws had outcome 0; at least 100 are needed,,"
                + "st-gs,1\\.0,,2,1,,1,,jacobian_distance,NaN,NaN,[0-9],");
    assertThat(outcome.out()).containsPattern("\n  st-gs +1 +- +- +0 +1\n");
    assertThat(outcome.err())
        .endsWith("2 of 2 measurements are NaN or infinite; see column 'case'\n");
  }

  @Test
  void theRecordHoldsTheDigestOfTheCases() throws IOException {
    assertThat(run(cases(exact(0.7, 1)), "--estimators=gr-mc100").exitCode()).isZero();
    JsonNode record = new ObjectMapper().readTree(csv.resolveSibling("run.json").toFile());
    assertThat(record.get("status").asText()).isEqualTo("done");
    assertThat(record.get("settings"))
        .hasToString(
            "{\"cases\":\"cases.json\",\"estimators\":[\"gr-mc100\"],\"seed\":1,"
                + "\"device\":\"cpu\",\"threads\":1}");
    assertThat(file).hasDigest("SHA-256", record.at("/data_sha256/cases.json").asText());
  }

  static Stream<Arguments> damages() {
    String good = exact(0.7, 1);
    String bad = ", case 2: ";
    return Stream.of(
        Arguments.of("[", " must be JSON, and is damaged at line 1"),
        Arguments.of("{}", " must hold an array \"cases\" with at least one case"),
        Arguments.of("{\"cases\": []}", " must hold an array \"cases\" with at least one case"),
        Arguments.of("", " must hold one JSON object, got nothing"),
        Arguments.of(cases(good, "7"), bad + "must be an object, got 7"),
        Arguments.of(cases(good, "{}"), bad + "logits must hold arrays of numbers, got nothing"),
        Arguments.of(
            cases(good, good.replace("[0.7, 0]", "[0.7]")),
            bad + "logits must hold at least two numbers, got [0.7]"),
        Arguments.of(
            cases(good, good.replace("[0.7, 0]", "[0.7, \"0\"]")),
            bad + "logits must hold finite numbers, got \"0\""),
        Arguments.of(
            cases(good, good.replace("[0.7, 0]", "[0.7, 1e999]")),
            bad + "logits must hold finite numbers, got Infinity"),
        Arguments.of(
            cases(good, good.replace("\"outcome\": 0", "\"outcome\": 2")),
            bad + "outcome must be an integer in [0, 2), got 2"),
        Arguments.of(
            cases(good, good.replace("\"outcome\": 0, ", "")),
            bad + "outcome must be an integer in [0, 2), got nothing"),
        Arguments.of(
            cases(good, good.replace("\"tau\": 1.0", "\"tau\": 0.0")),
            bad + "tau must be finite and > 0, got 0.0"),
        Arguments.of(
            cases(good, good.replaceAll("\\[\\[.*\\]\\]", "[[1, -1]]")),
            bad + "jacobian must have 2 rows, got 1"),
        Arguments.of(
            cases(good, good.replaceAll("\\[\\[.*\\]\\]", "[[1, -1], [1]]")),
            bad + "each row of jacobian must have 2 entries, got 1"),
        Arguments.of(
            cases(good, good.replace("1e-15", "[[1e-15, 1e-15], [1e-15, 1e-15]]")),
            bad
                + "stderr must be one number, the largest standard error of all entries, got an"
                + " array"),
        Arguments.of(
            cases(good, good.replace("1e-15", "-1")),
            bad + "stderr must be finite and >= 0, got -1.0"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void aDamagedFileIsRefusedInOneSentence(String content, String message) throws IOException {
    assertThat(run(content)).isEqualTo(new Outcome(3, "", file + message + "\n"));
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aTemperatureThatAnEstimatorRefusesIsRefusedBeforeAnythingIsWritten() throws IOException {
    Outcome outcome = run(cases(exact(0.7, 1).replace("1.0,", "1e-8,")), "--estimators=gr");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("temperature of gr must be >= 1.0E-6, got 1.0E-8\n");
    outcome = run(cases(exact(0.7, 1).replace("1.0,", "1e-305,")), "--estimators=st-gs");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("temperature must be >= 1.0E-300 for float64, got 1.0E-305\n");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aMissingFileIsRefused() {
    assertThat(Outcome.of("jacobians", "--cases=" + file))
        .isEqualTo(
            new Outcome(
                3, "", file + " must be a file of reference cases, got nothing of that name\n"));
  }

  @ParameterizedTest
  @MethodSource("usage")
  void aBadOptionIsAnsweredInOneSentence(String option, String message) throws IOException {
    assertThat(run(cases(exact(0.7, 1)), option))
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao jacobians --help'.\n"));
    assertThat(folder.resolve("out")).doesNotExist();
  }

  static Stream<Arguments> usage() {
    return Stream.of(
        Arguments.of(
            "--estimators=reinforce",
            "estimator must pass a gradient through its value, got reinforce"),
        Arguments.of(
            "--estimators=st-gs,st-gs", "estimators must not repeat a value, got [st-gs, st-gs]"),
        Arguments.of(
            "--seed=x",
            "Invalid value for option '--seed': 'x' is not a whole number of at most 9223372036854775807"));
  }

  @Test
  void theCasesAreRequired() {
    assertThat(Outcome.of("jacobians"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "Missing required option: '--cases=FILE'\nTry 'gumbel-rao jacobians --help'.\n"));
  }

  @Test
  @Tag("slow")
  void everyReferenceCaseIsMetByEveryDefaultEstimator() {
    assumeTrue(Files.exists(REFERENCE), REFERENCE + " is not there: reference cases skipped");
    Outcome outcome =
        Outcome.of("jacobians", "--cases=" + REFERENCE, "--out=" + folder.resolve("out"));
    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
  }

  /** A file may ask for more than anybody can wait for. */
  @Test
  void aPlanOfYearsIsRefused() throws IOException {
    Path cases = folder.resolve("many.json");
    String zeros = String.join(",", Collections.nCopies(10, "0"));
    String rows = String.join(",", Collections.nCopies(10, "[" + zeros + "]"));
    String one =
        "{\"logits\": [%s], \"outcome\": 0, \"tau\": 1, \"jacobian\": [%s], \"stderr\": 1}"
            .formatted(zeros, rows);
    Files.writeString(
        cases, "{\"cases\": [" + String.join(",", Collections.nCopies(10_000, one)) + "]}");
    Outcome outcome =
        Outcome.of(
            "jacobians",
            "--cases=" + cases,
            "--estimators=gr-mc999999999",
            "--out=" + folder.resolve("none"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("this plan must take at most a year, and would take about 1; ask for less");
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
