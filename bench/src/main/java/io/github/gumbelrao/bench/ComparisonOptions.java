package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.measurement.comparison.AcceptedChanges;
import io.github.gumbelrao.bench.measurement.comparison.ComparisonRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** The options of the commands that compare results. */
final class ComparisonOptions {

  @Option(
      names = "--alpha",
      paramLabel = "P",
      defaultValue = "0.01",
      description = "chance of any false alarm in the whole comparison; default: ${DEFAULT-VALUE}")
  private double alpha;

  @Option(
      names = "--smallest",
      paramLabel = "D",
      description = "relative difference that matters, such as 0.1; default: each metric's own")
  private Double smallest;

  @Option(
      names = "--accepted",
      paramLabel = "FILE",
      description = "known changes; default: accepted.csv in the folder of the old results, if any")
  private Path accepted;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "reports/latest/comparison",
      description = "where comparison.csv and comparison.html go; default: ${DEFAULT-VALUE}")
  private Path out;

  @Option(
      names = "--today",
      paramLabel = "DAY",
      hidden = true,
      description = "the day by which accepted changes expire; default: today in UTC")
  private LocalDate today;

  /**
   * The rule.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  ComparisonRule rule() {
    return new ComparisonRule(
        alpha,
        smallest == null ? OptionalDouble.empty() : OptionalDouble.of(smallest),
        Studies.METRICS);
  }

  /** The changes accepted, of a file that was named or lies with the old results. */
  AcceptedChanges accepted(Path before) throws IOException {
    return accepted == null ? AcceptedChanges.of(before) : AcceptedChanges.read(accepted);
  }

  LocalDate today() {
    return today == null ? LocalDate.now(ZoneOffset.UTC) : today;
  }

  Path out() {
    return out;
  }
}
