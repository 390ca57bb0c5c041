package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Iterations to each validation loss, over several runs: figure 2c. */
public final class ConvergenceStudy implements Study {

  private static final double TEMPERATURE = 0.5;
  private static final int ARITY = 16;

  /** The small model bears larger steps, and then tells the estimators apart within a minute. */
  private static final Momentum SMALL_MODEL = new Momentum(0.004, 0.9, 0);

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
  public String finding(List<CSVRecord> rows) {
    return ConvergenceFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return ConvergenceFigures.of(rows);
  }

  /**
   * The settings of a preset: the only place where they are written.
   *
   * @param preset how large
   * @return the plan
   */
  public static RepeatedTrainingPlan plan(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new RepeatedTrainingPlan(
              List.of(ARITY),
              List.of("st", "st-gs", "gr-mc10", "gr", "gs"),
              List.of(TEMPERATURE),
              3,
              List.of(180.0, 175.0, 170.0, 165.0),
              training(new VaeSettings(ARITY, 48, 64), SMALL_MODEL, 1200, 50));
      case STANDARD ->
          new RepeatedTrainingPlan(
              List.of(ARITY),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gr"),
              List.of(TEMPERATURE),
              3,
              List.of(180.0, 170.0, 165.0, 160.0),
              training(
                  ModelSize.USUAL.settings(ARITY), TrainingSettings.PAPER_OPTIMIZER, 1500, 50));
      case PAPER ->
          new RepeatedTrainingPlan(
              List.of(2, 4, 8, ARITY),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gr-mc1000", "gr", "gs"),
              List.of(TEMPERATURE),
              5,
              List.of(130.0, 125.0, 120.0, 115.0, 110.0),
              training(
                  VaeSettings.paper(ARITY),
                  TrainingSettings.PAPER_OPTIMIZER,
                  TrainingSettings.PAPER_STEPS,
                  250));
    };
  }

  private static TrainingPlan training(VaeSettings model, Momentum momentum, int steps, int every) {
    TrainingSettings settings =
        new TrainingSettings(
            model,
            EstimatorNames.REFERENCE,
            TemperatureSchedule.constant(TEMPERATURE),
            TrainingSettings.PAPER_BATCH_SIZE,
            momentum,
            steps,
            1);
    return new TrainingPlan(settings, every, 1, every);
  }

  @Override
  public Object command(Pages pages) {
    return new ConvergenceCommand(this, pages);
  }
}
