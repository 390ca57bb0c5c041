package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.study.Compared;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** What the Gumbel-Rao estimator costs relative to st-gs, and what it buys. */
final class SpeedFinding {

  private SpeedFinding() {}

  static String sentence(List<CSVRecord> rows) {
    Compared draw = Compared.of(part(rows, "draw|" + JmhRows.CASE, "time_ratio"));
    Compared step = Compared.of(part(rows, "training-step", "time_ratio"));
    Compared variance = Compared.of(part(rows, "", "time_to_variance_ratio"));
    String found =
        Stream.of(
                draw.ratios("time for a draw with its gradient"),
                exact(rows).ratios("time for a draw"),
                step.ratios("time for a training step"),
                variance.ratios("time to the same variance"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return found.isEmpty() ? draw.nothing() : draw.estimator() + " takes " + found + ".";
  }

  /** The conditional expectation itself next to its sampler of the fewest draws. */
  private static Compared exact(List<CSVRecord> rows) {
    List<CSVRecord> draws = part(rows, "draw|" + JmhRows.CASE, "time_ratio");
    String sampler =
        draws.stream()
            .filter(row -> row.get("estimator").startsWith("gr-mc"))
            .min(Comparator.comparingDouble(row -> MeasurementRows.number(row, "samples")))
            .map(row -> row.get("estimator"))
            .orElse("");
    return Compared.of(draws, "gr", sampler);
  }

  private static List<CSVRecord> part(List<CSVRecord> rows, String timed, String metric) {
    return MeasurementRows.metric(rows, metric)
        .filter(row -> Case.parse(row.get("case")).get(Case.Kind.TIMED).matches(timed))
        .toList();
  }
}
