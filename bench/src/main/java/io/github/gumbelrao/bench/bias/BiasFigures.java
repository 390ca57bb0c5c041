package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** The charts of the bias study: errors over the temperature, a line an estimator. */
public final class BiasFigures {

  private BiasFigures() {}

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    List<String> steps = rows.stream().map(row -> row.get("step")).distinct().toList();
    return steps.stream()
        .flatMap(
            step ->
                of(
                    rows.stream().filter(row -> row.get("step").equals(step)).toList(),
                    steps.size() < 2 ? "" : " at step " + step))
        .toList();
  }

  private static Stream<PageModel.Figure> of(List<CSVRecord> rows, String where) {
    return Stream.of(
            figure(
                rows,
                "mse",
                "Mean squared error" + where,
                "Mean squared distance of one gradient from the reference at its minibatch:"
                    + " variance plus squared bias, nats squared, on a logarithmic axis. Lower is"
                    + " better. Bars: two standard errors."),
            figure(
                rows,
                "squared_bias",
                "Squared bias" + where,
                "Squared distance of the mean gradient from the reference, less what noise adds to"
                    + " it, averaged over minibatches. Negative numbers have no place on this axis."
                    + " Bars: two standard errors."),
            figure(
                rows,
                "variance_within",
                "Variance within a minibatch" + where,
                "Trace of the covariance of the gradient over draws, nats squared."
                    + " Bars: two standard errors."))
        .flatMap(Optional::stream);
  }

  private static Optional<PageModel.Figure> figure(
      List<CSVRecord> rows, String metric, String title, String caption) {
    return EstimateCharts.lines(
        title,
        caption,
        MeasurementRows.metric(rows, metric).toList(),
        Axis.linear("temperature", "temperature"),
        Axis.logarithmic("value", metric.replace('_', ' ')),
        EstimatorColors.PALETTE);
  }
}
