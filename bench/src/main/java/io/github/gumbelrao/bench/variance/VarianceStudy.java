package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.Metric.Groups;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Sampling;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Trajectory;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Variance of the gradient along a training trajectory: figures 2a and 3. */
public final class VarianceStudy implements Study {

  @Override
  public String name() {
    return VarianceRun.NAME;
  }

  @Override
  public String summary() {
    return "variance of the gradient within and between minibatches (fig. 2a, 3)";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.lower("variance_within", "nats^2", Metric.USUAL_CHANGE),
        Metric.neither("variance_between", "nats^2", Metric.USUAL_CHANGE)
            .withErrorOver(Groups.JACKKNIFE),
        Metric.lower("variance_ratio", "", Metric.USUAL_CHANGE),
        Metric.lower("variance_ratio_to_gr", "", Metric.USUAL_CHANGE),
        Metric.neither("gradient_norm", "nats", Metric.USUAL_CHANGE)
            .withErrorOver(Groups.JACKKNIFE),
        Metric.lower("train_loss", "nats", 0.02));
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return VarianceFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return VarianceFigures.of(rows);
  }

  /**
   * The settings of a preset: the only place where they are written.
   *
   * @param preset how large
   * @return the plan
   */
  public static TrajectoryPlan plan(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new TrajectoryPlan(
              List.of(16),
              List.of("st", "st-gs", "gr-mc10", "gr", "gs"),
              List.of(0.5),
              new ModelSize(48, 64),
              Trajectory.ofPaper(List.of(0, 100, 200, 300, 400, 500)),
              new Sampling(20, 20, 20),
              1);
      case STANDARD ->
          new TrajectoryPlan(
              List.of(2, 16),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gr", "gs"),
              List.of(0.5),
              ModelSize.USUAL,
              Trajectory.ofPaper(List.of(500, 2000)),
              new Sampling(20, 40, 20),
              1);
      case PAPER ->
          new TrajectoryPlan(
              List.of(2, 4, 8, 16),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gr-mc1000", "gr", "gs"),
              List.of(0.5),
              ModelSize.USUAL,
              Trajectory.ofPaper(List.of(1000, 5000, 10_000, 20_000, 30_000, 40_000, 50_000)),
              new Sampling(20, 5000, 100),
              1);
    };
  }

  @Override
  public Object command(Pages pages) {
    return new VarianceCommand(this, pages);
  }
}
