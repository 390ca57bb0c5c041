package io.github.gumbelrao.bench.measurement.run;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder {@code <out>/<study>} of one run, held by one process at a time.
 *
 * <p>Rows are collected in {@code measurements.csv.part}, which gets its final name when the study
 * is done; so a {@code measurements.csv} is always whole. {@code run.json} is replaced in one step,
 * and knows the digest of the rows before they get their name: whatever moment a process dies at,
 * the next one finds out what is left to do.
 */
public final class RunFolder implements Closeable {

  /** What to do with a result that is already there. */
  public enum Earlier {
    /** Rename its folder to {@code <study>-1}, {@code <study>-2}, ... */
    RENAME_PREVIOUS,
    /** Delete its files; an unfinished run that was itself started so is gone on with. */
    OVERWRITE,
    /** Leave it alone and refuse to run. */
    REFUSE
  }

  /** What an earlier process of the same run left behind. */
  public enum Found {
    /** Nothing: the run starts at its beginning, in a folder without results. */
    NOTHING,
    /** A run that did not come to its end, perhaps with checkpoints to go on from. */
    UNFINISHED,
    /** Every row: nothing but the record of the run and the pages may be missing. */
    MEASURED
  }

  /** The page that lists all runs, next to their folders. */
  public static final String INDEX = "index.html";

  /** The file of measurements, once a study is done. */
  public static final String CSV = "measurements.csv";

  static final String PARTIAL_CSV = "measurements.csv.part";

  /** The record of a run, in its folder. */
  public static final String RUN = "run.json";

  static final String REPORT = "report.html";
  static final String JMH = "jmh.json";
  static final String CHECKPOINTS = "checkpoints";

  /** Trials of a sweep that have ended. */
  static final String JOURNAL = "journal.jsonl";

  /** Folder of a result that is to be overwritten, until the new one is whole. */
  static final String OVERWRITTEN = "overwritten";

  static final List<String> FILES = List.of(CSV, PARTIAL_CSV, RUN, REPORT, JMH, JOURNAL);

  private final Path out;
  private final Path folder;
  private final FolderLock lock;
  private final boolean resumes;
  private final EarlierResult.Prepared prepared;

  private RunFolder(
      Path out, Path folder, FolderLock lock, boolean resumes, EarlierResult.Prepared prepared) {
    this.out = out;
    this.folder = folder;
    this.lock = lock;
    this.resumes = resumes;
    this.prepared = prepared;
  }

  /** Compares an earlier run with the one that is about to start. */
  public interface Comparison {

    /**
     * Tells in what an earlier run differs.
     *
     * @param run its {@code run.json}
     * @return the first difference in a few words, or empty if it can be gone on with
     * @throws IOException if the file cannot be read
     */
    Optional<String> difference(Path run) throws IOException;
  }

