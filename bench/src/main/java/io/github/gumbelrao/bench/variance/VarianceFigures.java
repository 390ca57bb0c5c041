package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** The charts of the variance study: a metric over the training steps, a line an estimator. */
public final class VarianceFigures {

  private VarianceFigures() {}

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    return Stream.of(
            figure(
                rows,
                "variance_within",
                "Variance within a minibatch",
                "Trace of the covariance of the inference network's gradient over draws, nats"
                    + " squared, on a logarithmic axis. Lower is better."
                    + " Bars: two standard errors."),
            figure(
                rows,
                "variance_between",
                "Variance between minibatches",
                "Trace of the covariance of the gradient's expectation over minibatches, nats"
                    + " squared: what averaging over draws cannot remove."))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<PageModel.Figure> figure(
      List<CSVRecord> rows, String metric, String title, String caption) {
    return EstimateCharts.lines(
        title,
        caption,
        MeasurementRows.metric(rows, metric).toList(),
        Axis.linear("step", "training step"),
        Axis.logarithmic("value", metric.replace('_', ' ')),
        EstimatorColors.PALETTE);
  }
}
