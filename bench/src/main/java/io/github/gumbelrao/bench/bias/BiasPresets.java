package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bias study in three sizes: the only place where its own defaults are written. Models are
 * trained as in the variance study.
 */
public final class BiasPresets {

  private static final long SEED = 1;
  private static final int REFERENCE_PASSES = 20;
  private static final int PAPER_REFERENCE_PASSES = 100;

  private BiasPresets() {}

  /**
   * The settings of a preset; the reference is the best there is for its model.
   *
   * @param preset how large
   * @return the plan
   */
  public static BiasPlan of(Preset preset) {
    TrajectoryPlan measured = measured(preset);
    int passes = preset == Preset.PAPER ? PAPER_REFERENCE_PASSES : REFERENCE_PASSES;
    return new BiasPlan(measured, BiasPlan.Reference.of(measured.size()), passes);
  }

  private static TrajectoryPlan measured(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new TrajectoryPlan(
              List.of(4),
              List.of("reinforce", "gs", "st", "st-gs", "gr-mc10", "gr-mc100"),
              List.of(0.1, 0.3, 0.5, 0.7, 1.0),
              new TrajectoryPlan.ModelSize(6, 64),
              TrajectoryPlan.Trajectory.ofPaper(List.of(300)),
              new TrajectoryPlan.Sampling(20, 20, 100),
              SEED);
      case STANDARD ->
          new TrajectoryPlan(
              List.of(16),
              List.of("gs", "st", "st-gs", "gr-mc10", "gr-mc100"),
              List.of(0.1, 0.3, 0.5, 0.7, 1.0),
              new TrajectoryPlan.ModelSize(240, 240),
              TrajectoryPlan.Trajectory.ofPaper(List.of(2000)),
              new TrajectoryPlan.Sampling(20, 40, 20),
              SEED);
      case PAPER ->
          new TrajectoryPlan(
              List.of(2, 4, 8, 16),
              List.of("gs", "st", "st-gs", "gr-mc10", "gr-mc100", "gr-mc1000"),
              IntStream.rangeClosed(1, 10).mapToObj(tenths -> tenths / 10.0).toList(),
              new TrajectoryPlan.ModelSize(240, 240),
              TrajectoryPlan.Trajectory.ofPaper(List.of(1000, 10_000, 50_000)),
              new TrajectoryPlan.Sampling(20, 5000, 100),
              SEED);
    };
  }
}
