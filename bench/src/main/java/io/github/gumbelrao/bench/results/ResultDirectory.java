package io.github.gumbelrao.bench.results;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

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
  private static final List<String> FILES = List.of(CSV, PARTIAL_CSV, RUN, REPORT);

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
    Files.createDirectories(out);
    Path folder = out.resolve(study);
    FolderLock lock = FolderLock.take(out.resolve("." + study + ".lock"), folder);
    boolean taken = false;
    try {
      Optional<Path> keptAside = makeRoom(folder, earlier);
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
    return Optional.empty();
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
