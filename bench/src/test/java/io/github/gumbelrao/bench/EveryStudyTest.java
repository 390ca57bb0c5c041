package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.Surroundings;
import io.github.gumbelrao.bench.testing.TakenFolder;
import io.github.gumbelrao.bench.testing.TinyStudies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What holds of every study alike: its bytes, its faults, and what they leave behind. */
@Timeout(300)
public class EveryStudyTest {

  /** What is written in surroundings with a decimal comma and an i without a dot. */
  private static final Set<String> IN_TURKISH = Set.of("bias", "listops");

  @TempDir Path folder;

  static List<String> studies() {
    return TinyStudies.names();
  }

  private Outcome run(String study, Path out, String... more) throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("--out=" + out), Stream.of(more)).toArray(String[]::new);
    return Outcome.of(TinyStudies.arguments(study, folder, arguments));
  }

  /** Every file beneath a folder with its bytes. */
  private static Map<Path, String> files(Path folder) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  /** One sentence, not a trace, and perhaps where to find help. */
  private static void assertOneSentence(String err) {
    assertThat(err).endsWith("\n").doesNotContain("\tat ", "Exception");
    assertThat(err.lines().filter(line -> !line.startsWith("Try 'gumbel-rao "))).hasSize(1);
  }

  /** What measures estimators and leaves a result; {@code check} leaves none. */
  @Test
  void thereIsNoOtherStudy() {
    Map<String, CommandLine> commands = GumbelRaoCommand.commandLine().getSubcommands();
    assertThat(commands.keySet())
        .filteredOn(name -> commands.get(name).getCommandSpec().findOption("--estimators") != null)
        .filteredOn(name -> commands.get(name).getCommandSpec().findOption("--out") != null)
        .containsExactlyInAnyOrderElementsOf(studies());
  }

  /** An undeclared metric is an error of the study, found here and not in a comparison. */
  private static void assertDeclared(String study, Path csv) throws IOException {
    List<Measurement> rows = StoredMeasurements.measurements(csv);
    assertThat(rows).isNotEmpty();
    for (Measurement row : rows) {
      Metric metric = Studies.METRICS.get(study, row.metric());
      // What is measured on toy problems has no unit.
      assertThat(row.unit()).as(row.metric()).isIn(metric.unit(), "");
      assertThat(row.which().outcome()).as(row.metric()).doesNotContain("=");
    }
  }

  /** Rows as declared, a page, and what is there is kept; of these two in Turkish, too. */
  @ParameterizedTest
  @MethodSource("studies")
  void rowsAreAsDeclaredAndStay(String study) throws Exception {
    List<Surroundings> turkish =
        Surroundings.awkward().filter(each -> each.locale().equals("tr-TR")).toList();
    assertThat(turkish).hasSize(1);
    assertSameBytes(study, IN_TURKISH.contains(study) ? turkish : List.of());
  }

  @ParameterizedTest
  @MethodSource("studies")
  @Tag("slow")
  void everySurroundingsGiveTheSameBytes(String study) throws Exception {
    List<Surroundings> all = Surroundings.awkward().toList();
    assertThat(all).isNotEmpty();
    assertSameBytes(study, all);
  }

  private void assertSameBytes(String study, List<Surroundings> everySurroundings)
      throws Exception {
    Path usual = folder.resolve("usual").resolve(study);
    Outcome outcome = run(study, usual.getParent());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertDeclared(study, usual.resolve("measurements.csv"));
    String page = Files.readString(usual.resolve("report.html"));
    for (Surroundings surroundings : everySurroundings) {
      if (!TinyStudies.measuresTimes(study)) {
        Path there = folder.resolve(surroundings.locale());
        assertThat(surroundings.call(() -> run(study, there)).exitCode()).isZero();
        assertThat(there.resolve(study).resolve("measurements.csv"))
            .hasSameBinaryContentAs(usual.resolve("measurements.csv"));
      }
      // The page tells when it was started; so that of the same run is made again.
      assertThat(surroundings.call(() -> Outcome.of("report", usual.toString())).exitCode())
          .isZero();
      assertThat(Files.readString(usual.resolve("report.html"))).isEqualTo(page);
    }
    // What is there is kept.
    Map<Path, String> before = files(usual);
    assertThat(run(study, usual.getParent()))
        .isEqualTo(
            new Outcome(
                2,
                "",
                usual + " already holds a result; choose another --out, or add --overwrite\n"));
    assertThat(files(usual)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("studies")
  void twoRunsCannotHaveOneFolder(String study) throws IOException {
    try (RunFolder held = TakenFolder.take(folder, study, Earlier.REFUSE)) {
      held.writeRun("running");
      Outcome outcome = run(study, folder, "--overwrite");
      assertThat(outcome)
          .isEqualTo(
              new Outcome(
                  2,
                  "",
                  folder.resolve(study)
                      + (" is being written by process " + ProcessHandle.current().pid())
                      + "; wait for it, or choose another --out\n"));
      assertThat(held.run()).hasContent("running");
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void wrongOptionsAreUsageErrorsInOneSentence(String study) throws IOException {
    Path out = folder.resolve("none");
    for (String option :
        List.of(
            "--estimators=st-g",
            "--estimators=gr-mc2,gr-mc2",
            "--threads=0",
            "--threads=many",
            "--device=tpu",
            "--seed=1.5",
            "--nonsense",
            "nonsense")) {
      Outcome outcome = run(study, out, option);
      assertThat(outcome.exitCode()).as(option).isEqualTo(2);
      assertThat(outcome.out()).as(option).isEmpty();
      assertThat(outcome.err()).as(option).endsWith("\nTry 'gumbel-rao " + study + " --help'.\n");
      assertOneSentence(outcome.err());
      assertThat(out).doesNotExist();
    }
  }

  private static boolean has(String study, String option) {
    CommandLine command = GumbelRaoCommand.commandLine().getSubcommands().get(study);
    return command.getCommandSpec().findOption(option) != null;
  }

  static List<String> studiesThatReadData() {
    return studies().stream().filter(study -> has(study, "--data-dir")).toList();
  }

  @ParameterizedTest
  @MethodSource("studiesThatReadData")
  void missingDataAreSaidInOneSentence(String study) throws IOException {
    Path out = folder.resolve("none");
    String data = "--data-dir=" + folder.resolve("missing");
    boolean named = has(study, "--dataset");
    Outcome outcome = named ? run(study, out, "--dataset=mnist", data) : run(study, out, data);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertOneSentence(outcome.err());
    assertThat(out).doesNotExist();
  }

  /** {@code jacobians} reads what it is to do from a file. */
  @Test
  void onlyOneStudyHasNoDryRun() {
    assertThat(studies().stream().filter(study -> !has(study, "--dry-run")))
        .containsExactly("jacobians");
  }

  static List<String> studiesWithDryRun() {
    return studies().stream().filter(study -> has(study, "--dry-run")).toList();
  }

  @ParameterizedTest
  @MethodSource("studiesWithDryRun")
  void aDryRunTellsOfTheTimeAndWritesNothing(String study) throws IOException {
    Path out = folder.resolve("none");
    Outcome outcome = run(study, out, "--dry-run");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.withoutEstimate().out()).isNotEmpty();
    assertThat(outcome.err()).isEmpty();
    assertThat(out).doesNotExist();
  }

  /** Nobody, not even root, makes a folder there. */
  @ParameterizedTest
  @MethodSource("studies")
  @EnabledOnOs(OS.LINUX)
  void aFolderThatCannotBeMadeIsAnInputOutputError(String study) throws IOException {
    Outcome outcome = run(study, Path.of("/proc/gumbel-rao"));
    assertThat(outcome).isEqualTo(new Outcome(5, "", "cannot read or write /proc/gumbel-rao\n"));
  }

  /** Eight blocks of 512 bytes stand in for a full disk: rows, record or page are too large. */
  @ParameterizedTest
  @MethodSource("studies")
  @Tag("slow")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "limits are those of POSIX")
  void aFullDiskIsNamed(String study) throws Exception {
    Path out = Files.createDirectories(folder.resolve("results"));
    Path earlier = Files.createDirectories(out.resolve("earlier"));
    Files.writeString(earlier.resolve("measurements.csv"), "precious");
    List<String> limited = List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh");
    String[] arguments = TinyStudies.arguments(study, folder, "--out=" + out);
    try (JavaProcess run = JavaProcess.start(folder, limited, Main.class, arguments)) {
      assertThat(run.exitCode()).as(Files.readString(run.err())).isEqualTo(5);
      List<String> lines = Files.readAllLines(run.err());
      assertThat(lines.get(lines.size() - 1))
          .startsWith("cannot read or write " + out)
          .endsWith(": File too large");
      assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
    }
    assertThat(earlier.resolve("measurements.csv")).hasContent("precious");
  }
}
