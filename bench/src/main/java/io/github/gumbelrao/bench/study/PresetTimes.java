package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The measured times of presets, {@code reports/preset-times.csv}, which the build puts next to the
 * classes.
 *
 * @param times at most one for each preset of a study
 */
public record PresetTimes(List<PresetTime> times) {

  private static final String RESOURCE = "/io/github/gumbelrao/bench/preset-times.csv";

  private static final List<String> COLUMNS =
      List.of("study", "preset", "seconds", "work", "commit", "cores");

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  /** Sorts a copy by study and preset. */
  public PresetTimes {
    times =
        times.stream()
            .sorted(Comparator.comparing(PresetTime::study).thenComparing(PresetTime::preset))
            .toList();
  }

  /**
   * The times that this build knows.
   *
   * @return the table
   */
  public static PresetTimes known() {
    try (InputStream in = PresetTimes.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("class path must hold " + RESOURCE + ", got none");
      }
      return of(RESOURCE, StrictCsv.read(RESOURCE, in.readAllBytes(), COLUMNS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a table.
   *
   * @param file need not exist
   * @return its times; none if there is no file
   * @throws DataException if it is damaged
   * @throws IOException if it cannot be read
   */
  public static PresetTimes read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new PresetTimes(List.of());
    }
    return of(file.toString(), StrictCsv.read(file, COLUMNS));
  }

  private static PresetTimes of(String name, List<CSVRecord> rows) throws DataException {
    List<PresetTime> times = new ArrayList<>();
    for (CSVRecord row : rows) {
      PresetTime time = time(name, row);
      if (of(times, time.study(), time.preset()).isPresent()) {
        throw new DataException(
            StrictCsv.where(name, row) + "must be the only time of its preset, and is not");
      }
      times.add(time);
    }
    return new PresetTimes(times);
  }

  private static PresetTime time(String name, CSVRecord row) throws DataException {
    try {
      return new PresetTime(
          row.get(0),
          Preset.valueOf(row.get(1).toUpperCase(Locale.ROOT)),
          Double.parseDouble(row.get(2)),
          Long.parseLong(row.get(3)),
          row.get(4),
          Integer.parseInt(row.get(5)));
    } catch (IllegalArgumentException e) {
      throw new DataException(StrictCsv.where(name, row) + "must hold a preset and its time", e);
    }
  }

  /**
   * Adds times, or replaces those of the same presets.
   *
   * @param measured at most one for each preset of a study
   * @return a table with them
   */
  public PresetTimes with(List<PresetTime> measured) {
    List<PresetTime> all = new ArrayList<>(measured);
    times.stream()
        .filter(old -> of(measured, old.study(), old.preset()).isEmpty())
        .forEach(old -> all.add(old));
    return new PresetTimes(all);
  }

  /**
   * Writes the table in one step.
   *
   * @param file in a folder that exists
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(COLUMNS);
      for (PresetTime time : times) {
        printer.printRecord(time.cells());
      }
    }
    AtomicFile.write(file, text.toString());
  }

  private static Optional<PresetTime> of(List<PresetTime> times, String study, Preset preset) {
    return times.stream()
        .filter(time -> time.study().equals(study) && time.preset() == preset)
        .findFirst();
  }

  /**
   * The times of a study in words.
   *
   * @param study its name
   * @return one part for each preset
   */
  public String label(String study) {
    return Arrays.stream(Preset.values())
        .map(
            preset ->
                of(times, study, preset)
                    .map(PresetTime::label)
                    .orElse(preset.name().toLowerCase(Locale.ROOT) + " not measured"))
        .collect(Collectors.joining("; "));
  }

  /**
   * How long a plan would take: as many units of work as it has, at the speed of the measured
   * preset that is nearest to it in work, as a ratio. Small ones spend much of their time on their
   * start.
   *
   * @param study its name
   * @param work its units, at least 1
   * @return a sentence that says from what it was got, or that there is nothing to get it from
   */
  public String estimate(String study, long work) {
    return nearest(study, work)
        .map(base -> sentence(base, base.seconds(work), "on " + PresetTime.cores(base.cores())))
        .orElse(none(study));
  }

  /**
   * How long a plan of many trials would take that several processes share.
   *
   * @param study its name
   * @param work units of all trials together
   * @param trials how many, at least 1
   * @param workers processes at once, each as fast as the one that was measured
   * @return a sentence as of {@link #estimate(String, long)}
   */
  public String estimate(String study, long work, long trials, int workers) {
    String who = workers == 1 ? "with one worker" : "with " + workers + " workers";
    return nearest(study, Math.max(1, work / trials))
        .map(base -> sentence(base, base.seconds(work) / Math.min(workers, trials), who))
        .orElse(none(study));
  }

  private static String sentence(PresetTime base, double seconds, String where) {
    return "about %s %s, from the measured time of the preset %s"
        .formatted(PresetTime.words(seconds), where, base.preset().name().toLowerCase(Locale.ROOT));
  }

  private static String none(String study) {
    return "no estimate of the time: no preset of " + study + " has been measured";
  }

  /**
   * The time of {@link #estimate(String, long)} in numbers.
   *
   * @param study its name
   * @param work its units, at least 1
   * @return seconds, or empty if there is nothing to get them from
   */
  public OptionalDouble seconds(String study, long work) {
    return nearest(study, work).stream().mapToDouble(base -> base.seconds(work)).findFirst();
  }

  /**
   * How long a preset took.
   *
   * @param study its name
   * @param preset which one
   * @return seconds; empty if it was not measured
   */
  public OptionalDouble seconds(String study, Preset preset) {
    return of(times, study, preset).stream().mapToDouble(PresetTime::seconds).findFirst();
  }

  private Optional<PresetTime> nearest(String study, long work) {
    return times.stream()
        .filter(time -> time.study().equals(study))
        .min(Comparator.comparingDouble(time -> Math.abs(Math.log((double) work / time.work()))));
  }
}
