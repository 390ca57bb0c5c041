package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is refused before anything is done, in a dry run too. */
class LimitsTest {

  private static final String TOO_MANY = "categories of gr-qmc8 must be <= 64, got 128\n";

  @TempDir Path folder;

  private static Outcome dry(String... arguments) {
    return Outcome.of(
        Stream.concat(Stream.of(arguments), Stream.of("--dry-run")).toArray(String[]::new));
  }

  private static void assertRefused(Outcome outcome, String begins) {
    assertThat(outcome.err()).startsWith(begins);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"variance", "bias", "convergence", "vae", "speed"})
  void moreCategoriesThanAnEstimatorKnows(String command) {
    assertRefused(
        dry(
            command,
            "--estimators=gr-qmc8",
            "--arities=128",
            command.equals("speed") ? "--rounds=1" : "--latent-bits=49"),
        command.equals("speed") ? "latent bits must be a multiple" : TOO_MANY);
  }

  @Test
  void aTrajectoryIsTrainedByAnEstimatorToo() {
    assertRefused(
        dry(
            "variance",
            "--estimators=st",
            "--trajectory-estimator=gr-qmc8",
            "--arities=128",
            "--latent-bits=49"),
        TOO_MANY);
  }

  @Test
  void pairsOfNeighborsAreCategories() {
    assertRefused(
        dry("listops", "--estimators=gr-qmc8", "--max-length=66"),
        "categories of gr-qmc8 must be <= 64, got 65\n");
    assertThat(dry("listops", "--estimators=gr-qmc8", "--max-length=65").exitCode()).isZero();
  }

  @Test
  void casesOfJacobiansHaveCategories() throws Exception {
    String zeros = String.join(",", Collections.nCopies(65, "0"));
    String rows = String.join(",", Collections.nCopies(65, "[" + zeros + "]"));
    Path cases =
        Files.writeString(
            folder.resolve("cases.json"),
            "{\"cases\": [{\"logits\": ["
                + zeros
                + "], \"outcome\": 0, \"tau\": 1, \"jacobian\": ["
                + rows
                + "], \"stderr\": 0}]}");
    assertRefused(
        Outcome.of(
            "jacobians",
            "--cases=" + cases,
            "--estimators=gr-qmc8",
            "--out=" + folder.resolve("o")),
        "categories of gr-qmc8 must be <= 64, got 65\n");
    assertThat(folder.resolve("o")).doesNotExist();
  }

  static Stream<Arguments> sizes() {
    String memory = "a training step must fit into memory, ";
    return Stream.of(
        Arguments.of(List.of("variance", "--hidden=10000000"), memory),
        Arguments.of(List.of("bias", "--hidden=10000000"), memory),
        Arguments.of(List.of("convergence", "--hidden=10000000"), memory),
        Arguments.of(List.of("vae", "--hidden=10000000"), memory),
        Arguments.of(List.of("vae", "--batch-size=2147483647"), memory),
        Arguments.of(List.of("speed", "--batch-size=2147483647"), memory),
        Arguments.of(List.of("listops", "--hidden=10000000"), memory),
        Arguments.of(List.of("vae", "--threads=257"), "threads must be <= 256, got 257\n"),
        Arguments.of(
            List.of("vae", "--steps=2147483647", "--estimators=gr-mc1000", "--validate-every=1"),
            "this plan must take at most a year, and would take about "),
        Arguments.of(
            List.of("variance", "--minibatches=2147483647"),
            "this plan must take at most a year, and would take about "),
        Arguments.of(
            List.of("bias", "--minibatches=2147483647"),
            "this plan must take at most a year, and would take about "),
        Arguments.of(
            List.of("simplex", "--passes=2147483647", "--resolution=40"),
            "this plan must take at most a year, and would take about "),
        Arguments.of(
            List.of("convergence", "--seeds=2147483647"),
            "this plan must take at most a year, and would take about "),
        Arguments.of(
            List.of("speed", "--rounds=2147483647"),
            "this plan must take at most a year, and would take about "),
        Arguments.of(
            List.of("speed", "--jmh", "--rounds=2147483647"),
            "this plan must take at most a year, and would take about "),
        Arguments.of(
            List.of("listops", "--epochs=2147483647"),
            "this plan must take at most a year, and would take about "));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatCannotBeDone(List<String> arguments, String begins) {
    assertRefused(dry(arguments.toArray(String[]::new)), begins);
  }

  @ParameterizedTest
  @CsvSource({
    "variance, --hidden=10000000",
    "variance, --latent-bits=2000000000",
    "variance, --batch-size=2147483647",
    "bias, --latent-bits=2000000000",
    "convergence, --latent-bits=2000000000",
    "vae, --latent-bits=2000000000",
    "vae, --arities=1073741824 --latent-bits=30000",
    "speed, --batch-size=2147483647",
    "speed, --arities=16777216 --estimators=st-gs",
    "propositions, --arities=16777216 --preset=paper --estimators=st-gs",
    "polynomial, --arities=1073741824",
    "polynomial, --seeds=2147483647",
    "listops, --max-length=2147483647",
  })
  void whoeverIsRefusedIsToldWhichOptionsOfTheCommandToMakeSmaller(String command, String typed) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(typed.split(" ")));
    Outcome outcome = dry(arguments.toArray(String[]::new));
    assertThat(outcome.exitCode()).isEqualTo(2);
    String advice = outcome.err().replaceFirst("(?s).*; take a smaller (.*?)\n.*", "$1");
    assertThat(advice.split(", | or "))
        .contains(typed.replaceFirst("=.*", ""))
        .isSubsetOf(
            GumbelRaoCommand.commandLine()
                .getSubcommands()
                .get(command)
                .getCommandSpec()
                .optionsMap()
                .keySet());
  }

  @Test
  void whoMeansItSaysSo() {
    Outcome outcome = dry("variance", "--minibatches=2147483647", "--yes");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).containsPattern("\nabout [0-9]+ years on ");
  }
}
