package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** The charts of a training run: losses over the training steps, a line an estimator. */
public final class VaeFigures {

  /** It has no error over draws. */
  private static final String ONE_DRAW = Case.of(Case.Kind.DRAWS, 1).text();

  private VaeFigures() {}

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    String draws = rows.isEmpty() ? "" : firstCase(rows);
    return Stream.of(
            figure(
                rows,
                "train_loss",
                row -> true,
                "Training loss",
                "Mean negative evidence lower bound of the minibatches since the last point, nats,"
                    + " as the estimator evaluates it. Lower is better."),
            figure(
                rows,
                "valid_loss",
                row -> row.get("case").equals(draws),
                "Validation loss",
                "Negative evidence lower bound on the validation images, nats. Lower is better."),
            figure(
                rows,
                "valid_bound",
                row -> row.get("case").equals(draws),
                "Validation bound",
                "Importance-weighted bound on the negative log-likelihood, nats, "
                    + draws
                    + " draws."
                    + (draws.equals(ONE_DRAW) ? "" : " Bars: two standard errors over draws.")))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The number of draws on the way; the bound at the end has more. */
  private static String firstCase(List<CSVRecord> rows) {
    return MeasurementRows.metric(rows, "valid_bound")
        .map(row -> row.get("case"))
        .findFirst()
        .orElse("");
  }

  private static Optional<PageModel.Figure> figure(
      List<CSVRecord> rows,
      String metric,
      Predicate<CSVRecord> wanted,
      String title,
      String caption) {
    return EstimateCharts.lines(
        title,
        caption,
        MeasurementRows.metric(rows, metric).filter(wanted).toList(),
        Axis.linear("step", "training step"),
        Axis.linear("value", metric.replace('_', ' ')),
        EstimatorColors.PALETTE);
  }
}
