package io.github.gumbelrao.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpeedCommandTest {

  private static final List<String> SUBJECTS =
      List.of("draw", "training-step", "training-step of the small model");

  @TempDir static Path folder;
  private static Outcome outcome;
  private static Path csv;

  @BeforeAll
  static void run() {
    csv = folder.resolve("out").resolve("speed").resolve("measurements.csv");
    outcome =
        Outcome.of(
            "speed",
            "--out=" + folder.resolve("out"),
            "--estimators=reinforce,gr-mc10,gr-mc1000",
            "--arities=16",
            "--batch-size=2",
            "--rounds=3",
            "--temperature=0.5",
            "--minibatches=4",
            "--threshold=203.1",
            "--learning-rate=0.001",
            "--steps=60",
            "--seeds=2",
            "--threads=1");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private static String[] row(String subject, String estimator, String metric) throws IOException {
    return Files.readAllLines(csv).stream()
        .map(line -> line.split(",", -1))
        .filter(c -> c[1].equals(subject) && c[3].equals(estimator) && c[11].equals(metric))
        .reduce(
            (first, second) -> {
              throw new AssertionError("two rows of one measurement");
            })
        .orElseThrow();
  }

  private static double value(String subject, String estimator, String metric) throws IOException {
    return Double.parseDouble(row(subject, estimator, metric)[12]);
  }

  @Test
  void everyEstimatorIsTimedInBothCasesAgainstTheReference() throws IOException {
    // Three subjects of four rows, and seven that tell what the time buys, of four estimators.
    assertThat(Files.readAllLines(csv)).hasSize(1 + (3 * 4 + 7) * 4);
    for (String subject : SUBJECTS) {
      assertThat(value(subject, "st-gs", "time_ratio")).isEqualTo(1);
      assertThat(value(subject, "st-gs", "time_median_ratio")).isEqualTo(1);
      for (String name : List.of("st-gs", "reinforce", "gr-mc10", "gr-mc1000")) {
        double best = value(subject, name, "time_ms");
        assertThat(best).isPositive();
        assertThat(value(subject, name, "time_median_ms")).isGreaterThanOrEqualTo(best);
        assertThat(value(subject, name, "time_ratio"))
            .isEqualTo(best / value(subject, "st-gs", "time_ms"));
      }
    }
  }

  /** A cost that does not grow with the work is a sign that the work was folded away. */
  @Test
  void aHundredTimesTheWorkTakesManyTimesAsLong() throws IOException {
    assertThat(value("draw", "gr-mc1000", "time_ms"))
        .isGreaterThan(5 * value("draw", "gr-mc10", "time_ms"));
  }

  @Test
  void rowsTellWhatWasTimedWhere() throws IOException {
    String[] draw = row("draw", "gr-mc10", "time_ms");
    assertThat(String.join(",", draw))
        .matches("speed,draw,,gr-mc10,2\\.0,10,16,60,2,1,,time_ms,[0-9.E-]+,,[0-9]+,ms");
    String[] step = row("training-step", "reinforce", "time_ratio");
    assertThat(String.join(",", step))
        .matches("speed,training-step,digits,reinforce,,,16,60,2,1,,time_ratio,[0-9.E-]+,,[0-9]+,");
  }

  @Test
  void theTableShowsRatiosAndSaysHowFarTheyHold() {
    assertThat(outcome.out())
        .startsWith("speed: batch 2, arities [16], st-gs, reinforce, gr-mc10, gr-mc1000\n")
        .contains("\ndraw with its gradient, 2 x 60 variables of arity 16\n")
        .contains("\ntraining step, 2 x 60 variables of arity 16\n")
        .contains("\ntraining step of the small model, 2 x 12 variables of arity 16\n")
        .contains(
            "\ntime to the variance of one draw by st-gs, and to valid_loss <= 203.1 nats"
                + " (digits, 2 x 12 variables of arity 16)\n")
        .containsPattern("\n  st-gs +0\\.5 +1\\.000 +[0-9.]+ +1\\.00 +0\\.00 ")
        .containsPattern("\n  st-gs +[0-9.]+ +1\\.00 +[0-9.]+ +1\\.00\n")
        .contains("\nTimes compare within this run only: ")
        .contains("\nmeasurements  " + csv + "\n");
  }

  @Test
  void theRecordAndThePageAreThere() throws IOException {
    JsonNode record = new ObjectMapper().readTree(csv.resolveSibling("run.json").toFile());
    assertThat(record.get("status").asText()).isEqualTo("done");
    assertThat(record.get("settings"))
        .hasToString(
            "{\"preset\":\"quick\",\"arities\":[16],"
                + "\"estimators\":[\"st-gs\",\"reinforce\",\"gr-mc10\",\"gr-mc1000\"],"
                + "\"temperature\":2.0,\"batch_size\":2,\"rounds\":3,\"efficiency\":{"
                + "\"arities\":[16],\"latent_bits\":48,\"hidden\":64,\"temperature\":0.5,"
                + "\"step\":200,\"minibatches\":4,\"passes\":20,\"learning_rate\":0.001,"
                + "\"momentum\":0.9,\"weight_decay\":0.0,\"steps\":60,\"validate_every\":10,"
                + "\"seeds\":2,\"threshold\":203.1},\"seed\":1,"
                + "\"device\":\"cpu\",\"threads\":1}");
    assertThat(csv.resolveSibling("report.html"))
        .content()
        .contains("<h1>speed</h1>", "<h2>Time, shortest run</h2>", "<td>training-step</td>")
        .contains("<h2>Time to a variance</h2>");
    assertThat(csv.resolveSibling("checkpoints")).doesNotExist();
  }

  /** The numbers of a row follow from those of the others. */
  @Test
  void timeToAVarianceIsThatOfAStepTimesTheRatioOfVariances() throws IOException {
    String step = "training-step of the small model";
    for (String name : List.of("st-gs", "reinforce", "gr-mc10", "gr-mc1000")) {
      double variance = value("", name, "variance_ratio");
      assertThat(value("", name, "time_to_variance_ms"))
          .isEqualTo(value(step, name, "time_median_ms") * variance);
      assertThat(value("", name, "time_to_variance_ratio"))
          .isCloseTo(value(step, name, "time_median_ratio") * variance, within(1e-9));
      assertThat(row("", name, "time_to_variance_ms")[10]).isEqualTo("200");
    }
    assertThat(value("", "st-gs", "time_to_variance_ratio")).isEqualTo(1);
    // The estimators the study is about: less variance with more draws, and REINFORCE has more.
    assertThat(value("", "gr-mc1000", "variance_ratio"))
        .isLessThan(value("", "gr-mc10", "variance_ratio"))
        .isLessThan(1);
    assertThat(value("", "reinforce", "variance_ratio")).isGreaterThan(1);
  }

  /** What a run did not reach is an answer: the exit code is 0, and case says why. */
  @Test
  void timeToALossIsThatOfItsStepsOrSaysWhyThereIsNone() throws IOException {
    List<String[]> rows =
        Files.readAllLines(csv).stream()
            .map(line -> line.split(",", -1))
            .filter(cells -> cells[11].equals("time_to_loss_ms"))
            .toList();
    assertThat(rows).hasSize(4);
    for (String[] cells : rows) {
      String name = cells[3];
      if (cells[1].equals("valid_loss <= 203.1")) {
        double iterations = value("valid_loss <= 203.1", name, "iterations_to_threshold");
        double time = value("training-step of the small model", name, "time_median_ms");
        assertThat(Double.parseDouble(cells[12])).isEqualTo(time * iterations);
      } else {
        assertThat(cells[1]).matches("valid_loss <= 203.1: reached by [01] of 2 runs in 60 steps");
        assertThat(cells[12]).isEqualTo("NaN");
      }
    }
    assertThat(rows).anyMatch(cells -> cells[1].equals("valid_loss <= 203.1"));
  }

  @Test
  void progressReachesItsEnd() {
    assertThat(outcome.err().lines().filter(line -> line.startsWith("speed ")))
        .last()
        .asString()
        .startsWith("speed 100%");
  }

  /** A loop a processor beside it: about half of the machine is not its own. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the busy processes are shells")
  void itWarnsThatTheMachineIsShared() throws IOException {
    Path out = folder.resolve("busy");
    List<Process> busy = new ArrayList<>();
    Outcome shared;
    try {
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      shared =
          Outcome.of(
              "speed",
              "--out=" + out,
              "--estimators=st-gs",
              "--arities=2",
              "--batch-size=2",
              "--rounds=1",
              "--minibatches=4",
              "--threshold=1000",
              "--steps=1",
              "--seeds=1",
              "--threads=1");
    } finally {
      busy.forEach(Process::destroyForcibly);
    }
    assertThat(shared.exitCode()).as(shared.err()).isZero();
    JsonNode run = new ObjectMapper().readTree(out.resolve("speed/run.json").toFile());
    assertThat(run.path("others_cpu_share").asDouble()).isBetween(0.1, 1.0);
    assertThat(shared.err())
        .contains("% of the processors' time went to other processes: timings are unreliable");
  }

  @Test
  void theDefaultsAreEveryEstimatorOnThePapersShapes() {
    Outcome dry = Outcome.of("speed", "--dry-run");
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out())
        .startsWith("arity 2, draw, st-gs\n")
        .contains("arity 16, training-step, gr-mc10\n")
        .contains("arity 2, draw, reinforce\n")
        .contains("arity 16, time to a loss, reinmax\n")
        .doesNotContain("arity 2, time to a ");
  }

  static Stream<Arguments> usage() {
    return Stream.of(
        Arguments.of("--rounds=0", "rounds must be >= 1, got 0"),
        Arguments.of("--batch-size=0", "--batch-size must be >= 1, got 0"),
        Arguments.of("--seeds=0", "seeds must be >= 1, got 0"),
        Arguments.of("--steps=0", "steps must be >= 1, got 0"),
        Arguments.of("--minibatches=3", "minibatches must be >= 4, got 3"),
        Arguments.of("--threshold=0", "threshold must be finite and > 0, got 0.0"),
        Arguments.of(
            "--temperature=1e-50", "temperature must be >= 1.0E-36 for float32, got 1.0E-50"),
        Arguments.of("--temperature=2000", "temperature of gr must be <= 1000.0, got 2000.0"),
        Arguments.of("--temperature=-1", "temperature must be finite and > 0, got -1.0"),
        Arguments.of("--arities=3", "arity must be a power of two >= 2, got 3"),
        Arguments.of(
            "--estimators=gr-mc",
            "estimator must be a known name, got 'gr-mc'; nearest: gr-mcK, gr-qmcK, gr-avK"));
  }

  @ParameterizedTest
  @MethodSource("usage")
  void aBadOptionIsAnsweredInOneSentence(String option, String message) {
    assertThat(Outcome.of("speed", "--out=" + folder.resolve("none"), option))
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao speed --help'.\n"));
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
