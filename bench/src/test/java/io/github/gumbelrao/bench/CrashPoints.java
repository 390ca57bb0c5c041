package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.bench.testing.FaultyDisk;
import io.github.gumbelrao.bench.testing.FaultyDisk.Fault;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/**
 * A study on a disk that fails, at each operation in turn: whatever moment it is, the same command
 * given again ends as if nothing had been.
 *
 * @param study its name
 * @param resumes whether it resumes from checkpoints; if not, rows that are there are not thrown
 *     away, and the command asks for {@code --overwrite}
 * @param sameBytes whether its rows are the same in every run, as all but times are
 * @param folder for its results
 * @param command runs it
 */
record CrashPoints(String study, boolean resumes, boolean sameBytes, Path folder, Command command) {

  private static final List<Fault> FAULTS = List.of(Fault.values());

  /** Runs the study. */
  interface Command {

    /** Runs it once, on the files that are made of what is typed. */
    Outcome run(ITypeConverter<Path> files, Path out, String... more) throws IOException;
  }

  /**
   * Tries every operation.
   *
   * @param inTurns whether each meets one fault, by turns, and not all of them
   * @return how many there are
   */
  int assertNothingIsLost(boolean inTurns) throws IOException {
    Path whole = folder.resolve("whole");
    FaultyDisk sound = new FaultyDisk(Fault.HALT, 0);
    Outcome outcome = command.run(sound::path, whole);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    byte[] rows = Files.readAllBytes(whole.resolve(study).resolve("measurements.csv"));
    for (int i = 1; i <= sound.operations(); i++) {
      Fault turn = FAULTS.get(i % FAULTS.size());
      for (Fault fault : inTurns ? List.of(turn) : FAULTS) {
        assertRecovers(fault, i, rows);
      }
    }
    return sound.operations();
  }

  private void assertRecovers(Fault fault, int at, byte[] rows) throws IOException {
    String moment = study + ", " + fault + " at operation " + at;
    Path out = folder.resolve("failed");
    Path results = out.resolve(study);
    Path csv = results.resolve("measurements.csv");
    fail(out, new FaultyDisk(fault, at), moment);
    if (Files.exists(csv) && sameBytes) {
      assertThat(csv).as(moment).hasBinaryContent(rows);
    }
    if (Files.exists(results.resolve("run.json"))) {
      StrictJson.read(results.resolve("run.json"));
    }

    Outcome again = command.run(Path::of, out);
    if (again.exitCode() == 2) {
      assertThat(again.err())
          .as(moment)
          .endsWith(" already holds a result; choose another --out, or add --overwrite\n");
      if (!isDone(results)) {
        assertThat(resumes).as(moment).isFalse();
        assertThat(results.resolve("measurements.csv.part")).as(moment).isNotEmptyFile();
        again = command.run(Path::of, out, "--overwrite");
        assertThat(again.exitCode()).as(moment + again.err()).isZero();
      }
    } else {
      assertThat(again.exitCode()).as(moment + again.err()).isZero();
    }
    if (sameBytes) {
      assertThat(csv).as(moment).hasBinaryContent(rows);
    }
    assertThat(isDone(results)).as(moment).isTrue();
    try (Stream<Path> left = Files.walk(out)) {
      assertThat(left.map(Path::toString))
          .as(moment)
          .noneMatch(name -> name.endsWith(".part") || name.endsWith("overwritten"));
    }
    deleteAll(out);
  }

  /** Runs the study until it fails, which it says in one sentence if it can. */
  private void fail(Path out, FaultyDisk disk, String moment) throws IOException {
    try {
      Outcome failed = command.run(disk::path, out);
      if (disk.halted()) {
        // The command turned the halt into a sentence, which a dead process has no time for.
        return;
      }
      assertThat(failed.err()).as(moment).doesNotContain("\tat ");
      if (failed.exitCode() != 0) {
        assertThat(failed.exitCode()).as(moment + failed.err()).isEqualTo(5);
        assertThat(failed.err().lines().toList())
            .as(moment)
            .last()
            .asString()
            .startsWith("cannot read or write " + out);
      }
    } catch (FaultyDisk.Halted e) {
      assertThat(disk.operations()).as(moment).isPositive();
    }
  }

  /** Rows that the record vouches for, a page, and a list that has it. */
  private static boolean isDone(Path results) throws IOException {
    Path record = results.resolve("run.json");
    if (!Files.exists(record)) {
      return false;
    }
    JsonNode json = StrictJson.read(record);
    Path index = results.resolveSibling("index.html");
    return json.path("status").asText().equals("done")
        && json.path("measurements_sha256").isTextual()
        && json.path("duration_s").isNumber()
        && Files.exists(results.resolve("measurements.csv"))
        && Files.exists(results.resolve("report.html"))
        && Files.exists(index)
        && Files.readString(index).contains("/" + results.getFileName() + "/report.html");
  }

  private static void deleteAll(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> beneath = Files.walk(folder)) {
      all = beneath.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
