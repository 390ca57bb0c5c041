package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.measurement.comparison.ComparedRuns;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes some runs the baseline.
 *
 * <p>All files are written next to their places before the first one is replaced, and what is no
 * longer of the baseline goes last: a full disk leaves the old baseline as it was, and a promotion
 * that was cut short ends well when it is repeated.
 */
final class Promotion {

  /** What is kept of a run; pages can be made from these. */
  private static final List<String> KEPT = List.of("measurements.csv", "run.json");

  private final ComparedRuns runs;
  private final Path baseline;

  Promotion(ComparedRuns runs, Path baseline) {
    this.runs = runs;
    this.baseline = baseline;
  }

  /**
   * The first run that is of the baseline already, by whatever path or link it was named.
   *
   * @return its folder; promoting it would replace it by itself, or delete it
   */
  Optional<Path> alreadyThere() throws IOException {
    Set<Path> old = Files.isDirectory(baseline) ? real(FinishedRun.folders(baseline)) : Set.of();
    for (FinishedRun run : runs.runs()) {
      if (old.contains(run.folder().toRealPath())) {
        return Optional.of(run.folder());
      }
    }
    return Optional.empty();
  }

  private static Set<Path> real(List<Path> folders) throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path folder : folders) {
      real.add(folder.toRealPath());
    }
    return Set.copyOf(real);
  }

  /**
   * Replaces the runs of every study that is there; those of other studies stay.
   *
   * @return the folders of the new ones
   */
  List<Path> promote() throws IOException {
    Files.createDirectories(baseline);
    Map<Path, Path> temporary = new LinkedHashMap<>();
    List<Path> folders = new ArrayList<>();
    try {
      for (FinishedRun run : runs.runs()) {
        Path folder = baseline.resolve(run.folder().toAbsolutePath().normalize().getFileName());
        folders.add(Files.createDirectories(folder));
        for (String name : KEPT) {
          Path file = folder.resolve(name);
          byte[] content = Files.readAllBytes(run.folder().resolve(name));
          temporary.put(file, AtomicFile.writeTemporary(file, content));
        }
      }
      for (Map.Entry<Path, Path> file : temporary.entrySet()) {
        AtomicFile.rename(file.getValue(), file.getKey());
      }
    } finally {
      for (Path part : temporary.values()) {
        Files.deleteIfExists(part);
      }
    }
    deleteOthers(folders);
    return folders;
  }

  /** Deletes the runs of the same studies that are no longer of the baseline. */
  private void deleteOthers(List<Path> kept) throws IOException {
    Set<String> studies = runs.runs().stream().map(FinishedRun::study).collect(Collectors.toSet());
    Set<Path> there = real(kept);
    for (Path old : FinishedRun.folders(baseline)) {
      if (studies.contains(study(old)) && !there.contains(old.toRealPath())) {
        for (String name : KEPT) {
          Files.deleteIfExists(old.resolve(name));
        }
      }
    }
  }

  /** As its record says; of a run whose record is damaged, as the folder is named. */
  private static String study(Path run) throws IOException {
    try {
      return RunJson.read(run.resolve("run.json")).study();
    } catch (DataException e) {
      return run.getFileName().toString().replaceFirst("-[0-9]+$", "");
    }
  }
}
