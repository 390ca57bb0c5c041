package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Decimals;
import io.github.gumbelrao.bench.sweep.SweepFinding;
import io.github.gumbelrao.bench.sweep.SweepPage;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** Where a training ended, or the best of a sweep. */
final class VaeFinding {

  private VaeFinding() {}

  static String sentence(List<CSVRecord> rows) {
    if (SweepPage.isSweep(rows)) {
      return SweepFinding.sentence(rows, VaeSweep.OBJECTIVE);
    }
    return MeasurementRows.metric(rows, "test_bound")
        .reduce((before, last) -> last)
        .map(bound -> described(bound, rows))
        .orElse("");
  }

  private static String described(CSVRecord bound, List<CSVRecord> rows) {
    String who = bound.get("estimator");
    Case which = Case.parse(bound.get("case"));
    if (Double.isNaN(MeasurementRows.number(bound, "value"))) {
      return "Training by %s has no bound: it %s.".formatted(who, which.outcome());
    }
    Optional<CSVRecord> images =
        MeasurementRows.metric(rows, "test_bound_images_error").reduce((before, last) -> last);
    Estimate value = MeasurementRows.estimate(bound);
    String ofImages =
        images
            .map(
                row ->
                    "; over images %s"
                        .formatted(
                            Decimals.plusMinus(
                                new Estimate(value.value(), MeasurementRows.number(row, "value")))))
            .orElse("");
    return "After %s steps %s has a test bound of %s nats (%s%s). One training says nothing about other seeds."
        .formatted(
            bound.get("step"),
            who,
            Decimals.plusMinus(value),
            which.variant() + " draws",
            ofImages);
  }
}
