package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Study;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Iterations to each validation loss, over several runs: figure 2c. */
public final class ConvergenceStudy implements Study {

  @Override
  public String name() {
    return ConvergenceRun.NAME;
  }

  @Override
  public String summary() {
    return "iterations to each validation loss, over several runs (fig. 2c)";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.lower("valid_loss", "nats", 0.02),
        Metric.lower("iterations_to_threshold", "iterations", Metric.USUAL_CHANGE).orUndefined(),
        Metric.lower("restricted_mean_iterations", "iterations", Metric.USUAL_CHANGE),
        Metric.notCompared(
                "median_iterations", "iterations", "of few runs, and in steps of the curve")
            .orUndefined(),
        Metric.notCompared("runs_reached", "runs", "part of restricted_mean_iterations"),
        Metric.notCompared("runs_not_reached", "runs", "part of restricted_mean_iterations"));
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return ConvergenceFigures.of(rows);
  }

  @Override
  public Object command(Pages pages) {
    return new ConvergenceCommand(this, pages);
  }
}
