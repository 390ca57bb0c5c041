package io.github.gumbelrao.bench.measurement.run;

import static io.github.gumbelrao.bench.measurement.run.RunFolder.CHECKPOINTS;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.CSV;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.FILES;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.INDEX;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.JMH;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.JOURNAL;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.OVERWRITTEN;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.PARTIAL_CSV;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.REPORT;
import static io.github.gumbelrao.bench.measurement.run.RunFolder.RUN;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Comparison;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Found;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an earlier process left in the folder of a study. */
final class EarlierResult {

  private final Path folder;
  private final String status;
  private final String digest;

  private EarlierResult(Path folder, String status, String digest) {
    this.folder = folder;
    this.status = status;
    this.digest = digest;
  }

  /** Looks into a folder, which need not exist. */
  static EarlierResult in(Path folder) throws IOException {
    Path run = folder.resolve(RUN);
    if (!Files.exists(run)) {
      return new EarlierResult(folder, "", "");
    }
    try {
      var record = StrictJson.read(run);
      return new EarlierResult(
          folder, record.path("status").asText(), record.path("measurements_sha256").asText());
    } catch (DataException e) {
      return new EarlierResult(folder, "damaged", "");
    }
  }

  /** Whether nothing is left to do: rows, record and both pages are there. */
  boolean finished() throws IOException {
    return status.equals("done") && has(CSV) && has(REPORT) && listed();
  }

  private boolean listed() throws IOException {
    Path index = folder.resolveSibling(INDEX);
    // Damaged bytes need not be text in UTF-8.
    return Files.exists(index)
        && new String(Files.readAllBytes(index), StandardCharsets.UTF_8)
            .contains("./" + folder.getFileName() + "/" + REPORT);
  }

  /** Whether every row is there, under the one name or the other, and the record vouches for it. */
  private boolean measured() throws IOException {
    for (String name : List.of(CSV, PARTIAL_CSV)) {
      if (has(name) && RunRecord.sha256(folder.resolve(name)).equals(digest)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the next process finds that is about to do the same, or nothing if it is to start in an
   * empty folder.
   *
   * @param resumes whether the study resumes from checkpoints
   */
  private Found found(boolean resumes) throws IOException {
    if (measured()) {
      return Found.MEASURED;
    }
    boolean result = has(CSV) && status.equals("done");
    boolean nothingToLose = !has(CSV) && !hasRows();
    return !result && (resumes || nothingToLose) ? Found.UNFINISHED : Found.NOTHING;
  }

  private boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** Whether there is more than a header. */
  private boolean hasRows() throws IOException {
    int header = String.join(",", MeasurementsCsv.COLUMNS).length() + 1;
    return has(PARTIAL_CSV) && Files.size(folder.resolve(PARTIAL_CSV)) > header;
  }

  /**
   * Makes the folder ready for a run. One that was itself started to overwrite is gone on with by
   * the same command, which the first time started anew.
   *
   * @param earlier what to do with what cannot be gone on with
   * @param resumes whether the study resumes from checkpoints
   * @param comparison decides whether what is there is of the same run
   */
  Prepared prepare(Earlier earlier, boolean resumes, Comparison comparison) throws IOException {
    boolean anew = earlier == Earlier.OVERWRITE && !startedToOverwrite();
    if (anew || !has(RUN) || finished()) {
      return new Prepared(Found.NOTHING, clear(earlier));
    }
    Found found = found(resumes);
    Optional<String> difference = comparison.difference(folder.resolve(RUN));
    if (found == Found.NOTHING || difference.isPresent()) {
      if (earlier == Earlier.REFUSE && resumes && !has(CSV)) {
        throw new RunFolderException(
            folder
                + " holds an unfinished run that differs in "
                + difference.orElseThrow()
                + "; choose another --out, or add --overwrite");
      }
      return new Prepared(Found.NOTHING, clear(earlier));
    }
    if (found == Found.UNFINISHED) {
      Files.deleteIfExists(folder.resolve(PARTIAL_CSV));
    }
    return new Prepared(found, Optional.empty());
  }

  private boolean startedToOverwrite() throws IOException {
    return RunRecord.command(folder).contains(RunRecord.OVERWRITE);
  }

  /**
   * A folder that is ready.
   *
   * @param found what of the same run is in it
   * @param renamedTo where an earlier result went, if it was kept
   */
  record Prepared(Found found, Optional<Path> renamedTo) {}

  private Optional<Path> clear(Earlier earlier) throws IOException {
    if (FILES.stream().noneMatch(this::has)) {
      return Optional.empty();
    }
    if (earlier == Earlier.REFUSE) {
      throw new RunFolderException(
          folder + " already holds a result; choose another --out, or add --overwrite");
    }
    if (earlier == Earlier.RENAME_PREVIOUS) {
      Path aside = nextFreeName(folder);
      Files.move(folder, aside);
      return Optional.of(aside);
    }
    if (has(CSV)) {
      overwriteLater();
    } else {
      deleteUnfinished();
    }
    CheckpointFiles.delete(folder.resolve(CHECKPOINTS));
    return Optional.empty();
  }

  private void deleteUnfinished() throws IOException {
    for (String file : FILES) {
      Files.deleteIfExists(folder.resolve(file));
    }
  }

  /**
   * A result is there until the new one is: whatever the new run comes to, one of them is. The rows
   * go last, so that what a process left that died on the way is still taken for a result.
   */
  private void overwriteLater() throws IOException {
    Path kept = Files.createDirectories(folder.resolve(OVERWRITTEN));
    for (String file : List.of(REPORT, JMH, JOURNAL, RUN, CSV)) {
      if (has(file)) {
        Files.move(folder.resolve(file), kept.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.deleteIfExists(folder.resolve(PARTIAL_CSV));
  }

  /** Deletes the result that a new one, which is whole, has taken the place of. */
  static void delete(Path folder) throws IOException {
    Path kept = folder.resolve(OVERWRITTEN);
    if (Files.isDirectory(kept)) {
      for (String file : FILES) {
        Files.deleteIfExists(kept.resolve(file));
      }
      try (Stream<Path> others = Files.list(kept)) {
        if (others.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(kept);
    }
  }

  private static Path nextFreeName(Path folder) {
    int number = 1;
    while (Files.exists(folder.resolveSibling(folder.getFileName() + "-" + number))) {
      number++;
    }
    return folder.resolveSibling(folder.getFileName() + "-" + number);
  }
}
