package io.github.gumbelrao.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Trajectory;
import io.github.gumbelrao.bench.variance.VarianceStudy;
import io.github.gumbelrao.core.training.Momentum;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrajectoryPlanTest {

  private static final Momentum MOMENTUM = new Momentum(0.1, 0, 0);

  @Test
  void everyEstimatorMeetsEveryTemperatureItUses() {
    TrajectoryPlan plan = TinyPlan.plan(List.of("reinforce", "st-gs"), 4, 4);
    assertThat(plan.cells())
        .containsExactly(
            new Cell("reinforce", OptionalDouble.empty()),
            new Cell("st-gs", OptionalDouble.of(1)),
            new Cell("st-gs", OptionalDouble.of(0.5)));
  }

  @Test
  void checkpointsAreSortedAndNamedOnce() {
    Trajectory trajectory = new Trajectory("st", 1, MOMENTUM, List.of(5, 0, 2));
    assertThat(trajectory.checkpoints()).containsExactly(0, 2, 5);
    assertThat(trajectory.steps()).isEqualTo(5);
    assertThatThrownBy(() -> new Trajectory("st", 1, MOMENTUM, List.of(5, 0, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("checkpoints must not repeat a value, got [5, 0, 5]");
  }

  @Test
  void needsACheckpoint() {
    assertThatThrownBy(() -> new Trajectory("st", 1, MOMENTUM, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("checkpoints.size() must be >= 1, got 0");
  }

  @Test
  void needsAnEstimator() {
    assertThatThrownBy(() -> TinyPlan.plan(List.of(), 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("estimators.size() must be >= 1, got 0");
  }

  @Test
  void keepsNoHoldOfItsLists() {
    List<String> estimators = new ArrayList<>(List.of("st"));
    TrajectoryPlan plan = TinyPlan.plan(estimators, 4, 4);
    estimators.add("gs");
    assertThat(plan.estimators()).containsExactly("st");
  }

  @ParameterizedTest
  @EnumSource
  void everyPresetIsAPlan(Preset preset) {
    assertThat(VarianceStudy.plan(preset).work()).isPositive();
  }

  /** Appendix D.2: 5,000 minibatches of 20 images, 100 draws each, 240 bits. */
  @Test
  void thePapersPresetIsThePapersProtocol() {
    TrajectoryPlan paper = VarianceStudy.plan(Preset.PAPER);
    assertThat(paper.sampling()).isEqualTo(new TrajectoryPlan.Sampling(20, 5000, 100));
    assertThat(paper.size()).isEqualTo(new TrajectoryPlan.ModelSize(240, 240));
    assertThat(paper.arities()).containsExactly(2, 4, 8, 16);
    assertThat(paper.trajectory().steps()).isEqualTo(50_000);
  }
}
