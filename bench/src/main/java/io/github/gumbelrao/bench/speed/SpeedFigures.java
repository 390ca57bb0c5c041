package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** Times as ratios to st-gs: first what they buy. */
public final class SpeedFigures {

  private SpeedFigures() {}

  private static final String HOW =
      " As a ratio to that of st-gs at the same shape, the dashed line, on a logarithmic axis. Less"
          + " is better. Times compare within one run only.";

  private static final String TIME = "Time of one run." + HOW;

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    return Stream.of(
            AveragingFigure.of(part(rows, false)),
            figure(
                rows,
                "time_to_variance_ratio",
                "Time to a variance",
                "Time to bring the variance of the gradient within a minibatch down to that of one"
                    + " draw by st-gs, by averaging draws: the time of a training step times the"
                    + " ratio of the variances."
                    + HOW
                    + " Bars: two standard errors. Some estimators buy their little variance with"
                    + " bias."),
            figure(
                rows,
                "time_to_loss_ratio",
                "Time to a validation loss",
                "Training steps to the loss times the time of a step. Estimators of which a run"
                    + " did not reach it are not drawn."
                    + HOW
                    + " Bars: two standard errors."),
            figure(part(rows, false), "time_ratio", "Time, shortest run", TIME),
            figure(rows, "time_median_ratio", "Time, median run", TIME),
            figure(part(rows, true), "time_ratio", "Time by JMH, mean over its iterations", TIME))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<CSVRecord> part(List<CSVRecord> rows, boolean jmh) {
    return rows.stream()
        .filter(row -> Case.parse(row.get("case")).get(Case.Kind.TIMED).equals(JmhRows.CASE) == jmh)
        .toList();
  }

  private static Optional<PageModel.Figure> figure(
      List<CSVRecord> rows, String metric, String title, String caption) {
    return EstimateCharts.bars(
        title,
        caption,
        MeasurementRows.metric(rows, metric).toList(),
        Axis.logarithmic("value", "time, as a ratio to st-gs").withReference(1),
        EstimatorColors.PALETTE);
  }
}
