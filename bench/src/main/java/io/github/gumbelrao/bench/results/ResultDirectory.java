package io.github.gumbelrao.bench.results;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder {@code <out>/<study>} of one run, held by one process at a time.
 *
 * <p>Rows are collected in {@code measurements.csv.part}, which gets its final name when the study
 * is done; so a {@code measurements.csv} is always whole. {@code run.json} is replaced in one step.
 */
public final class ResultDirectory implements Closeable {

  /** What to do with a result that is already there. */
  public enum Earlier {
    /** Rename its folder to {@code <study>-1}, {@code <study>-2}, ... */
    KEEP_ASIDE,
    /** Delete its files. */
    OVERWRITE,
    /** Leave it alone and refuse to run. */
    REFUSE
  }

  private static final String CSV = "measurements.csv";
  private static final String PARTIAL_CSV = "measurements.csv.part";
  private static final String RUN = "run.json";
  private static final String REPORT = "report.html";
  private static final String JMH = "jmh.json";
  private static final String CHECKPOINTS = "checkpoints";
  private static final List<String> FILES = List.of(CSV, PARTIAL_CSV, RUN, REPORT, JMH);

  private final Path out;
  private final Path folder;
  private final FolderLock lock;
  private final Optional<Path> keptAside;

  private ResultDirectory(Path out, Path folder, FolderLock lock, Optional<Path> keptAside) {
    this.out = out;
    this.folder = folder;
    this.lock = lock;
    this.keptAside = keptAside;
  }

  /**
   * Takes the folder of a study for this process.
   *
   * @param out parent of the folders of all studies; created if missing
   * @param study name of the study
   * @param earlier what to do with a result that is already there
   * @return the folder, without results
   * @throws ResultConflictException if another process holds it, or if there is a result and {@code
   *     earlier} is {@link Earlier#REFUSE}
   * @throws IOException if it cannot be created or written
   */
  public static ResultDirectory take(Path out, String study, Earlier earlier) throws IOException {
    return take(out, study, folder -> makeRoom(folder, earlier));
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
   * Takes the folder of a study that keeps checkpoints: an unfinished run stays there if it is the
   * same, and only then.
   *
   * @param out parent of the folders of all studies; created if missing
   * @param study name of the study
   * @param earlier what to do with a result, or an unfinished run, that is not to be gone on with;
   *     {@link Earlier#OVERWRITE} goes on with none
   * @param comparison tells whether a run is the same
   * @return the folder, without results
   * @throws ResultConflictException if another process holds it, or if there is a result or another
   *     unfinished run and {@code earlier} is {@link Earlier#REFUSE}
   * @throws IOException if it cannot be created, read or written
   */
  public static ResultDirectory resume(
      Path out, String study, Earlier earlier, Comparison comparison) throws IOException {
    return take(
        out,
        study,
        folder -> {
          if (earlier == Earlier.OVERWRITE || !unfinished(folder)) {
            return makeRoom(folder, earlier);
          }
          Optional<String> difference = comparison.difference(folder.resolve(RUN));
          if (difference.isEmpty()) {
            Files.deleteIfExists(folder.resolve(PARTIAL_CSV));
            return Optional.empty();
          }
          if (earlier == Earlier.REFUSE) {
            throw new ResultConflictException(
                folder
                    + " holds an unfinished run that differs in "
                    + difference.get()
                    + "; choose another --out, or add --overwrite");
          }
          return makeRoom(folder, earlier);
        });
  }

  private static boolean unfinished(Path folder) {
    return Files.exists(folder.resolve(CHECKPOINTS))
        && Files.exists(folder.resolve(RUN))
        && !Files.exists(folder.resolve(CSV));
  }

  /** Makes a folder ready for a run. */
  private interface Preparation {
    Optional<Path> prepare(Path folder) throws IOException;
  }

  private static ResultDirectory take(Path out, String study, Preparation preparation)
      throws IOException {
    Files.createDirectories(out);
    Path folder = out.resolve(study);
    FolderLock lock = FolderLock.take(out.resolve("." + study + ".lock"), folder);
    boolean taken = false;
    try {
      Optional<Path> keptAside = preparation.prepare(folder);
      Files.createDirectories(folder);
      taken = true;
      return new ResultDirectory(out, folder, lock, keptAside);
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  private static Optional<Path> makeRoom(Path folder, Earlier earlier) throws IOException {
    if (FILES.stream().noneMatch(file -> Files.exists(folder.resolve(file)))) {
      return Optional.empty();
    }
    if (earlier == Earlier.REFUSE) {
      throw new ResultConflictException(
          folder + " already holds a result; choose another --out, or add --overwrite");
    }
    if (earlier == Earlier.KEEP_ASIDE) {
      Path aside = firstFree(folder);
      Files.move(folder, aside);
      return Optional.of(aside);
    }
    for (String file : FILES) {
      Files.deleteIfExists(folder.resolve(file));
    }
    deleteCheckpoints(folder.resolve(CHECKPOINTS));
    return Optional.empty();
  }

  /**
   * Deletes the checkpoints in a folder and in those beneath it, and these folders once they are
   * empty. What else somebody put beside them stays.
   *
   * @param checkpoints may be missing
   * @throws IOException if one cannot be deleted
   */
  public static void deleteCheckpoints(Path checkpoints) throws IOException {
    if (!Files.isDirectory(checkpoints)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> beneath = Files.walk(checkpoints)) {
      // A folder's files before the folder.
      found = beneath.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : found) {
      boolean folder = Files.isDirectory(path);
      if (folder ? isEmpty(path) : path.getFileName().toString().contains(".ckpt")) {
        Files.delete(path);
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static Path firstFree(Path folder) {
    int number = 1;
    while (Files.exists(folder.resolveSibling(folder.getFileName() + "-" + number))) {
      number++;
    }
    return folder.resolveSibling(folder.getFileName() + "-" + number);
  }

  /**
   * Where an earlier result went.
   *
   * @return its new folder, if there was one and it was kept
   */
  public Optional<Path> keptAside() {
    return keptAside;
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
   * Gives the closed file of rows its final name.
   *
   * @throws IOException if it cannot be renamed
   */
  public void finishCsv() throws IOException {
    Files.move(folder.resolve(PARTIAL_CSV), csv(), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Replaces the record of the run in one step.
   *
   * @param json its new content
   * @throws IOException if it cannot be written
   */
  public void writeRun(String json) throws IOException {
    WholeFile.write(run(), json);
  }

  /**
   * Replaces the page of the run in one step.
   *
   * @param html its new content
   * @throws IOException if it cannot be written
   */
  public void writeReport(String html) throws IOException {
    WholeFile.write(report(), html);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
