package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Study;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Times of draws, gradients and training steps, and what they buy. */
public final class SpeedStudy implements Study {

  private static final String WITHIN_ONE_RUN = "times compare within one run only";

  @Override
  public String name() {
    return SpeedRun.NAME;
  }

  @Override
  public String summary() {
    return "time of a draw with its gradient and of a training step, against st-gs";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.lower("time_ratio", "", 0.25),
        Metric.lower("time_to_variance_ratio", "", 0.25),
        Metric.lower("time_to_loss_ratio", "", 0.25).orUndefined(),
        Metric.lower("variance_ratio", "", Metric.USUAL_CHANGE),
        Metric.lower("iterations_to_threshold", "iterations", Metric.USUAL_CHANGE).orUndefined(),
        Metric.lower("valid_loss", "nats", 0.02),
        Metric.notCompared("time_ms", "ms", WITHIN_ONE_RUN),
        Metric.notCompared("time_median_ms", "ms", WITHIN_ONE_RUN),
        Metric.notCompared("time_to_variance_ms", "ms", WITHIN_ONE_RUN),
        Metric.notCompared("time_to_loss_ms", "ms", WITHIN_ONE_RUN).orUndefined(),
        Metric.notCompared("time_median_ratio", "", "the runs of time_ratio, less exactly"),
        Metric.notCompared("runs_not_reached", "runs", "part of iterations_to_threshold"));
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return SpeedFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return SpeedFigures.of(rows);
  }

  @Override
  public boolean measuresTimes() {
    return true;
  }

  @Override
  public Object command(Pages pages) {
    return new SpeedCommand(this, pages);
  }
}
