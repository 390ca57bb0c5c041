package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** The charts of the ListOps study. */
public final class ListOpsFigures {

  private ListOpsFigures() {}

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    return Stream.of(
            dots(
                rows,
                "test_accuracy",
                "Test accuracy",
                "Share of right values at the epoch of the best validation accuracy; a dot a seed."
                    + " Bars: two standard errors of the test set's sampling."),
            dots(
                rows,
                "parse_f1",
                "Trees",
                "Unlabeled F1 against the gold trees, roots not counted; a dot a seed."),
            lines(
                rows,
                "valid_accuracy",
                "Validation accuracy",
                "Share of right values after each epoch; a dot a seed."),
            lines(
                rows,
                "zero_gradient_trees",
                "Trees without a gradient",
                "Share of training sentences through whose tree no gradient came at all."))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<PageModel.Figure> dots(
      List<CSVRecord> rows, String metric, String title, String caption) {
    return EstimateCharts.dots(
        title,
        caption,
        MeasurementRows.metric(rows, metric).toList(),
        Axis.linear("value", metric.replace('_', ' ')),
        EstimatorColors.PALETTE);
  }

  private static Optional<PageModel.Figure> lines(
      List<CSVRecord> rows, String metric, String title, String caption) {
    return EstimateCharts.lines(
        title,
        caption,
        MeasurementRows.metric(rows, metric).toList(),
        Axis.linear("step", "epoch"),
        Axis.linear("value", metric.replace('_', ' ')),
        EstimatorColors.PALETTE);
  }
}
