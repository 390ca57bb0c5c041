package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToLongFunction;
import org.tensorflow.types.TFloat32;

/**
 * Everything that a study of gradients along a training depends on besides the data and the
 * machine.
 *
 * @param arities categories of a latent variable, one training trajectory each
 * @param estimators names of the estimators to measure
 * @param temperatures at which they are measured
 * @param size of the model
 * @param trajectory how it is trained
 * @param sampling how much is measured
 * @param seed master seed
 */
public record TrajectoryPlan(
    List<Integer> arities,
    List<String> estimators,
    List<Double> temperatures,
    ModelSize size,
    Trajectory trajectory,
    Sampling sampling,
    long seed)
    implements Plan {

  /** Copies the lists and checks every component. */
  public TrajectoryPlan {
    arities = Checks.distinct("arities", arities);
    estimators = Checks.distinct("estimators", estimators);
    temperatures = Checks.distinct("temperatures", temperatures);
    for (int arity : arities) {
      size.settings(arity);
    }
    for (String name : estimators) {
      temperatures.forEach(each -> checkTemperature(Estimators.named(name), each));
      arities.forEach(Estimators.named(name)::checkCategories);
    }
    arities.forEach(Estimators.named(trajectory.estimator())::checkCategories);
  }

  /**
   * Refuses a temperature that an estimator cannot be measured at on a model of float32.
   *
   * @param estimator any
   * @param temperature a constant
   * @throws IllegalArgumentException if the estimator refuses it, or uses it and float32 does not
   *     do for it
   */
  public static void checkTemperature(Estimator estimator, double temperature) {
    estimator.checkTemperature(temperature);
    if (estimator.usesTemperature()) {
      Temperature.of(temperature).check(TFloat32.class);
    }
  }

  /**
   * The widths that do not depend on the arity.
   *
   * @param latentBits numbers the decoder sees
   * @param hidden width of the hidden layers
   */
  public record ModelSize(int latentBits, int hidden) {

    /**
     * What variances, biases and speed are measured at: the paper's latent code, with layers as
     * wide as it is long. The paper's bounds are met at a larger width, that of {@link
     * VaeSettings#paper}.
     */
    public static final ModelSize USUAL = new ModelSize(VaeSettings.PAPER_BITS, 240);

    /** The settings of one arity. */
    public VaeSettings settings(int arity) {
      return new VaeSettings(arity, latentBits, hidden);
    }
  }

  /**
   * How the model is trained; all estimators are measured at the same parameters.
   *
   * @param estimator name of the estimator that trains
   * @param temperature at which it trains
   * @param momentum how parameters are updated
   * @param checkpoints numbers of steps after which is measured; sorted, each at least 0
   */
  public record Trajectory(
      @Setting(name = "trajectory_estimator", value = "estimator that trains the model")
          String estimator,
      @Setting(name = "trajectory_temperature", label = "T", value = "its temperature, above 0")
          double temperature,
      Momentum momentum,
      @Setting("training steps after which is measured") List<Integer> checkpoints) {

    /** Sorts the checkpoints and checks every component. */
    public Trajectory {
      checkTemperature(Estimators.named(estimator), temperature);
      checkpoints = Checks.distinct("checkpoints", checkpoints).stream().sorted().toList();
      Checks.atLeast("checkpoint", checkpoints.get(0), 0);
    }

    /**
     * The paper's training, which the presets of several studies share: {@code st-gs} at
     * temperature 0.5.
     *
     * @param checkpoints numbers of steps after which is measured
     * @return the trajectory
     */
    public static Trajectory ofPaper(List<Integer> checkpoints) {
      return new Trajectory(
          EstimatorNames.REFERENCE, 0.5, TrainingSettings.PAPER_OPTIMIZER, checkpoints);
    }

    /** Steps of the whole trajectory: those of its last checkpoint. */
    public int steps() {
      return checkpoints.get(checkpoints.size() - 1);
    }
  }

  /**
   * How much is measured at each checkpoint.
   *
   * @param batchSize images of a minibatch, in training too, at least 1
   * @param minibatches measured, at least 4
   * @param passes independent draws at each minibatch, at least 2
   */
  public record Sampling(
      int batchSize,
      @Setting("minibatches measured at each checkpoint, at least 4") int minibatches,
      @Setting("independent draws at each minibatch, at least 2") int passes) {

    /** Checks every component. */
    public Sampling {
      Checks.atLeast("batchSize", batchSize, 1);
      Checks.atLeast("minibatches", minibatches, 4);
      Checks.atLeast("passes", passes, 2);
    }
  }

  /**
   * One estimator at one temperature.
   *
   * @param name of the estimator
   * @param temperature empty where the estimator ignores it
   */
  public record Cell(String name, OptionalDouble temperature) {

    public Estimator estimator() {
      return Estimators.named(name);
    }

    /**
     * What is measured of it at a checkpoint, for the name of a file.
     *
     * @param arity of the trajectory
     * @param step of the checkpoint
     * @return a name that no other measurement of a plan has
     */
    public String part(int arity, int step) {
      String at = temperature.isPresent() ? "-t" + temperature.getAsDouble() : "";
      return "arity-" + arity + "-step-" + step + "-" + name + at;
    }

    /** The temperature to pass on; any will do where it is ignored. */
    public double temperatureOrOne() {
      return temperature.orElse(1);
    }
  }

  public List<Cell> cells() {
    return cells(estimators, temperatures);
  }

  /** Every estimator at every temperature, those without a temperature once. */
  public static List<Cell> cells(List<String> estimators, List<Double> temperatures) {
    List<Cell> cells = new ArrayList<>();
    for (String name : estimators) {
      if (Estimators.named(name).usesTemperature()) {
        temperatures.forEach(t -> cells.add(new Cell(name, OptionalDouble.of(t))));
      } else {
        cells.add(new Cell(name, OptionalDouble.empty()));
      }
    }
    return cells;
  }

  /**
   * Returns how many units of work the plan has, as {@link TrainingCost} counts them.
   *
   * @return units of work
   */
  public long work() {
    return work(arity -> cells().stream().mapToLong(cell -> weight(arity, cell)).sum());
  }

  /**
   * Returns the same of a study that measures more at a minibatch.
   *
   * @param weight units of a minibatch, by arity
   * @return units of work; no more than a {@code long} holds
   */
  public long work(IntToLongFunction weight) {
    long minibatches = (long) sampling.minibatches() * trajectory.checkpoints().size();
    // What is beyond a long is cut to its end by the cast.
    return (long)
        arities.stream()
            .mapToDouble(
                arity ->
                    until(arity, trajectory.steps())
                        + (double) minibatches * weight.applyAsLong(arity))
            .sum();
  }

  /**
   * Units of so many training steps.
   *
   * @param arity of the trajectory
   * @param step how many, from the start
   * @return at least 0
   */
  long until(int arity, int step) {
    TrainingSettings training =
        new TrainingSettings(
            size.settings(arity),
            trajectory.estimator(),
            TemperatureSchedule.constant(trajectory.temperature()),
            sampling.batchSize(),
            trajectory.momentum(),
            Math.max(1, step),
            seed);
    return Math.round(step * TrainingCost.perStep(training));
  }

  /**
   * Units of all passes of a cell at a minibatch.
   *
   * @param arity of the trajectory
   * @param cell estimator and temperature
   * @return at least 1
   */
  public long weight(int arity, Cell cell) {
    double pass =
        TrainingCost.perPass(size.settings(arity), sampling.batchSize(), cell.estimator());
    return Math.max(1, Math.round(sampling.passes() * pass));
  }

  /**
   * Describes the measurements, one line each, for a dry run.
   *
   * @return lines in the order of the measurements
   */
  public List<String> describe() {
    return arities.stream()
        .flatMap(
            arity ->
                trajectory.checkpoints().stream()
                    .flatMap(step -> cells().stream().map(cell -> line(arity, step, cell))))
        .toList();
  }

  private static String line(int arity, int step, Cell cell) {
    OptionalDouble temperature = cell.temperature();
    return "arity "
        + arity
        + ", step "
        + step
        + ", "
        + cell.name()
        + (temperature.isPresent() ? ", temperature " + temperature.getAsDouble() : "");
  }

  @Override
  public Map<String, Object> settings() {
    return PlanSettings.of(this, Map.of("kl", "analytic"));
  }

  /**
   * Checks that it fits into memory.
   *
   * @return the same
   * @throws IllegalArgumentException if it cannot
   */
  public TrajectoryPlan fitting() {
    arities.forEach(arity -> MemoryLimit.vae(size.settings(arity), sampling.batchSize()));
    return this;
  }
}
