package io.github.gumbelrao.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** The charts of the variance study: a metric over the training steps, a line an estimator. */
final class VarianceFigures implements StudyFigures {

  @Override
  public List<ReportModel.Figure> of(List<CSVRecord> rows) {
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

  private static Optional<ReportModel.Figure> figure(
      List<CSVRecord> rows, String metric, String title, String caption) {
    return EstimateCharts.lines(
        title,
        caption,
        MeasurementRows.metric(rows, metric).toList(),
        Axis.linear("step", "training step"),
        Axis.logarithmic("value", metric.replace('_', ' ')));
  }
}
