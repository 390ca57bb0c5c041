package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.Metrics;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One side of a comparison.
 *
 * @param folder of a run, or of the folders of runs
 * @param runs all of them
 */
public record ComparedRuns(Path folder, List<FinishedRun> runs) {

  /**
   * Reads one run, or all runs of a folder.
   *
   * @throws DataException if there is none, or one is damaged, or two of a study are of different
   *     commits
   */
  public static ComparedRuns read(Path folder) throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (Path each : FinishedRun.atLeastOne(folder)) {
      runs.add(FinishedRun.read(each));
    }
    Map<String, FinishedRun> first = new HashMap<>();
    for (FinishedRun run : runs) {
      FinishedRun other = first.computeIfAbsent(run.study(), study -> run);
      if (!other.commit().equals(run.commit())) {
        throw new DataException(
            "runs of one study in %s must be of one commit, got %s in %s and %s in %s"
                .formatted(
                    folder,
                    other.commit(),
                    other.folder().getFileName(),
                    run.commit(),
                    run.folder().getFileName()));
      }
    }
    return new ComparedRuns(folder, runs);
  }

  /**
   * The rows of all runs.
   *
   * @param metrics that the studies declare
   * @return repetitions by what they measure
   * @throws DataException if two rows give different numbers for one seed, or a metric is not
   *     declared
   */
  public RepeatedMeasurements measurements(Metrics metrics) throws DataException {
    return RepeatedMeasurements.of(runs, metrics);
  }

  /** What was run; a set of the caller's own. */
  public Set<String> studies() {
    return runs.stream().map(FinishedRun::study).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Runs that measured times while other processes had much of the machine, a sentence each. */
  public List<String> shared() {
    return runs.stream()
        .filter(run -> measuresTimes(run) && !run.others().isEmpty())
        .map(run -> run.folder().getFileName() + ": " + run.others())
        .toList();
  }

  private static boolean measuresTimes(FinishedRun run) {
    return run.rows().stream().anyMatch(row -> row.get("metric").startsWith("time_"));
  }

  /** The commits, in short. */
  public String commits() {
    Set<String> commits = new TreeSet<>();
    for (FinishedRun run : runs) {
      commits.add(run.commit().isEmpty() ? "unknown" : run.commit());
    }
    return String.join(", ", commits);
  }

  /** The studies of both sides whose settings, less seed and threads, are not the same. */
  public List<String> otherSettings(ComparedRuns other) {
    Map<String, Set<String>> mine = settings();
    Map<String, Set<String>> theirs = other.settings();
    return mine.keySet().stream()
        .filter(theirs::containsKey)
        .filter(study -> !mine.get(study).equals(theirs.get(study)))
        .toList();
  }

  private Map<String, Set<String>> settings() {
    Map<String, Set<String>> settings = new TreeMap<>();
    for (FinishedRun run : runs) {
      settings.computeIfAbsent(run.study(), study -> new TreeSet<>()).add(run.settings());
    }
    return settings;
  }
}
