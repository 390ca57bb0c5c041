package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a speed study times; how long it takes depends on the machine.
 *
 * @param arities categories of a latent variable; each must divide the paper's 240 bits
 * @param estimators names of the estimators; the reference comes first, and is added where missing
 * @param batchSize rows of a draw, images of a training step, at least 1
 * @param rounds how often every estimator gets its turn, at least 1
 * @param efficiency what else is measured, to say what the time buys
 * @param seed master seed
 */
public record SpeedPlan(
    List<Integer> arities,
    List<String> estimators,
    int batchSize,
    @Setting("how often every estimator gets its turn, at least 1") int rounds,
    EfficiencyPlan efficiency,
    long seed)
    implements Plan {

  /**
   * Temperature of all draws. Some estimators refuse one below 1, and at 1 itself TensorFlow may
   * leave a division out; the exact rule has a third fewer nodes at 0.5, all others work the same.
   */
  static final double TEMPERATURE = 2;

  private static final List<Integer> PAPER_ARITIES = List.of(2, 16);
  private static final double USUAL_TEMPERATURE = 0.5;

  /** Copies the lists, puts the reference in front and checks every component. */
  public SpeedPlan {
    arities = Checks.distinct("arities", arities);
    List<String> names = new ArrayList<>(Checks.distinct("estimators", estimators));
    arities.forEach(VaeSettings::paper);
    if (!arities.containsAll(efficiency.arities())) {
      throw new IllegalArgumentException(
          "arities of the efficiency must be among " + arities + ", got " + efficiency.arities());
    }
    for (String name : names) {
      arities.forEach(Estimators.named(name)::checkCategories);
    }
    names.remove(EstimatorNames.REFERENCE);
    names.add(0, EstimatorNames.REFERENCE);
    estimators = List.copyOf(names);
    efficiency.check(estimators);
    Checks.atLeast("batchSize", batchSize, 1);
    Checks.atLeast("rounds", rounds, 1);
  }

  /**
   * The settings of a preset: every registered estimator on the paper's shapes.
   *
   * @param preset how large
   * @return the plan
   */
  public static SpeedPlan of(Preset preset) {
    return switch (preset) {
      case QUICK -> of(10, small(8, 200, 2, 185), 10);
      case STANDARD -> of(30, small(20, 300, 2, 180), 10, 100, 1000);
      case PAPER -> of(200, paper(), 10, 100, 1000);
    };
  }

  /** The small model bears large steps, and gets to its loss within seconds. */
  private static EfficiencyPlan small(int minibatches, int steps, int seeds, double threshold) {
    return new EfficiencyPlan(
        List.of(16),
        new ModelSize(48, 64),
        USUAL_TEMPERATURE,
        new EfficiencyPlan.Sampling(200, minibatches, 20),
        new EfficiencyPlan.Training(new Momentum(0.01, 0.9, 0), steps, 10, seeds, threshold));
  }

  private static EfficiencyPlan paper() {
    return new EfficiencyPlan(
        PAPER_ARITIES,
        ModelSize.USUAL,
        USUAL_TEMPERATURE,
        new EfficiencyPlan.Sampling(5000, 200, 20),
        new EfficiencyPlan.Training(TrainingSettings.PAPER_OPTIMIZER, 5000, 50, 5, 150));
  }

  private static SpeedPlan of(int rounds, EfficiencyPlan efficiency, int... monteCarlo) {
    List<String> estimators = EstimatorNames.registered(pattern -> true, monteCarlo);
    return new SpeedPlan(
        PAPER_ARITIES, estimators, TrainingSettings.PAPER_BATCH_SIZE, rounds, efficiency, 1);
  }

  /** What is timed. */
  List<SpeedSubject> subjects(int arity) {
    return efficiency.ofPaper() || !efficiency.arities().contains(arity)
        ? List.of(SpeedSubject.DRAW, SpeedSubject.TRAINING_STEP)
        : List.of(SpeedSubject.values());
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("arities", arities);
    settings.put("estimators", estimators);
    settings.put("temperature", TEMPERATURE);
    settings.put("batch_size", batchSize);
    settings.put("rounds", rounds);
    settings.put("efficiency", PlanSettings.of(efficiency));
    settings.put("seed", seed);
    return settings;
  }

  /**
   * What would be timed, one line each, for a dry run.
   *
   * @return lines in the order of the measurements
   */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (int arity : arities) {
      for (SpeedSubject subject : subjects(arity)) {
        estimators.forEach(name -> lines.add("arity " + arity + ", " + subject + ", " + name));
      }
      if (efficiency.arities().contains(arity)) {
        for (String what : List.of("time to a variance", "time to a loss")) {
          estimators.forEach(name -> lines.add("arity " + arity + ", " + what + ", " + name));
        }
      }
    }
    return lines;
  }

  /** Checks that the model of the usual size fits into memory; the other is smaller. */
  SpeedPlan fitting() {
    arities.forEach(
        arity ->
            MemoryLimit.vae(
                "--arities or --batch-size", ModelSize.USUAL.settings(arity), batchSize));
    return this;
  }
}
