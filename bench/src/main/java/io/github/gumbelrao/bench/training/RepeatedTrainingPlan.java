package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Everything a convergence study depends on besides the data and the machine.
 *
 * @param arities categories of a latent variable
 * @param estimators names of the estimators that train
 * @param temperatures at which they train
 * @param seeds number of runs of each, at least 1
 * @param thresholds validation losses, nats
 * @param training what the runs have in common. Its estimator, arity and temperature stand for
 *     those above; its seed is that of the first run, and the others follow it
 */
public record RepeatedTrainingPlan(
    List<Integer> arities,
    List<String> estimators,
    List<Double> temperatures,
    @Setting("runs of each estimator: --seed and its followers") int seeds,
    List<Double> thresholds,
    TrainingPlan training)
    implements Plan {

  /** Copies the lists and checks every component. */
  public RepeatedTrainingPlan {
    arities = Checks.distinct("arities", arities);
    estimators = Checks.distinct("estimators", estimators);
    temperatures = Checks.distinct("temperatures", temperatures);
    Checks.atLeast("seeds", seeds, 1);
    thresholds = thresholds(thresholds);
    for (int arity : arities) {
      for (Cell cell : TrajectoryPlan.cells(estimators, temperatures)) {
        training(training, new Group(arity, cell), 0);
      }
    }
  }

  /**
   * Checks validation losses to reach.
   *
   * @param thresholds nats
   * @return a copy
   * @throws IllegalArgumentException if there is none, one repeats or one is not above 0
   */
  public static List<Double> thresholds(List<Double> thresholds) {
    thresholds.forEach(threshold -> Checks.positive("threshold", threshold));
    return Checks.distinct("thresholds", thresholds);
  }

  /**
   * Runs that differ in their seed alone.
   *
   * @param arity categories of a latent variable
   * @param cell estimator and temperature
   */
  public record Group(int arity, Cell cell) {

    /** The group in words. */
    String label() {
      String temperature =
          cell.temperature().isPresent() ? ", temperature " + cell.temperature().getAsDouble() : "";
      return "arity " + arity + ", " + cell.name() + temperature;
    }
  }

  /** Every group, in the order of the results. */
  public List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (int arity : arities) {
      TrajectoryPlan.cells(estimators, temperatures)
          .forEach(cell -> groups.add(new Group(arity, cell)));
    }
    return groups;
  }

  /** The runs of a group, by their seeds. */
  public List<TrainingPlan> runs(Group group) {
    return IntStream.range(0, seeds).mapToObj(i -> training(training, group, i)).toList();
  }

  /** The first run of a group. */
  public TrainingPlan first(Group group) {
    return training(training, group, 0);
  }

  private static TrainingPlan training(TrainingPlan common, Group group, int run) {
    TrainingSettings of = common.settings();
    VaeSettings model = of.model();
    TemperatureSchedule.Kind kind = of.temperature().kind();
    double start = group.cell().temperatureOrOne();
    boolean annealed = kind == TemperatureSchedule.Kind.EXPONENTIAL;
    TrainingSettings settings =
        new TrainingSettings(
            new VaeSettings(group.arity(), model.latentBits(), model.hidden(), model.kl()),
            group.cell().name(),
            new TemperatureSchedule(kind, start, annealed ? of.temperature().end() : start),
            of.batchSize(),
            of.optimizer(),
            of.steps(),
            of.seed() + run);
    return new TrainingPlan(
        settings, common.validateEvery(), common.validSamples(), common.checkpointEvery());
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = PlanSettings.of(this, Map.of());
    settings.keySet().removeAll(List.of("arity", "estimator", "temperature"));
    if (training.settings().temperature().kind() != TemperatureSchedule.Kind.EXPONENTIAL) {
      settings.remove("final_temperature");
    }
    return settings;
  }

  /**
   * The runs, one line each, for a dry run.
   *
   * @return lines in the order of the results
   */
  public List<String> describe() {
    return groups().stream()
        .flatMap(
            group ->
                runs(group).stream().map(run -> group.label() + ", seed " + run.settings().seed()))
        .toList();
  }

  /**
   * Checks that it fits into memory.
   *
   * @return the same
   * @throws IllegalArgumentException if it cannot
   */
  public RepeatedTrainingPlan fitting() {
    VaeSettings model = training.settings().model();
    for (int arity : arities) {
      MemoryLimit.vae(
          new VaeSettings(arity, model.latentBits(), model.hidden()),
          training.settings().batchSize());
    }
    return this;
  }
}
