package io.github.gumbelrao.bench.simplex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimplexCommandTest {

  @TempDir Path folder;

  private Outcome run(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "simplex",
                "--estimators=st-gs,gr-mc2,zgr",
                "--temperatures=1,0.5",
                "--resolution=5",
                "--passes=20",
                "--starts=0.1:0.45:0.45",
                "--steps=3",
                "--seeds=2",
                "--threads=1",
                "--out=" + folder.resolve(out)));
    for (String each : more) {
      // An option may be given once.
      String name = each.replaceFirst("=.*", "");
      arguments.removeIf(usual -> usual.startsWith(name + "="));
      arguments.add(each);
    }
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private Path csv(String out) {
    return folder.resolve(out).resolve("simplex").resolve("measurements.csv");
  }

  @Test
  void writesRowsTableRecordAndPage() throws IOException {
    Outcome outcome = run("a");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    List<String> rows = Files.readAllLines(csv("a"));
    // 6 points; 5 cells, 5 metrics; 4 reports of 2 metrics.
    assertThat(rows).hasSize(1 + 6 + 5 * 6 * 5 + 5 * 4 * 2);
    assertThat(rows.get(1))
        .matches("simplex,p=0\\.2;0\\.2;0\\.6,toy-qp,,,,3,1,,1,,objective,0\\.[0-9]+,0\\.0,0,");
    assertThat(rows.get(7))
        .matches(
            "simplex,p=0\\.2;0\\.2;0\\.6,toy-qp,st-gs,1\\.0,,3,1,,1,,variance_within,"
                + "0\\.[0-9E-]+,0\\.[0-9E-]+,20,");
    assertThat(rows)
        .anyMatch(
            row ->
                row.matches(
                    "simplex,start=0\\.1;0\\.45;0\\.45,toy-qp,gr-mc2,0\\.5,2,3,1,,1,3,distance,"
                        + "0\\.[0-9]+,[0-9.E-]+,2,"));
    assertThat(outcome.out())
        .startsWith("simplex: resolution 5, 20 passes, st-gs, gr-mc2, zgr\n")
        .contains("after 3 steps, mean over starts and seeds\n")
        .containsPattern("\n  gr-mc2 +0\\.5 +-[0-9.]+ +[0-9.e-]+ +0\\.2[0-9]{3}\n")
        .containsPattern("\n  zgr +- +-[0-9.]+ +[0-9.e-]+ +0\\.2[0-9]{3}\n");
    JsonNode record = new ObjectMapper().readTree(csv("a").resolveSibling("run.json").toFile());
    assertThat(record.get("settings"))
        .hasToString(
            "{\"preset\":\"quick\",\"estimators\":[\"st-gs\",\"gr-mc2\",\"zgr\"],"
                + "\"temperatures\":[1.0,0.5],\"resolution\":5,\"passes\":20,"
                + "\"direct_term\":false,\"starts\":[[0.1,0.45,0.45]],\"steps\":3,\"seeds\":2,"
                + "\"learning_rate\":0.1,\"baseline_decay\":0.9,\"seed\":1,"
                + "\"device\":\"cpu\",\"threads\":1}");
    assertThat(csv("a").resolveSibling("report.html")).content().contains("<h1>simplex</h1>");
  }

  static Stream<Surroundings> awkward() {
    return Surroundings.awkward();
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void sameSeedSameBytesAnywhere(Surroundings surroundings) throws Exception {
    run("a");
    assertThat(surroundings.call(() -> run("b")).exitCode()).isZero();
    run("c", "--seed=2");
    run("d", "--direct-term");
    assertThat(csv("b")).hasSameBinaryContentAs(csv("a"));
    assertThat(Files.readString(csv("c"))).isNotEqualTo(Files.readString(csv("a")));
    assertThat(Files.readString(csv("d"))).isNotEqualTo(Files.readString(csv("a")));
  }

  @Test
  void pointsOnALineEndInExitCodeFour() {
    Outcome outcome = run("a", "--resolution=6");
    assertThat(outcome.exitCode()).isEqualTo(4);
    // Points with p_k = 4/6: one on each line; 5 cells, 3 metrics.
    assertThat(outcome.err())
        .endsWith("45 of 270 measurements are NaN or infinite; see column 'case'\n");
    assertThat(outcome.out()).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void dryRunDescribesAndWritesNothing() {
    Outcome outcome = run("a", "--dry-run").withoutEstimate();
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                grid, st-gs, temperature 1.0
                grid, st-gs, temperature 0.5
                grid, gr-mc2, temperature 1.0
                grid, gr-mc2, temperature 0.5
                grid, zgr
                minimize from 0.1;0.45;0.45, st-gs, temperature 1.0
                minimize from 0.1;0.45;0.45, st-gs, temperature 0.5
                minimize from 0.1;0.45;0.45, gr-mc2, temperature 1.0
                minimize from 0.1;0.45;0.45, gr-mc2, temperature 0.5
                minimize from 0.1;0.45;0.45, zgr
                grid of resolution 5 with 20 passes at each point; 3 steps from each start, 2 seeds
                """,
                ""));
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void thePaperPresetIsFigureOne() {
    assertThat(Outcome.of("simplex", "--preset=paper", "--dry-run").out())
        .startsWith(
            """
            grid, st-gs, temperature 1.0
            grid, st-gs, temperature 0.5
            grid, st-gs, temperature 0.1
            grid, gr-mc1000, temperature 1.0
            grid, gr-mc1000, temperature 0.5
            grid, gr-mc1000, temperature 0.1
            minimize from\
            """);
  }

  static Stream<Arguments> usage() {
    return Stream.of(
        Arguments.of("--resolution=2", "resolution must be in [3, 1000], got 2"),
        Arguments.of("--passes=1", "passes must be >= 2, got 1"),
        Arguments.of("--learning-rate=0", "--learning-rate must be finite and > 0, got 0.0"),
        Arguments.of("--temperatures=0", "temperature must be finite and > 0, got 0.0"),
        Arguments.of(
            "--starts=0.5:0.6", "start must be three probabilities in (0, 1), got [0.5, 0.6]"),
        Arguments.of(
            "--starts=a:b:c",
            "Invalid value for option '--starts' (P:P:P,...): 'a' is not a number"),
        Arguments.of(
            "--estimators=st-sg",
            "estimator must be a known name, got 'st-sg'; nearest: st-gs, st, gst-p"),
        Arguments.of("--arities=4", "unknown option '--arities'; nearest: "));
  }

  @ParameterizedTest
  @MethodSource("usage")
  void aBadOptionIsAnsweredInOneSentence(String option, String message) {
    Outcome outcome = Outcome.of("simplex", "--out=" + folder.resolve("none"), option);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith(message).endsWith("\nTry 'gumbel-rao simplex --help'.\n");
    assertThat(outcome.err().lines()).hasSize(2);
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
