package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.comparison.AcceptedChanges;
import io.github.gumbelrao.bench.measurement.comparison.Night;
import io.github.gumbelrao.bench.measurement.comparison.NightHistory;
import io.github.gumbelrao.bench.measurement.run.FolderLock;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(300)
class NightlyCommandTest {

  /** The baseline that is not named, and is not there in the folder of this module. */
  private static final Path USUAL = Path.of("reports/baseline");

  @TempDir Path folder;
  private Path out;
  private Path history;
  private Path baseline;

  @BeforeEach
  void nameTheFolders() {
    out = folder.resolve("latest");
    history = folder.resolve("history");
    baseline = USUAL;
  }

  private String[] arguments(String first, String... more) {
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.add("--out=" + out);
    arguments.add("--history=" + history);
    if (!baseline.equals(USUAL)) {
      arguments.add("--baseline=" + baseline);
    }
    arguments.add("--speed-runs=2");
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private Outcome night(List<String> studies, String... more) {
    StringWriter to = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        TinyNight.commandLine(studies)
            .setOut(new PrintWriter(to, true))
            .setErr(new PrintWriter(err, true));
    int code = GumbelRaoCommand.execute(command, arguments("nightly", more));
    return new Outcome(code, to.toString(), err.toString());
  }

  private List<String> folders(Path of) throws IOException {
    try (Stream<Path> entries = Files.list(of)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** A night moves the earlier one away, with whatever lies in its folder. */
  @ParameterizedTest
  @ValueSource(strings = {"--baseline", "--history"})
  void whatWouldBeMovedAwayWithTheLastNightIsRefused(String option) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(out));
    for (Path inside : List.of(out, out.resolve("a/b"), link.resolve("a"))) {
      nameTheFolders();
      if (option.equals("--baseline")) {
        baseline = inside;
      } else {
        history = inside;
      }
      Outcome outcome = night(List.of("variance"));
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .startsWith(
              option + " must not lie in --out, which is moved away with all it holds, got ");
    }
    assertThat(folders(folder)).containsExactlyInAnyOrder("latest", "link");
  }

  @Test
  void aDamagedBaselineIsFoundOutBeforeAnythingIsRun() throws IOException {
    baseline = folder.resolve("baseline");
    Path run = Files.createDirectories(baseline.resolve("bias"));
    Files.writeString(run.resolve("run.json"), "{\"schema\": 1, \"study\": ");
    Outcome outcome = night(List.of("variance"));
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains(run.resolve("run.json").toString());
    assertThat(out).doesNotExist();
  }

  @Test
  void aDamagedListOfAcceptedChangesIsFoundOutBeforeAnythingIsRun() throws IOException {
    baseline = Files.createDirectory(folder.resolve("baseline"));
    Path accepted = baseline.resolve("accepted.csv");
    Files.writeString(
        accepted,
        String.join(",", AcceptedChanges.columns()) + "\nvariance,,,,,,,,,,mse,why,2026-13-31\n");
    assertThat(night(List.of("polynomial")))
        .isEqualTo(
            new Outcome(
                3,
                "",
                accepted
                    + ", row 1: expires must be a day such as 2026-12-31, got '2026-13-31'\n"));
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--out", "--baseline", "--history"})
  void aFileInPlaceOfAFolderIsRefused(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    switch (option) {
      case "--out" -> out = file;
      case "--baseline" -> baseline = file;
      default -> history = file;
    }
    Outcome outcome = night(List.of("polynomial"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith(option + " must be a folder, got " + file + "\n");
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "1000000000"})
  @Timeout(60)
  void aNumberOfRunsThatNoNightHasIsRefused(String runs) {
    Outcome outcome = Outcome.of("nightly", "--dry-run", "--out=" + out, "--speed-runs=" + runs);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("--speed-runs must be from 1 to 1000, got " + runs + "\n");
  }

  @Test
  void aBaselineThatIsNamedAndNotThereIsRefused() {
    baseline = folder.resolve("baselin");
    for (String[] more : new String[][] {{}, {"--dry-run"}}) {
      Outcome outcome = night(List.of("polynomial"), more);
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .startsWith("--baseline must be a folder that exists, got " + baseline + "\n");
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** Nobody, not even root, makes a folder there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aHistoryThatCannotBeWrittenIsFoundOutBeforeAnythingIsRun() {
    history = Path.of("/proc/history");
    Outcome outcome = night(List.of("polynomial"));
    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.err()).hasLineCount(1).contains("/proc/history");
    assertThat(outcome.out()).isEmpty();
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void aDryRunTellsOfEveryStudyWithAPresetAndWritesNothing() {
    Outcome outcome = Outcome.of(arguments("nightly", "--dry-run"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    List<String> lines = outcome.out().lines().toList();
    long presets = Studies.ALL.stream().filter(study -> study.hasPresets()).count();
    // The study of times is there twice; then come the history and the time.
    assertThat(lines).hasSize((int) presets + 3);
    assertThat(lines.get(0)).matches("variance --preset=standard: about \\d+ (s|min)");
    assertThat(lines.get(lines.size() - 2)).isEqualTo("history " + history + ": no night yet");
    assertThat(lines.get(lines.size() - 1)).startsWith("about ").contains(" left");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @Tag("slow")
  void twoNightsAreTwoPointsAndTheEarlierResultsAreKept() throws IOException {
    List<String> studies = List.of("variance", "speed --rounds=1");
    Outcome first = night(studies);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .contains(
            "nightly: run 1 of 3, variance; ",
            "nightly: run 2 of 3, speed-1; ",
            "not compared: no baseline in " + baseline,
            "the first night: nothing to hold it to")
        .endsWith("all of the night is done" + System.lineSeparator());
    assertThat(folders(out)).contains("speed", "speed-1", "variance");
    Outcome second = night(studies);
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out())
        .startsWith("earlier results kept as " + out + "-1")
        .containsPattern("\\d of \\d+ measurements moved");
    List<Night> nights = NightHistory.read(history);
    assertThat(nights).hasSize(2);
    assertThat(nights.get(1).rows().keySet()).isEqualTo(nights.get(0).rows().keySet());
    assertThat(history.resolve("trend.html")).content().contains("<dt>Nights</dt><dd>2, from ");
  }

  @Test
  void aSecondNightInOneFolderIsRefusedAndTouchesNothing() throws IOException {
    Path lock = folder.resolve(".latest.nightly.lock");
    Files.createDirectories(out);
    Files.writeString(out.resolve("kept"), "of the first");
    FolderLock held = FolderLock.take(lock, out);
    try {
      Outcome outcome = night(List.of("variance"));
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .isEqualTo(
              out
                  + " is being written by process "
                  + ProcessHandle.current().pid()
                  + "; wait for it, or choose another --out"
                  + System.lineSeparator());
    } finally {
      held.close();
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("latest", lock.toFile().getName());
    assertThat(out.resolve("kept")).hasContent("of the first");
  }

  @Test
  void aStudyThatFailsDoesNotEndTheNight() throws IOException {
    List<String> studies = List.of("variance --seed=none", "polynomial");
    Outcome outcome = night(studies);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out())
        .endsWith(
            "not all of the night went well: variance (exit code 2)" + System.lineSeparator());
    assertThat(NightHistory.read(history).get(0).rows().keySet())
        .isNotEmpty()
        .allMatch(key -> key.study().equals("polynomial"));
  }

  /** What an earlier night moved is not told as of this one. */
  @Test
  void aNightOfWhichNothingIsLeftIsNotInTheHistory() throws IOException {
    assertThat(night(List.of("polynomial")).exitCode()).isZero();
    Outcome outcome = night(List.of("polynomial --seed=none"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out())
        .contains("no run left a result: this night is not in the history")
        .doesNotContain("the first night", "measurements moved");
    assertThat(NightHistory.read(history)).hasSize(1);
  }

  @Test
  void aDamagedHistoryIsFoundOutBeforeAnythingIsRun() throws IOException {
    Files.createDirectories(history);
    Path night = Files.writeString(history.resolve("2026-11-28-1c173aac99.csv"), "study\n");
    assertThat(night(List.of("polynomial")))
        .isEqualTo(
            new Outcome(
                3,
                "",
                night
                    + ", line 1: must be the last one of a night, with its SHA-256: the file was"
                    + " cut short\n"));
    assertThat(out).doesNotExist();
  }

  @Test
  void threeNightsOfWhichOneIsOfAnotherPresetThanTheBaseline() throws IOException {
    assertThat(night(List.of("polynomial"), "--preset=quick").exitCode()).isZero();
    baseline = Files.move(out, folder.resolve("baseline"));
    Outcome outcome = night(List.of("polynomial"));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains(
            "not compared: "
                + baseline.resolve("polynomial")
                + " is of the preset quick, not standard");
    // As one of jacobians, which has no presets: it does not turn the comparison off.
    Path without = Files.createDirectories(baseline.resolve("without"));
    Files.copy(
        baseline.resolve("polynomial/measurements.csv"), without.resolve("measurements.csv"));
    Files.writeString(
        without.resolve("run.json"),
        Files.readString(baseline.resolve("polynomial/run.json"))
            .replace("\"preset\" : \"quick\",", ""));
    Outcome compared = night(List.of("polynomial"), "--preset=quick");
    assertThat(compared.exitCode()).as(compared.out()).isZero();
    assertThat(compared.out()).contains("the chance of any false alarm is at most 0.01");
    assertThat(NightHistory.read(history)).hasSize(3);
    assertThat(history.resolve("trend.html")).content().contains("<dt>Nights</dt><dd>3, from ");
  }

  /** Killed while the last study trains: the others are not run again, and all is one night. */
  @Test
  @Tag("slow")
  void aKilledNightGoesOnWhereItWas() throws Exception {
    String studies = "variance;polynomial;vae --steps=3000";
    Path checkpoint = out.resolve("vae").resolve("checkpoints").resolve("previous.ckpt");
    try (JavaProcess run =
        JavaProcess.start(folder, List.of(), TinyNight.class, arguments(studies))) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (!Files.exists(checkpoint)) {
        assertThat(run.process().isAlive() && System.nanoTime() < deadline)
            .as(Files.readString(run.err()))
            .isTrue();
        Thread.sleep(5);
      }
      run.process().destroyForcibly();
      assertThat(run.exitCode()).isEqualTo(137);
    }
    assertThat(history).isEmptyDirectory();
    byte[] record = Files.readAllBytes(out.resolve("variance").resolve("run.json"));
    Outcome outcome = night(List.of(studies.split(";", -1)));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .doesNotContain("run 1 of 3", "run 2 of 3")
        .contains("run 3 of 3, vae");
    assertThat(outcome.err()).contains("resumed at step ");
    assertThat(out.resolve("variance").resolve("run.json")).hasBinaryContent(record);
    assertThat(NightHistory.read(history)).hasSize(1);
    assertThat(out.resolveSibling("latest-1")).doesNotExist();
  }
}
