package io.github.gumbelrao.bench.bias;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest bias study, from the command line to its files. */
class BiasCommandTest {

  @TempDir static Path folder;
  private static Outcome first;

  private static Outcome tiny(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "bias",
                "--arities=4",
                "--latent-bits=4",
                "--hidden=8",
                "--checkpoints=5",
                "--minibatches=4",
                "--passes=4",
                "--estimators=reinforce,gr-mc2",
                "--temperatures=0.5,1",
                "--threads=1",
                "--out=" + folder.resolve(out)));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static Path csv(String out) {
    return folder.resolve(out).resolve("bias").resolve("measurements.csv");
  }

  /** Everything but value and standard error. */
  private static List<String> frames(String out) throws IOException {
    return Files.readAllLines(csv(out)).stream()
        .map(
            line -> {
              String[] cells = line.split(",", -1);
              return String.join(",", List.of(cells).subList(2, 12)) + "," + cells[14];
            })
        .toList();
  }

  @BeforeAll
  static void run() {
    first = tiny("first");
    assertThat(first.exitCode()).as(first.err()).isZero();
  }

  @Test
  void rowsTellWhatWasMeasuredWhere() throws IOException {
    String cell = "digits,gr-mc2,%s,2,4,2,20,1,5,%s,16";
    List<String> expected = new ArrayList<>();
    expected.add(
        "dataset,estimator,temperature,samples,arity,variables,batch_size,seed,step,metric,count");
    expected.add("digits,exact,,,4,2,20,1,5,gradient_norm,4");
    expected.add("digits,exact,,,4,2,20,1,5,reference_error,4");
    for (String metric : List.of("squared_bias", "variance_within", "mse")) {
      expected.add("digits,reinforce,,,4,2,20,1,5," + metric + ",16");
    }
    for (String temperature : List.of("0.5", "1.0")) {
      for (String metric : List.of("squared_bias", "variance_within", "mse")) {
        expected.add(cell.formatted(temperature, metric));
      }
    }
    assertThat(frames("first")).isEqualTo(expected);
  }

  @Test
  void theSameCommandGivesTheSameBytes() {
    assertThat(tiny("again").exitCode()).isZero();
    assertThat(csv("again")).hasSameBinaryContentAs(csv("first"));
  }

  @Test
  void aMeasuredReferenceCountsItsDraws() throws IOException {
    Outcome outcome = tiny("measured", "--reference=rloo", "--reference-passes=3");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("against rloo: gradient norm ");
    assertThat(frames("measured"))
        .contains("digits,rloo,,,4,2,20,1,5,reference_error," + 4 * 3 * 16);
  }

  /** A gradient that is no number is not hidden by noise. */
  @Test
  void aReferenceThatDivergedSaysSo() throws IOException {
    assertThat(tiny("diverged", "--learning-rate=1e30").exitCode()).isEqualTo(4);
    assertThat(Files.readAllLines(csv("diverged")).stream().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("bias,diverged: loss or gradient not finite,"))
        .allMatch(line -> line.contains(",NaN,"));
  }

  @Test
  void theTableTellsWhatItIsHeldTo() {
    assertThat(first.out().lines())
        .startsWith("bias: digits, arities [4], reinforce, gr-mc2, against exact", "");
    assertThat(first.out())
        .containsPattern(
            "\n"
                + "bias at step 5 \\(digits, arity 4, batch 20\\) against exact: gradient norm"
                + " [0-9.e+]+, error 0.0 nats\n")
        .containsPattern("\n  gr-mc2 +1\\.0 +-?[0-9.e+-]+ +[0-9.e+-]+ +[0-9.e+-]+ +[0-9.e+-]+")
        .contains("\nreport        ");
  }

  @Test
  void aDryRunWritesNothing() {
    Outcome outcome = tiny("planned", "--dry-run").withoutEstimate();
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                arity 4, step 5, reinforce
                arity 4, step 5, gr-mc2, temperature 0.5
                arity 4, step 5, gr-mc2, temperature 1.0
                3 measurements on digits against exact, each of 4 minibatches of 20 with 4 passes; \
                5 training steps
                """,
                ""));
    assertThat(folder.resolve("planned")).doesNotExist();
  }

  private static Outcome planned(String... more) {
    List<String> arguments = new ArrayList<>(List.of("bias", "--dry-run", "--arities=4"));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  @Test
  void theReferenceFollowsTheModelAndIsChecked() {
    assertThat(planned("--latent-bits=10").out()).contains(" against exact, ");
    assertThat(planned("--latent-bits=12").out()).contains(" against rloo, ");
    Outcome large = planned("--latent-bits=12", "--reference=exact");
    assertThat(large.exitCode()).isEqualTo(2);
    assertThat(large.err())
        .startsWith("--latent-bits must be <= 10 for the exact reference, got 12\n");
    Outcome unknown = planned("--reference=exakt");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("reference must be a known name, got 'exakt'; nearest: exact");
  }
}
