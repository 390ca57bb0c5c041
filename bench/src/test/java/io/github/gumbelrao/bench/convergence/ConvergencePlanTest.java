package io.github.gumbelrao.bench.convergence;

import static io.github.gumbelrao.bench.convergence.TinyConvergence.PLAN;
import static io.github.gumbelrao.bench.convergence.TinyConvergence.THRESHOLDS;
import static io.github.gumbelrao.bench.convergence.TinyConvergence.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is trained for a study of convergence, before anything is. */
class ConvergencePlanTest {

  /** Two runs, each of as much as a number holds: their sum is not below 0. */
  @Test
  void workThatNoNumberHoldsIsTheLongestOfAll() {
    int most = Integer.MAX_VALUE;
    TrainingSettings settings =
        new TrainingSettings(
            new VaeSettings(4, 4, 240),
            "st-gs",
            TemperatureSchedule.constant(0.5),
            20,
            new Momentum(0.005, 0.9, 0),
            most,
            3);
    RepeatedTrainingPlan plan =
        new RepeatedTrainingPlan(
            List.of(4),
            List.of("st-gs"),
            List.of(0.5),
            2,
            THRESHOLDS,
            new TrainingPlan(settings, 1, most, 1));
    assertThat(ConvergenceRun.work(plan, 20_000)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> plan(List.of("st-gs", "st-gs"), 0.5))
        .hasMessage("estimators must not repeat a value, got [st-gs, st-gs]");
    assertThatThrownBy(() -> plan(List.of("reinmax"), 0.5))
        .hasMessage("temperature of reinmax must be >= 1.0, got 0.5");
    assertThatThrownBy(() -> with(0, THRESHOLDS)).hasMessage("seeds must be >= 1, got 0");
    assertThatThrownBy(() -> with(1, List.of()))
        .hasMessage("thresholds.size() must be >= 1, got 0");
    assertThatThrownBy(() -> with(1, List.of(-1.0)))
        .hasMessage("threshold must be finite and > 0, got -1.0");
  }

  private static RepeatedTrainingPlan with(int seeds, List<Double> thresholds) {
    return new RepeatedTrainingPlan(
        List.of(4), List.of("st-gs"), List.of(0.5), seeds, thresholds, PLAN.training());
  }

  @Test
  void describesEveryRun() {
    assertThat(plan(List.of("reinforce", "st-gs"), 0.5, 1).describe())
        .containsExactly(
            "arity 4, reinforce, seed 3",
            "arity 4, reinforce, seed 4",
            "arity 4, st-gs, temperature 0.5, seed 3",
            "arity 4, st-gs, temperature 0.5, seed 4",
            "arity 4, st-gs, temperature 1.0, seed 3",
            "arity 4, st-gs, temperature 1.0, seed 4");
  }
}
