package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.sweep.Shard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of a study that can search for the best settings. */
public final class SweepOptions {

  @Option(
      names = "--sweep",
      paramLabel = "SPACE",
      description =
          "search for the best settings instead: a table of the paper by its name, or a JSON file"
              + " (docs/sweeps.md); options that name settings take the place of the space's. The"
              + " same command resumes where a sweep was cut short")
  private String space;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "trials of a sweep run at once, each in a process of its own with --threads, then 1 by"
              + " default; default: as many as there are cores")
  private Integer workers;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "run trials of a sweep on an Apache Spark cluster, such as spark://host:7077 or local[2];"
              + " needs the module bench/spark (docs/clusters.md)")
  private String master;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "settings drawn at random for each cell of a sweep")
  private Integer draws;

  @Option(
      names = "--halving",
      description =
          "successive halving: try all settings on a ninth of the steps, the best third of them on"
              + " a third, the best of those in full")
  private boolean halving;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = OfShard.class,
      description = "run the I-th of N parts of a sweep; 'merge' puts them together")
  private Shard shard;

  @Option(
      names = "--time-budget",
      paramLabel = "TIME",
      converter = OfDuration.class,
      description = "start no trial after so long, such as 90s, 30m or 2h; exit code 130 then")
  private Duration budget;

  @Option(
      names = "--stall-timeout",
      paramLabel = "TIME",
      converter = OfDuration.class,
      description = "end a trial that reports no progress for so long; default: 10m")
  private Duration stall;

  @Option(
      names = "--retry-failed",
      description = "run trials of a sweep again that failed, crashed or timed out")
  private boolean retryFailed;

  @Option(
      names = "--trials-of",
      paramLabel = "DIR",
      split = ",",
      description =
          "take trials of this sweep that another has run, from the --out of that one; settings that"
              + " are searched may differ, data and code may not")
  private List<Path> trialsOf;

  @Option(names = "--sweep-worker", hidden = true)
  private boolean worker;

  @Option(names = "--merge-from", hidden = true)
  private List<Path> merged;

  /**
   * Whether a sweep is asked for.
   *
   * @return false for a single run
   */
  public boolean wanted() {
    return space != null;
  }

  /**
   * Whether this process runs trials that another asks for.
   *
   * @return true in a child process
   */
  boolean worker() {
    return worker;
  }

  String space() {
    return space;
  }

  int workersOr(int cores) {
    if (workers != null && (workers < 1 || workers > 1024)) {
      throw new IllegalArgumentException("--workers must be from 1 to 1024, got " + workers);
    }
    return workers == null ? cores : workers;
  }

  /** A cluster; empty for child processes of this machine. */
  Optional<String> master() {
    if (master != null && (workers != null || stall != null)) {
      throw new IllegalArgumentException(
          (workers != null ? "--workers" : "--stall-timeout")
              + " has no effect with --master; leave one of them out");
    }
    return Optional.ofNullable(master);
  }

  OptionalInt draws() {
    return draws == null ? OptionalInt.empty() : OptionalInt.of(draws);
  }

  boolean halving() {
    return halving;
  }

  Shard shard() {
    return shard == null ? Shard.ALL : shard;
  }

  Optional<Duration> budget() {
    return Optional.ofNullable(budget);
  }

  Duration stall() {
    return stall == null ? Duration.ofMinutes(10) : stall;
  }

  boolean retryFailed() {
    return retryFailed;
  }

  /** Folders of sweeps that have run trials of this one. */
  List<Path> trialsOf() {
    return trialsOf == null ? List.of() : trialsOf;
  }

  /** Folders of shards whose journals are put together; none for a sweep that runs trials. */
  List<Path> merged() {
    return merged == null ? List.of() : merged;
  }

  /** Reads {@code 2/8}. */
  static final class OfShard implements ITypeConverter<Shard> {
    @Override
    public Shard convert(String text) {
      try {
        return Shard.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads {@code 90s}, {@code 30m} and {@code 2h}. */
  static final class OfDuration implements ITypeConverter<Duration> {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,7})([smh])");

    @Override
    public Duration convert(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
        throw new TypeConversionException(
            "a time must be like 90s, 30m or 2h, from 1s to 9999999h, got '" + text + "'");
      }
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }
  }
}
