package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.FaultyDisk;
import io.github.gumbelrao.bench.testing.FaultyDisk.Fault;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegressionCommandTest {

  @TempDir Path folder;
  private Path baseline;
  private Path latest;

  @BeforeEach
  void writeANight() throws IOException {
    baseline = folder.resolve("baseline");
    latest = folder.resolve("latest");
    night(1, 3);
  }

  /** One variance study and five runs of speed, whose ratios spread by a percent. */
  private void night(double variance, double ratio) throws IOException {
    ComparedFolders.run(latest.resolve("variance"), "variance", ComparedFolders.variance(variance));
    for (int i = 0; i < 5; i++) {
      Path run = latest.resolve(i == 0 ? "speed" : "speed-" + i);
      ComparedFolders.run(run, "speed", ComparedFolders.speed(ratio * (1 + 0.01 * i)));
    }
  }

  private Outcome regression(String... more) {
    return Outcome.of(
        Stream.concat(
                Stream.of("regression", "--baseline=" + baseline, "--latest=" + latest),
                List.of(more).contains("--promote")
                    ? Stream.of(more)
                    : Stream.concat(Stream.of("--out=" + folder.resolve("out")), Stream.of(more)))
            .toArray(String[]::new));
  }

  @Test
  void withoutABaselineItSaysHowToMakeOne() throws IOException {
    Outcome none =
        new Outcome(
            3,
            "",
            baseline
                + " must contain runs, found none; 'regression --promote' makes those in "
                + latest
                + " the baseline\n");
    assertThat(regression()).isEqualTo(none);
    Files.createDirectory(baseline);
    assertThat(regression()).isEqualTo(none);
  }

  @Test
  void whatWasPromotedIsTheBaseline() throws IOException {
    Outcome promoted = regression("--promote");
    assertThat(promoted.exitCode()).isZero();
    assertThat(promoted.out()).hasLineCount(6).startsWith("baseline  " + baseline.resolve("speed"));
    Outcome same = regression();
    assertThat(same.exitCode()).isZero();
    assertThat(same.out()).contains("15 measurements: 0 worse, 14 equivalent, 1 not compared\n");

    night(1, 4.5);
    Outcome slower = regression();
    assertThat(slower.exitCode()).isEqualTo(1);
    assertThat(slower.out()).contains("1 worse", "worse  speed time_ratio, draw, gr, ");
    assertThat(slower.out()).contains("; ratio 1.500 [");

    assertThat(regression("--promote").exitCode()).isZero();
    assertThat(regression().exitCode()).isZero();
  }

  /** Fewer runs than before: none of the old ones may stay among the new. */
  @Test
  void promotionLeavesNoOldRunOfTheStudyAndNoOtherStudyAlone() throws IOException {
    regression("--promote");
    for (int i = 1; i < 5; i++) {
      Files.delete(latest.resolve("speed-" + i).resolve("run.json"));
      Files.delete(latest.resolve("speed-" + i).resolve("measurements.csv"));
    }
    Files.delete(latest.resolve("variance/run.json"));
    Files.delete(latest.resolve("variance/measurements.csv"));
    assertThat(regression("--promote").out()).hasLineCount(1);
    assertThat(baseline.resolve("speed-1/run.json")).doesNotExist();
    assertThat(baseline.resolve("speed/run.json")).exists();
    assertThat(baseline.resolve("variance/run.json")).exists();
    // A study that was not run tonight is a lost one.
    Outcome outcome = regression();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).contains("12 missing");
  }

  /** A folder may have any name: its record says whose run it holds. */
  @Test
  void promotionGoesByTheRecordsAndNotByTheNamesOfFolders() throws IOException {
    regression("--promote");
    Files.move(baseline.resolve("variance"), baseline.resolve("speed-7"));
    Files.move(baseline.resolve("speed-1"), baseline.resolve("times"));
    assertThat(regression("--promote").exitCode()).isZero();
    assertThat(baseline.resolve("speed-7/run.json")).doesNotExist();
    assertThat(baseline.resolve("times/run.json")).doesNotExist();
    assertThat(baseline.resolve("variance/run.json")).exists();
    assertThat(baseline.resolve("speed-1/run.json")).exists();
    assertThat(regression().exitCode()).isZero();
  }

  @Test
  void aDamagedRunIsNotPromoted() throws IOException {
    Files.writeString(latest.resolve("variance/measurements.csv"), "study\n");
    assertThat(regression("--promote").exitCode()).isEqualTo(3);
    assertThat(baseline).doesNotExist();
  }

  @Test
  void runsOfSeveralCommitsAreNotPooled() throws IOException {
    regression("--promote");
    Path run = latest.resolve("speed-3/run.json");
    Files.writeString(run, Files.readString(run).replace("0123abc", "4567def"));
    assertThat(regression())
        .isEqualTo(
            new Outcome(
                3,
                "",
                "runs of one study in "
                    + latest
                    + " must be of one commit, got 0123abc in speed and 4567def in speed-3\n"));
  }

  @Test
  void otherSettingsAreSaid() throws IOException {
    regression("--promote");
    Path run = latest.resolve("variance/run.json");
    Files.writeString(run, Files.readString(run).replace("standard", "quick"));
    assertThat(regression().out()).startsWith("note: settings of variance differ\n");
  }

  private Map<Path, String> files(Path folder) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file));
      }
    }
    return files;
  }

  private void assertRefused(Path from, Path run) throws IOException {
    Map<Path, String> before = files(folder);
    Outcome outcome =
        Outcome.of("regression", "--promote", "--baseline=" + baseline, "--latest=" + from);
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                2,
                "",
                ("--latest must hold other runs than --baseline, got " + run)
                    + (", which is a run of " + baseline + "\n")
                    + "Try 'gumbel-rao regression --help'.\n"));
    assertThat(files(folder)).isEqualTo(before);
  }

  /** By the same path, by a longer one to the same folder, and one run of it alone. */
  @Test
  void theBaselineIsNotPromotedToItself() throws IOException {
    regression("--promote");
    assertRefused(baseline, baseline.resolve("speed"));
    Path around = latest.resolve("..").resolve("baseline");
    assertRefused(around, around.resolve("speed"));
    assertRefused(baseline.resolve("variance"), baseline.resolve("variance"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right there")
  void aLinkToTheBaselineIsTheBaseline() throws IOException {
    regression("--promote");
    Path link = Files.createSymbolicLink(folder.resolve("link"), baseline);
    assertRefused(link, link.resolve("speed"));
    // And a run of the baseline that is a link to one of the latest would be deleted there.
    Files.createSymbolicLink(baseline.resolve("speed-9"), latest.resolve("speed-4"));
    assertRefused(latest, latest.resolve("speed-4"));
  }

  /** Whatever cannot be read is found before anything is replaced. */
  @Test
  void aPromotionThatFailsTakesNothingAway() throws IOException {
    regression("--promote");
    Map<Path, String> before = files(baseline);
    night(2, 3);
    Files.delete(latest.resolve("variance/measurements.csv"));
    Files.createDirectory(latest.resolve("variance/measurements.csv"));
    assertThat(regression("--promote").exitCode()).isNotZero();
    assertThat(files(baseline)).isEqualTo(before);
  }

  /** At each operation in turn; every file is the old one or the new one, and never neither. */
  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void aPromotionThatIsCutShortLosesNothingAndCanBeRepeated(Fault fault) throws IOException {
    String[] promote = {"regression", "--promote", "--baseline=" + baseline, "--latest=" + latest};
    FaultyDisk sound = new FaultyDisk(fault, 0);
    assertThat(Outcome.of(sound::path, promote).exitCode()).isZero();
    assertThat(sound.operations()).isGreaterThan(50);
    for (int at = 1; at <= sound.operations(); at++) {
      night(1, 3);
      assertThat(Outcome.of(promote).exitCode()).isZero();
      Map<Path, String> before = files(baseline);
      night(2, 3);
      FaultyDisk disk = new FaultyDisk(fault, at);
      try {
        Outcome failed = Outcome.of(disk::path, promote);
        assertThat(failed.exitCode()).as(failed.err()).isIn(0, 5);
      } catch (FaultyDisk.Halted e) {
        assertThat(fault).isEqualTo(Fault.HALT);
      }
      Map<Path, String> between = files(baseline);
      assertThat(between.keySet()).containsAll(before.keySet());
      assertThat(Outcome.of(promote).exitCode()).isZero();
      Map<Path, String> after = files(baseline);
      before.forEach(
          (file, old) ->
              assertThat(between.get(file)).as(file.toString()).isIn(old, after.get(file)));
      assertThat(Files.readString(baseline.resolve("variance/run.json")))
          .isEqualTo(Files.readString(latest.resolve("variance/run.json")));
    }
  }
}
