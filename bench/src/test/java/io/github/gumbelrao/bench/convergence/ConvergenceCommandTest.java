package io.github.gumbelrao.bench.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.Main;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Studies of a tiny model on generated digits: whole, in Turkey, killed, diverged. */
@Timeout(600)
class ConvergenceCommandTest {

  @TempDir Path folder;

  private static String[] tiny(Path out, int steps, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "convergence",
                "--arities=4",
                "--latent-bits=4",
                "--hidden=8",
                "--estimators=reinforce,gr-mc2",
                "--seeds=2",
                "--thresholds=1000,10",
                "--steps=" + steps,
                "--validate-every=20",
                "--checkpoint-every=10",
                "--valid-samples=1",
                "--threads=1",
                "--out=" + out));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static Path results(Path out) {
    return out.resolve("convergence");
  }

  private static List<String> rows(Path out, String metric) throws IOException {
    try (Stream<String> lines = Files.lines(results(out).resolve("measurements.csv"))) {
      return lines.filter(line -> line.contains("," + metric + ",")).toList();
    }
  }

  /** A threshold that no run reached is an answer: the exit code is 0. */
  @Test
  void writesEveryThresholdWhateverTheLocale() throws Exception {
    Path out = folder.resolve("results \u00e4");
    Outcome outcome =
        Surroundings.awkward().findFirst().orElseThrow().call(() -> Outcome.of(tiny(out, 40)));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(rows(out, "iterations_to_threshold"))
        .containsExactly(
            "convergence,valid_loss <= 1000.0,digits,reinforce,,,4,2,20,1,40,"
                + "iterations_to_threshold,0.0,0.0,2,iterations",
            "convergence,valid_loss <= 10.0: reached by none of 2 runs,digits,reinforce,,,4,2,20,1,"
                + "40,iterations_to_threshold,NaN,NaN,0,iterations",
            "convergence,valid_loss <= 1000.0,digits,gr-mc2,0.5,2,4,2,20,1,40,"
                + "iterations_to_threshold,0.0,0.0,2,iterations",
            "convergence,valid_loss <= 10.0: reached by none of 2 runs,digits,gr-mc2,0.5,2,4,2,20,"
                + "1,40,iterations_to_threshold,NaN,NaN,0,iterations");
    assertThat(rows(out, "restricted_mean_iterations"))
        .last()
        .asString()
        .endsWith(",restricted_mean_iterations,40.0,,2,iterations");
    assertThat(outcome.out())
        .startsWith(
            "convergence: digits, arities [4], reinforce, gr-mc2, 2 runs of 40 steps each\n")
        .contains(
            """

            iterations to valid_loss <= 10.0 nats within 40 steps (digits, arity 4, batch 20)
              estimator  temperature  reached  mean  std error  all runs  std error  median
              reinforce            -      0/2     -          -        40          -       -
              gr-mc2             0.5      0/2     -          -        40          -       -
            """);
    assertThat(outcome.err().lines()).last().asString().startsWith("convergence 100%");
    assertThat(results(out).resolve("report.html"))
        .content()
        .contains("<h2>Iterations to reach a validation loss</h2>", "<h2>Validation loss</h2>");
  }

  /** The rate is beyond hope: the second step of every run overflows, and the next run begins. */
  @Test
  void runsThatDivergeAreRowsAndTheOthersGoOn() throws IOException {
    Path out = folder.resolve("results");
    Outcome outcome = Outcome.of(tiny(out, 40, "--learning-rate=1e30"));
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err())
        .contains(
            "\nreinforce-arity4-t1.0-seed1: DIVERGED at step 2: gradient not finite\n",
            "\ngr-mc2-arity4-t0.5-seed2: DIVERGED at step 2: gradient not finite\n",
            "4 of ",
            "are NaN or infinite; see column 'case'\n")
        .doesNotContain("\tat ");
    assertThat(rows(out, "valid_loss").stream().filter(row -> row.contains("NaN")))
        .hasSize(4)
        .contains(
            "convergence,\"seed 1, diverged at step 2: gradient not finite\",digits,gr-mc2,0.5,2,4,"
                + "2,20,1,2,valid_loss,NaN,NaN,0,nats");
    assertThat(rows(out, "runs_not_reached")).hasSize(4);
    JsonNode run = new ObjectMapper().readTree(results(out).resolve("run.json").toFile());
    assertThat(run.at("/status").asText()).isEqualTo("done");
    assertThat(run.at("/settings/seeds").asInt()).isEqualTo(2);
    assertThat(run.at("/settings").has("estimator")).isFalse();
  }

  /** Killed when one run has come to its end; which step the next is at differs every time. */
  @Test
  @Tag("slow")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of POSIX")
  void aKilledStudyIsResumedAndEndsInTheSameBytes() throws Exception {
    int steps = 400;
    Path whole = folder.resolve("whole");
    Path out = folder.resolve("results");
    assertThat(Outcome.of(tiny(whole, steps)).exitCode()).isZero();
    Path first = results(out).resolve("checkpoints").resolve("reinforce-arity4-t1.0-seed1.ckpt");
    try (JavaProcess run = JavaProcess.start(folder, List.of(), Main.class, tiny(out, steps))) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
      while (!Files.exists(first)) {
        assertThat(run.process().isAlive() && System.nanoTime() < deadline)
            .as(Files.readString(run.err()))
            .isTrue();
        Thread.sleep(5);
      }
      run.process().destroyForcibly();
      run.exitCode();
    }
    assertThat(results(out).resolve("measurements.csv")).doesNotExist();
    // Another study is refused, and what is there stays.
    assertThat(Outcome.of(tiny(out, steps, "--learning-rate=0.5")))
        .isEqualTo(
            new Outcome(
                2,
                "",
                results(out)
                    + " holds an unfinished run that differs in learning_rate (0.004, now 0.5);"
                    + " choose another --out, or add --overwrite\n"));
    assertThat(first).exists();
    byte[] before = Files.readAllBytes(first);
    Outcome outcome = Outcome.of(tiny(out, steps));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("reinforce, seed 1");
    assertThat(first).hasBinaryContent(before);
    assertThat(results(out).resolve("measurements.csv"))
        .hasSameBinaryContentAs(results(whole).resolve("measurements.csv"));
    // --overwrite starts anew: the units of work of four runs of 20 steps and of their curves.
    Outcome anew = Outcome.of(tiny(out, 20, "--overwrite"));
    assertThat(anew.exitCode()).as(anew.err()).isZero();
    assertThat(anew.err()).contains(" 10/10 ").doesNotContain("trained again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seeds=0|seeds must be >= 1, got 0",
        "--thresholds=90,90|thresholds must not repeat a value, got [90.0, 90.0]",
        "--thresholds=-1|threshold must be finite and > 0, got -1.0",
        "--steps=0|steps must be >= 1, got 0",
        "--arities=3|arity must be a power of two >= 2, got 3",
        "--temperature-schedule=learned|a learned temperature needs an estimator whose loss"
            + " depends on it, such as gs, got st",
        "--estimators=gr-mc|estimator must be a known name, got 'gr-mc'; nearest: gr-mcK, gr-qmcK,"
            + " gr-avK",
        "--data-dir=x|--data-dir needs --dataset mnist, got --dataset digits",
      })
  void refusesWhatMakesNoSense(String option, String message) {
    assertThat(Outcome.of("convergence", option))
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao convergence --help'.\n"));
  }

  @Test
  void aDryRunListsTheRunsAndWritesNothing() {
    Path out = folder.resolve("results");
    Outcome outcome = Outcome.of(tiny(out, 40, "--dry-run", "--dataset=mnist")).withoutEstimate();
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                arity 4, reinforce, seed 1
                arity 4, reinforce, seed 2
                arity 4, gr-mc2, temperature 0.5, seed 1
                arity 4, gr-mc2, temperature 0.5, seed 2
                4 runs of 40 training steps on mnist
                """,
                ""));
    assertThat(out).doesNotExist();
  }
}
