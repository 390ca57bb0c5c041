package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.run.Provenance;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.TensorFlow;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {

  /** The commands that exist: one that is added is tested here too. */
  static Stream<String> commands() {
    return GumbelRaoCommand.commandLine().getSubcommands().keySet().stream();
  }

  private static Outcome done(String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    return outcome;
  }

  private static String firstWord(String line) {
    String stripped = line.strip();
    int end = stripped.indexOf(' ');
    return end < 0 ? stripped : stripped.substring(0, end);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsAnExample(String command) {
    assertThat(done(command, "--help").out())
        .contains("\nUsage: gumbel-rao " + command + " ")
        .contains("\nExample:  gumbel-rao " + command);
  }

  /** Text in lines of its own is broken once more where it does not fit, in mid-sentence. */
  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfAnOptionIsOneText(String command) {
    CommandSpec spec =
        GumbelRaoCommand.commandLine().getSubcommands().get(command).getCommandSpec();
    for (ArgSpec each : spec.args()) {
      assertThat(each.description()).as(each.toString()).hasSizeLessThan(2);
    }
  }

  @Test
  void theListOfCommandsHasALineEach() {
    String help = done("--help").out();
    String list =
        help.substring(help.indexOf("Commands:\n") + 10, help.indexOf("\n\nExample:") + 1);
    assertThat(list.lines().map(HelpTest::firstWord))
        .containsExactlyElementsOf(commands().toList());
    assertThat(list.lines()).allMatch(line -> line.length() <= 80 && line.endsWith("."));
  }

  /** It has no bits to share among its variables, and takes any number of categories. */
  @Test
  void polynomialTellsWhichAritiesItTakes() {
    assertThat(done("polynomial", "--arities=3", "--dry-run").out()).startsWith("arity 3, ");
    assertThat(done("polynomial", "--help").out())
        .contains("--arities=N,...        categories of a variable, at least 2\n")
        .doesNotContain("powers of two");
  }

  /** What may be copied works; of those that measure, the plan is made. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyExampleFitsALineAndIsNoMistakeOfUse(String command) {
    String help = done(command, "--help").out();
    String examples = help.substring(help.indexOf("\nExample:"));
    assertThat(examples.lines().filter(line -> !line.isBlank()))
        .allMatch(line -> line.startsWith("Example:") || line.startsWith("              --"));
    for (String example : Pattern.compile("Example:  gumbel-rao ").split(examples, -1)) {
      List<String> words =
          Pattern.compile("\\s+").splitAsStream(example.replace("\\\n", " ").strip()).toList();
      if (help.contains("--dry-run")
          && words.get(0).equals(command)
          && !words.contains("--check")) {
        String[] planned =
            Stream.concat(words.stream(), Stream.of("--dry-run")).toArray(String[]::new);
        assertThat(Outcome.of(planned).exitCode()).isZero();
      }
    }
  }

  @Test
  void theExamplesOfAllCommandsAreCommands() {
    assertThat(done("--help").out())
        .contains("\nExample:  gumbel-rao variance --estimators st-gs,gr --arities 16\n");
    assertThat(done("variance", "--estimators", "st-gs,gr", "--arities", "16", "--dry-run").out())
        .startsWith("arity 16, step 0, st-gs, temperature 0.5\n");
  }

  @Test
  void helpTellsTheExitCodes() {
    assertThat(done("--help").out())
        .endsWith(
            """
            Exit codes: 0 done, 1 a check failed, 2 usage, 3 data missing or damaged,
            4 some trials failed, 5 input/output, memory or an internal error,
            130 interrupted.
            """);
  }

  @Test
  void helpOfVarianceNamesEveryDocumentedOption() {
    List<String> documented =
        List.of(
            "--preset=NAME",
            "--estimators=A,B,...",
            "--temperatures=T,...",
            "--arities=N,...",
            "--batch-size=N",
            "--seed=N",
            "--dataset=NAME",
            "--data-dir=DIR",
            "--out=DIR",
            "--threads=N",
            "--device=NAME",
            "--dry-run");
    List<String> starts =
        done("variance", "--help")
            .out()
            .lines()
            .filter(line -> line.startsWith("      --"))
            .map(HelpTest::firstWord)
            .toList();
    assertThat(starts).containsAll(documented);
  }

  @Test
  void listNamesEverythingThereIs() {
    List<String> names =
        done("list")
            .out()
            .lines()
            .filter(line -> line.matches("  [a-z].*"))
            .map(HelpTest::firstWord)
            .toList();
    List<String> families = Estimators.families().stream().map(EstimatorFamily::pattern).toList();
    assertThat(names)
        .containsExactlyElementsOf(
            Stream.of(
                    Studies.ALL.stream().map(Study::name).toList(),
                    families,
                    List.of("digits", "mnist"),
                    List.of("quick", "standard", "paper"))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void listTellsTheSourceOfEveryEstimator() {
    List<String> lines = Arrays.asList(done("list").out().split("\n"));
    for (EstimatorFamily family : Estimators.families()) {
      assertThat(lines).contains(" ".repeat(16) + family.source());
    }
  }

  @Test
  void versionTellsTheCommitAndTensorFlowsVersionToo() {
    assertThat(done("--version").out())
        .isEqualTo(
            "gumbel-rao development build\ncommit %s\nTensorFlow %s\n"
                .formatted(Provenance.builtFrom(), TensorFlow.version()));
    assertThat(Provenance.builtFrom()).matches("([0-9a-f]{40}|unknown)( \\(with .*\\))?");
  }
}
