package io.github.gumbelrao.bench.propositions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.GumbelRaoCommand;
import io.github.gumbelrao.bench.Studies;
import io.github.gumbelrao.bench.command.options.OptionValues;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PropositionsCommandTest {

  @TempDir Path folder;

  private String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "propositions",
                "--estimators=gr-mc10",
                "--temperatures=0.5",
                "--batch-size=2",
                "--threads=1",
                "--out=" + folder));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private Path csv() {
    return folder.resolve("propositions").resolve("measurements.csv");
  }

  @Test
  void whatHoldsIsDone() throws IOException {
    Outcome outcome = Outcome.of(arguments());
    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out())
        .startsWith(
            "propositions: toy and digits, temperatures [0.5], batch sizes [1, 2],"
                + " st-gs, gr, gr-mc10\n")
        .contains("\nclaims that hold; the chance of any false alarm is at most 1.0E-4\n")
        .containsPattern("\n  toy, proposition 3 +6 +6 +0 +0 +[0-9.e-]+\n")
        .containsPattern("\n  vae, proposition 2 +1 +1 +0 +0 +[0-9.e-]+\n");
    List<String> rows = Files.readAllLines(csv());
    assertThat(rows)
        .anyMatch(
            row ->
                row.matches(
                    "propositions,\"toy, proposition 2\",,gr-mc10,0\\.5,10,3,1,1,1,,mse_ratio,"
                        + "0\\.6[0-9]+,[0-9.E-]+,40,"))
        .anyMatch(
            row ->
                row.matches(
                    "propositions,\"vae, proposition 3\",digits,gr-mc10,0\\.5,10,2,8,2,1,100,"
                        + "variance_within,[0-9.]+,[0-9.]+,40,nats\\^2"))
        .anyMatch(row -> row.endsWith(",verdict,1.0,,1,"));
    JsonNode record = new ObjectMapper().readTree(csv().resolveSibling("run.json").toFile());
    assertThat(record.at("/settings/false_alarm_probability").asDouble()).isEqualTo(1e-4);
    assertThat(record.at("/settings/batch_sizes")).hasToString("[1,2]");
  }

  /** Negative control: ten samples that are one. */
  @Test
  void whatFailsEndsWithOne() {
    CommandLine command = GumbelRaoCommand.commandLine();
    command.getCommandSpec().removeSubcommand("propositions");
    command.addSubcommand(
        new PropositionsCommand(
            new PropositionStudy(), Studies.PAGES, WrongEstimators.swapped("gr-mc10", "gr-mc1")));
    OptionValues.register(command);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    assertThat(command.execute(arguments())).isEqualTo(1);
    assertThat(out.toString())
        .contains("fails: toy, proposition 2, gr-mc10, arity 3, temperature 0.5, batch size 1")
        .contains("fails: vae, proposition 2, gr-mc10, arity 2, temperature 0.5, batch size 1");
    assertThat(err.toString()).containsPattern("[0-9]+ claims of the propositions fail\\R$");
  }

  @Test
  void aDryRunPrintsWhatWouldBeMeasured() {
    Outcome outcome = Outcome.of(arguments("--dry-run")).withoutEstimate();
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                toy, st-gs, temperature 0.5, batch sizes [1, 2]
                toy, gr, temperature 0.5, batch sizes [1, 2]
                toy, gr-mc10, temperature 0.5, batch sizes [1, 2]
                toy with A = Q, st-gs, temperature 0.5, batch sizes [1, 2]
                toy with A = Q, gr, temperature 0.5, batch sizes [1, 2]
                toy with A = Q, gr-mc10, temperature 0.5, batch sizes [1, 2]
                vae, arity 2, st-gs, temperature 0.5, batch size 1
                vae, arity 2, gr, temperature 0.5, batch size 1
                vae, arity 2, gr-mc10, temperature 0.5, batch size 1
                vae, arity 2, st-gs, temperature 0.5, batch size 2
                vae, arity 2, gr, temperature 0.5, batch size 2
                vae, arity 2, gr-mc10, temperature 0.5, batch size 2
                """,
                ""));
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--estimators=gst | estimator must be gr or a member of gr-mcK, of which the propositions"
            + " speak, got gst",
        "--batch-size=0 | batch size must be >= 1, got 0",
        "--batch-size=4,4 | batch sizes must not repeat a value, got [4, 4]",
        "--temperatures=1e-7 | temperature of gr must be >= 1.0E-6, got 1.0E-7",
        "--temperatures=0 | temperature must be finite and > 0, got 0.0",
        "--arities=3 | arity must be a power of two >= 2, got 3",
        "--threads=0 | threads must be >= 1, got 0"
      })
  void aBadOptionIsAnsweredInOneSentence(String option, String message) {
    Outcome outcome = Outcome.of("propositions", "--out=" + folder.resolve("none"), option);
    assertThat(outcome)
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao propositions --help'.\n"));
    assertThat(folder).isEmptyDirectory();
  }
}
