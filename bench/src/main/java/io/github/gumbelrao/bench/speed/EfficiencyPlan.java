package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How is measured what the time of an estimator buys: less variance, and a lower loss.
 *
 * @param arities categories of a latent variable
 * @param size of the model
 * @param temperature of the estimators; one that refuses it is taken at the least it accepts
 * @param sampling of the variance
 * @param training to the loss
 */
public record EfficiencyPlan(
    List<Integer> arities,
    ModelSize size,
    @Setting(
            label = "T",
            value =
                "at which variances and losses are measured, or the least that an estimator accepts")
        double temperature,
    Sampling sampling,
    Training training) {

  /** Copies the list and checks every component. */
  public EfficiencyPlan {
    arities = Checks.distinct("arities", arities);
    arities.forEach(size::settings);
    Checks.positive("temperature", temperature);
  }

  /**
   * How much is measured of the variance.
   *
   * @param step training steps by the reference before, at least 0
   * @param minibatches at least 4
   * @param passes independent draws at each minibatch, at least 2
   */
  public record Sampling(
      int step,
      @Setting("minibatches that the variance is measured at, at least 4") int minibatches,
      int passes) {

    /** Checks every component. */
    public Sampling {
      Checks.atLeast("step", step, 0);
      Checks.atLeast("minibatches", minibatches, 4);
      Checks.atLeast("passes", passes, 2);
    }
  }

  /**
   * How each estimator trains.
   *
   * @param momentum how parameters are updated
   * @param steps that it may take, at least 1
   * @param validateEvery steps between two looks at the validation loss, at least 1
   * @param seeds runs of each estimator, at least 1
   * @param threshold validation loss to reach, nats
   */
  public record Training(
      Momentum momentum,
      @Setting("parameter updates that it may take to reach it") int steps,
      int validateEvery,
      @Setting("runs of training by each estimator: --seed and its followers") int seeds,
      @Setting("validation loss to reach in training, nats") double threshold) {

    /** Checks every component. */
    public Training {
      Checks.atLeast("steps", steps, 1);
      Checks.atLeast("validateEvery", validateEvery, 1);
      Checks.atLeast("seeds", seeds, 1);
      Checks.positive("threshold", threshold);
    }
  }

  /**
   * Refuses estimators that cannot be taken at the temperature.
   *
   * @param estimators by their names
   * @throws IllegalArgumentException if one refuses it although it is not too low for it
   */
  void check(List<String> estimators) {
    groups(estimators)
        .forEach(
            (own, names) ->
                names.forEach(
                    name -> TrajectoryPlan.checkTemperature(Estimators.named(name), own)));
  }

  /** Whether its training steps are those of the model of the usual size. */
  boolean ofPaper() {
    return size.equals(ModelSize.USUAL);
  }

  /** The variance studies of an arity, one for each temperature: all at the same parameters. */
  List<TrajectoryPlan> variances(SpeedPlan plan, int arity) {
    List<TrajectoryPlan> plans = new ArrayList<>();
    groups(plan.estimators())
        .forEach(
            (own, estimators) ->
                plans.add(
                    new TrajectoryPlan(
                        List.of(arity),
                        estimators,
                        List.of(own),
                        size,
                        new TrajectoryPlan.Trajectory(
                            EstimatorNames.REFERENCE,
                            temperature,
                            training.momentum(),
                            List.of(sampling.step())),
                        new TrajectoryPlan.Sampling(
                            plan.batchSize(), sampling.minibatches(), sampling.passes()),
                        plan.seed())));
    return plans;
  }

  /** The runs of training of an arity, by estimator. */
  Map<String, List<TrainingPlan>> runs(SpeedPlan plan, int arity) {
    Map<String, List<TrainingPlan>> runs = new LinkedHashMap<>();
    groups(plan.estimators())
        .forEach(
            (own, estimators) -> {
              RepeatedTrainingPlan each = convergence(plan, arity, own, estimators);
              each.groups().forEach(group -> runs.put(group.cell().name(), each.runs(group)));
            });
    return runs;
  }

  private RepeatedTrainingPlan convergence(
      SpeedPlan plan, int arity, double own, List<String> estimators) {
    TrainingSettings settings =
        new TrainingSettings(
            size.settings(arity),
            estimators.get(0),
            TemperatureSchedule.constant(own),
            plan.batchSize(),
            training.momentum(),
            training.steps(),
            plan.seed());
    int every = training.validateEvery();
    return new RepeatedTrainingPlan(
        List.of(arity),
        estimators,
        List.of(own),
        training.seeds(),
        List.of(training.threshold()),
        new TrainingPlan(settings, every, 1, training.steps()));
  }

  /** Estimators by the temperature that each is taken at. */
  private Map<Double, List<String>> groups(List<String> estimators) {
    Map<Double, List<String>> groups = new LinkedHashMap<>();
    for (String name : estimators) {
      double own = Math.max(temperature, Estimators.named(name).leastTemperature());
      groups.computeIfAbsent(own, t -> new ArrayList<>()).add(name);
    }
    return groups;
  }
}
