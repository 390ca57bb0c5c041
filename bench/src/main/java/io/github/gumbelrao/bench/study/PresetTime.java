package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.Checks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How long a preset of a study took.
 *
 * @param study its name
 * @param preset nothing but which was asked for
 * @param seconds that it ran, above 0
 * @param work its units, at least 1
 * @param commit that was measured
 * @param cores of the machine, at least 1
 */
public record PresetTime(
    String study, Preset preset, double seconds, long work, String commit, int cores) {

  private static final double DAYS_PER_YEAR = 365.25;

  /** What may be given with the preset: it changes no number. */
  private static final Set<String> HARMLESS = Set.of("--preset", "--out");

  /** Those without a value that change nothing of what is measured. */
  private static final Set<String> FLAGS = Set.of("--overwrite", "--yes");

  /** Checks the numbers. */
  public PresetTime {
    Checks.positive("seconds", seconds);
    Checks.atLeast("work", (double) work, 1);
    Checks.atLeast("cores", cores, 1);
  }

  /**
   * Reads the time of a finished run.
   *
   * @param folder of the run
   * @return its time
   * @throws DataException if it is damaged or unfinished, or has no preset: other options were
   *     given, an earlier process did a part, other processes had much of the machine, or the code
   *     was not that of a commit
   * @throws IOException if it cannot be read
   */
  public static PresetTime of(Path folder) throws IOException {
    FinishedRun run = FinishedRun.read(folder);
    Path file = folder.resolve("run.json");
    RunJson record = RunJson.read(file);
    require(
        isPreset(RunRecord.command(folder)),
        file,
        "have no option but --preset and --out",
        record.command());
    require(!record.text("/dirty").equals("true"), file, "be of a commit", "uncommitted changes");
    require(record.text("/work_done_before").isEmpty(), file, "be of one process", "a resumed run");
    require(record.others().isEmpty(), file, "be measured on an idle machine", record.others());
    try {
      return new PresetTime(
          run.study(),
          Preset.valueOf(record.text("/settings/preset").toUpperCase(Locale.ROOT)),
          Double.parseDouble(record.text("/duration_s")),
          Long.parseLong(record.text("/work")),
          run.commit(),
          Integer.parseInt(record.text("/cores")));
    } catch (IllegalArgumentException e) {
      throw new DataException(file + " must contain preset, duration_s, work and cores", e);
    }
  }

  private static void require(boolean holds, Path file, String rule, String got)
      throws DataException {
    if (!holds) {
      throw new DataException(file + " must " + rule + ", got " + got);
    }
  }

  /** The name of the study, then options with their values, apart or after an equals sign. */
  private static boolean isPreset(List<String> command) {
    boolean value = true;
    for (String word : command) {
      String name = word.replaceFirst("=.*", "");
      if (value) {
        value = false;
      } else if (HARMLESS.contains(name)) {
        value = name.equals(word);
      } else if (!FLAGS.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** Seconds of so many units of work at the same speed. */
  double seconds(long units) {
    return seconds * units / work;
  }

  /**
   * A row of the table of times.
   *
   * @return cells in the order of its columns
   */
  List<String> cells() {
    return List.of(
        study,
        preset.name().toLowerCase(Locale.ROOT),
        Double.toString(seconds),
        Long.toString(work),
        commit,
        Integer.toString(cores));
  }

  /**
   * A duration as people say it.
   *
   * @param seconds at least 0
   * @return such as {@code 15 s}, {@code 9 min}, {@code 2 h 05 min}, {@code 3 days} or {@code 7
   *     years}
   */
  public static String words(double seconds) {
    long minutes = Math.round(seconds / 60);
    if (seconds < 59.5) {
      return Math.max(1, Math.round(seconds)) + " s";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 48 * 60) {
      return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }
    double days = seconds / 86_400;
    return days < 2 * DAYS_PER_YEAR
        ? Math.round(days) + " days"
        : Math.round(days / DAYS_PER_YEAR) + " years";
  }

  /**
   * The time and the machine, in words.
   *
   * @return such as {@code quick 15 s on 2 cores}
   */
  String label() {
    return cells().get(1) + " " + words(seconds) + " on " + cores(cores);
  }

  static String cores(int cores) {
    return Count.words(cores, "core");
  }
}
