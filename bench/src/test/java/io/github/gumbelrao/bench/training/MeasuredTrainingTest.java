package io.github.gumbelrao.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.TwoLevelVariance;
import io.github.gumbelrao.bench.study.OrderedTasks;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.testing.Budget;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.core.estimator.Estimators;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MeasuredTrainingTest {

  private static final int MINIBATCHES = 200;
  private static final int PASSES = 8;

  /** Numbers of one pass of gr-mc2: 5 images, 2 variables of arity 4, 2 samples. */
  private static final long ONE_PASS = 5 * 2 * 4 * 2;

  private static final TrajectoryPlan PLAN = TinyPlan.plan(List.of("gr-mc2"), MINIBATCHES, PASSES);
  private static final Cell CELL = PLAN.cells().get(1);

  private static MeasuredTraining start(TrajectoryPlan plan, long mostNumbers) {
    return MeasuredTraining.start(
        "variance", plan, 4, TinyPlan.DATA, TinyPlan.SESSION, Estimators::named, mostNumbers);
  }

  private static TwoLevelVariance measure(TrajectoryPlan plan, long mostNumbers) {
    try (MeasuredTraining trajectory = start(plan, mostNumbers)) {
      return measure(trajectory, 2, () -> {});
    }
  }

  private static TwoLevelVariance measure(
      MeasuredTraining trajectory, int workers, Runnable afterMinibatch) {
    try (OrderedTasks threads = OrderedTasks.of(workers)) {
      return trajectory.measure(CELL, threads, afterMinibatch);
    }
  }

  private static double distance(Estimate a, Estimate b) {
    return Math.abs(a.value() - b.value()) / Math.hypot(a.standardError(), b.standardError());
  }

  /**
   * Runs of one, four and eight passes see the same minibatches and other draws. If the runs of a
   * minibatch repeated one another's draws, 4/7 or none of the variance would be left.
   */
  @Test
  @Tag("statistical")
  void passesInSeveralRunsGiveTheSameSummaryUpToNoise() {
    TwoLevelVariance whole = measure(PLAN, 8 * ONE_PASS);
    assertThat(measure(PLAN, Long.MAX_VALUE / 8).withins()).isEqualTo(whole.withins());
    for (long passes : new long[] {4, 1}) {
      TwoLevelVariance split = measure(PLAN, passes * ONE_PASS);
      assertThat(split.withins()).isNotEqualTo(whole.withins()).hasSize(MINIBATCHES);
      assertThat(distance(split.within(), whole.within())).isLessThan(Budget.Z);
      assertThat(distance(split.between(), whole.between())).isLessThan(Budget.Z);
      assertThat(distance(split.loss(), whole.loss())).isLessThan(Budget.Z);
    }
    // Negative control: half the variance would be noticed.
    Estimate half = new Estimate(whole.within().value() / 2, whole.within().standardError());
    assertThat(distance(half, whole.within())).isGreaterThan(Budget.Z);
  }

  @Test
  void severalMinibatchesAtOnceGiveTheSameNumbers() {
    TrajectoryPlan few = TinyPlan.plan(List.of("gr-mc2"), 7, PASSES);
    try (MeasuredTraining trajectory = start(few, Long.MAX_VALUE / 8)) {
      TwoLevelVariance one = measure(trajectory, 1, () -> {});
      TwoLevelVariance three = measure(trajectory, 3, () -> {});
      assertThat(three.withins()).isEqualTo(one.withins()).hasSize(7);
      assertThat(three.between()).isEqualTo(one.between());
      assertThat(three.loss()).isEqualTo(one.loss());
      List<Integer> reported = new ArrayList<>();
      measure(trajectory, 10, () -> reported.add(reported.size()));
      assertThat(reported).hasSize(7);
    }
  }

  /** Minibatches of one size are the same every time, those of another size are others. */
  @Test
  void minibatchesOfASizeOfTheirOwnDependOnTheSizeAlone() {
    TrajectoryPlan few = TinyPlan.plan(List.of("gr-mc2"), 4, PASSES);
    try (MeasuredTraining trajectory = start(few, Long.MAX_VALUE)) {
      double[] single = trajectory.withins(CELL, 1);
      assertThat(single).hasSize(4).doesNotHaveDuplicates();
      assertThat(trajectory.withins(CELL, 1)).isEqualTo(single);
      assertThat(trajectory.withins(CELL, 5)).hasSize(4).doesNotContain(single);
    }
  }

  /** A bound between two divisors gives the smaller: a bound of 7 passes gives runs of 4. */
  @Test
  void runsAreAsLargeAsTheBoundAllows() {
    TrajectoryPlan few = TinyPlan.plan(List.of("gr-mc2"), 4, PASSES);
    double[] four = measure(few, 4 * ONE_PASS).withins();
    assertThat(measure(few, 8 * ONE_PASS - 1).withins()).isEqualTo(four);
    double[] one = measure(few, ONE_PASS).withins();
    assertThat(measure(few, 2 * ONE_PASS - 1).withins()).isEqualTo(one).isNotEqualTo(four);
    // Not even one pass fits: it has to run all the same.
    assertThat(measure(few, 1).withins()).isEqualTo(one);
  }

  /** A step of so small a model is 0.07 units of work, and all of them are rounded together. */
  @Test
  void trainsToATargetAndReportsEveryStepOnce() {
    List<String> reports = new ArrayList<>();
    try (MeasuredTraining trajectory = start(PLAN, Long.MAX_VALUE / 8)) {
      Progress progress = (units, stage) -> reports.add(units + " " + stage);
      trajectory.trainTo(0, progress);
      trajectory.trainTo(3, progress);
      trajectory.trainTo(45, progress);
      trajectory.trainTo(45, progress);
      assertThat(trajectory.step()).isEqualTo(45);
    }
    assertThat(reports)
        .containsExactly(
            "0 training, step 3",
            "1 training, step 20",
            "2 training, step 40",
            "0 training, step 45");
  }

  @Test
  void measuringDoesNotTrain() {
    TrajectoryPlan few = TinyPlan.plan(List.of("gr-mc2"), 4, PASSES);
    try (MeasuredTraining trajectory = start(few, Long.MAX_VALUE / 8)) {
      double[] first = measure(trajectory, 2, () -> {}).withins();
      assertThat(measure(trajectory, 2, () -> {}).withins()).isEqualTo(first);
      trajectory.trainTo(1, (units, stage) -> {});
      assertThat(measure(trajectory, 2, () -> {}).withins()).isNotEqualTo(first);
    }
  }
}
