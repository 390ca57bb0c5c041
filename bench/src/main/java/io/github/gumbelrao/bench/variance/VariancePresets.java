package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import java.util.List;

/** The variance study in three sizes: the only place where its defaults are written. */
public final class VariancePresets {

  private static final long SEED = 1;
  private static final List<Double> TEMPERATURES = List.of(0.5);

  private VariancePresets() {}

  /**
   * The settings of a preset.
   *
   * @param preset how large
   * @return the plan
   */
  public static TrajectoryPlan of(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new TrajectoryPlan(
              List.of(16),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gs"),
              TEMPERATURES,
              new TrajectoryPlan.ModelSize(48, 64),
              TrajectoryPlan.Trajectory.ofPaper(List.of(0, 100, 200, 300, 400, 500)),
              new TrajectoryPlan.Sampling(20, 20, 20),
              SEED);
      case STANDARD ->
          new TrajectoryPlan(
              List.of(2, 16),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gs"),
              TEMPERATURES,
              new TrajectoryPlan.ModelSize(240, 240),
              TrajectoryPlan.Trajectory.ofPaper(List.of(500, 2000)),
              new TrajectoryPlan.Sampling(20, 40, 20),
              SEED);
      case PAPER ->
          new TrajectoryPlan(
              List.of(2, 4, 8, 16),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gr-mc1000", "gs"),
              TEMPERATURES,
              new TrajectoryPlan.ModelSize(240, 240),
              TrajectoryPlan.Trajectory.ofPaper(
                  List.of(1000, 5000, 10_000, 20_000, 30_000, 40_000, 50_000)),
              new TrajectoryPlan.Sampling(20, 5000, 100),
              SEED);
    };
  }
}