  /**
   * Takes the folder of a study for this process. What an earlier process of the same run left
   * there stays, if it did not come to its end and there is something to go on from, or nothing to
   * be lost.
   *
   * @param out parent of the folders of all studies; created if missing
   * @param study name of the study
   * @param resumes whether the study resumes from checkpoints
   * @param earlier what to do with a result, or an unfinished run, that is not to be gone on with;
   *     {@link Earlier#OVERWRITE} goes on with none but those whose own command has {@code
   *     --overwrite}
   * @param comparison decides whether a run is the same
   * @return the folder
   * @throws RunFolderException if another process holds it, or if there is a result or another
   *     unfinished run and {@code earlier} is {@link Earlier#REFUSE}
   * @throws IOException if it cannot be created, read or written
   */
  public static RunFolder take(
      Path out, String study, boolean resumes, Earlier earlier, Comparison comparison)
      throws IOException {
    Files.createDirectories(out);
    Path folder = out.resolve(study);
    FolderLock lock = FolderLock.take(out.resolve("." + study + ".lock"), folder);
    boolean taken = false;
    try {
      EarlierResult.Prepared prepared =
          EarlierResult.in(folder).prepare(earlier, resumes, comparison);
      Files.createDirectories(folder);
      Leftovers.delete(folder);
      Leftovers.delete(out);
      taken = true;
      return new RunFolder(out, folder, lock, resumes, prepared);
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  /**
   * Whether a run has come to its end, pages included.
   *
   * @param out parent of the folders of all studies
   * @param study name of the study
   * @return false also where there is none
   * @throws IOException if it cannot be read
   */
  public static boolean finished(Path out, String study) throws IOException {
    return EarlierResult.in(out.resolve(study)).finished();
  }

  /**
   * Takes the rows of a finished run away that can be made again, so that the run resumes.
   *
   * @param out parent of the folders of all studies
   * @param study name of the study
   * @throws IOException if they cannot be deleted
   */
  public static void reopen(Path out, String study) throws IOException {
    Files.deleteIfExists(out.resolve(study).resolve(CSV));
  }

  /**
   * What is there of the same run.
   *
   * @return {@link Found#NOTHING} for a run that starts at its beginning
   */
  public Found found() {
    return prepared.found();
  }

  /**
   * Whether there should be checkpoints to go on from, and are none.
   *
   * @return true if the run did not get that far, or somebody removed them
   * @throws IOException if the folder cannot be read
   */
  public boolean lacksCheckpoints() throws IOException {
    return resumes
        && found() == Found.UNFINISHED
        && !CheckpointFiles.exist(checkpoints())
        && !Files.exists(journal());
  }

  /**
   * Where an earlier result went.
   *
   * @return its new folder, if there was one and it was kept
   */
  public Optional<Path> renamedTo() {
    return prepared.renamedTo();
  }

  /**
   * The parent of the folders of all studies.
   *
   * @return its path
   */
  public Path out() {
    return out;
  }

  /**
   * The file of measurements, once the study is done.
   *
   * @return its path
   */
  public Path csv() {
    return folder.resolve(CSV);
  }

  /**
   * The record of the run.
   *
   * @return its path
   */
  public Path run() {
    return folder.resolve(RUN);
  }

  /**
   * The page of the run.
   *
   * @return its path
   */
  public Path report() {
    return folder.resolve(REPORT);
  }

  /**
   * The file of JMH's own results; it names folders of the machine, and so is not to be published.
   *
   * @return its path; it need not exist
   */
  public Path jmh() {
    return folder.resolve(JMH);
  }

  /**
   * The journal of a sweep.
   *
   * @return its path; it need not exist
   */
  public Path journal() {
    return folder.resolve(JOURNAL);
  }

  /**
   * The folder of the run's checkpoints.
   *
   * @return its path; it need not exist
   */
  public Path checkpoints() {
    return folder.resolve(CHECKPOINTS);
  }

  /**
   * Starts collecting rows.
   *
   * @return the open file
   * @throws IOException if it cannot be written
   */
  public MeasurementsCsv openCsv() throws IOException {
    return MeasurementsCsv.create(folder.resolve(PARTIAL_CSV));
  }

  /**
   * Digest of the rows, under whichever name they are.
   *
   * @return 64 lower-case hexadecimal digits
   * @throws IOException if they cannot be read
   */
  public String digest() throws IOException {
    Path partial = folder.resolve(PARTIAL_CSV);
    return RunRecord.sha256(Files.exists(partial) ? partial : csv());
  }

  /**
   * Gives the closed file of rows its final name, unless it has it already.
   *
   * @throws IOException if it cannot be renamed
   */
  public void finishCsv() throws IOException {
    if (!Files.exists(csv()) || Files.exists(folder.resolve(PARTIAL_CSV))) {
      AtomicFile.rename(folder.resolve(PARTIAL_CSV), csv());
    }
  }

  /**
   * Deletes the earlier result that this one, which is whole, takes the place of.
   *
   * @throws IOException if it cannot be deleted
   */
  public void deleteOverwritten() throws IOException {
    EarlierResult.delete(folder);
  }

  /**
   * Replaces the record of the run in one step.
   *
   * @param json its new content
   * @throws IOException if it cannot be written
   */
  public void writeRun(String json) throws IOException {
    AtomicFile.write(run(), json);
  }

  /**
   * Replaces the page of the run in one step.
   *
   * @param html its new content
   * @throws IOException if it cannot be written
   */
  public void writeReport(String html) throws IOException {
    AtomicFile.write(report(), html);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
