package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Everything a study of the propositions depends on besides the data and the machine.
 *
 * @param estimators {@code gr} and members of {@code gr-mcK}; the two that the propositions speak
 *     of, {@code st-gs} and {@code gr}, come first, and are added where missing
 * @param temperatures at which all are measured
 * @param batches B of proposition 3, each at least 1; sorted, and 1 is added where missing
 * @param toy how much is measured on the toy problems
 * @param vae how much on the VAE
 * @param seed master seed
 */
public record PropositionPlan(
    List<String> estimators,
    List<Double> temperatures,
    @Setting(
            name = "batch_sizes",
            option = "batch_size",
            value = "of a minibatch; 1 is measured too")
        List<Integer> batches,
    Toy toy,
    Vae vae,
    long seed)
    implements Plan {

  /** The conditional expectation itself. */
  static final String CONDITIONAL = "gr";

  /** How the members of the Monte Carlo family begin. */
  static final String MONTE_CARLO = "gr-mc";

  private static final List<Double> TEMPERATURES = List.of(0.1, 0.5, 1.0);

  /** Copies the lists, adds what is always measured and checks every component. */
  public PropositionPlan {
    List<String> names = new ArrayList<>(Checks.distinct("estimators", estimators));
    for (String name : names) {
      Estimators.named(name);
      if (!name.equals(EstimatorNames.REFERENCE)
          && !name.equals(CONDITIONAL)
          && !name.startsWith(MONTE_CARLO)) {
        throw new IllegalArgumentException(
            "estimator must be gr or a member of gr-mcK, of which the propositions speak, got "
                + name);
      }
    }
    names.removeAll(List.of(EstimatorNames.REFERENCE, CONDITIONAL));
    names.addAll(0, List.of(EstimatorNames.REFERENCE, CONDITIONAL));
    estimators = List.copyOf(names);
    temperatures = Checks.distinct("temperatures", temperatures);
    for (String name : estimators) {
      for (double temperature : temperatures) {
        TrajectoryPlan.checkTemperature(Estimators.named(name), temperature);
      }
      vae.arities().forEach(Estimators.named(name)::checkCategories);
    }
    TreeSet<Integer> sorted = new TreeSet<>(Checks.distinct("batch sizes", batches));
    sorted.add(1);
    Checks.atLeast("batch size", sorted.first(), 1);
    batches = List.copyOf(sorted);
    if (sorted.last() > toy.draws() / 2) {
      throw new IllegalArgumentException(
          "batch size must be at most half of the %d draws of a run, got %d"
              .formatted(toy.draws(), sorted.last()));
    }
  }

  /**
   * How much is measured on the toy problems.
   *
   * @param groups independent runs behind every number, at least 10
   * @param draws of each run for up to ten noise samples; there are fewer for more, down to a tenth
   */
  public record Toy(
      @Setting(name = "toy_groups") int groups, @Setting(name = "toy_draws") int draws) {

    /** Checks the components. */
    public Toy {
      Checks.atLeast("groups", groups, 10);
    }

    /** Draws of one run, by the work of a draw; always enough for some minibatches. */
    int draws(int samples, int largestBatch) {
      int fewer = (int) (draws * Math.max(0.1, Math.min(1, 10.0 / samples)));
      return Math.min(draws, Math.max(fewer, 2 * largestBatch));
    }
  }

  /**
   * How much is measured on the VAE.
   *
   * @param arities categories of a latent variable, one model each
   * @param size of the model
   * @param steps of training by {@code st-gs} before the measurement, at least 0
   * @param minibatches behind every number, at least 10
   * @param passes independent draws at each minibatch, at least 2
   */
  public record Vae(
      List<Integer> arities,
      ModelSize size,
      @Setting(name = "training_steps") int steps,
      int minibatches,
      int passes) {

    /** Copies the list and checks every component. */
    public Vae {
      arities = Checks.distinct("arities", arities);
      arities.forEach(size::settings);
      Checks.atLeast("steps", steps, 0);
      Checks.atLeast("minibatches", minibatches, 10);
      Checks.atLeast("passes", passes, 2);
    }
  }

  /**
   * The settings of a preset: the only place where they are written.
   *
   * @param preset how large
   * @return the plan
   */
  public static PropositionPlan of(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new PropositionPlan(
              monteCarlo(1, 2, 5, 10, 100, 1000),
              TEMPERATURES,
              List.of(1, 2, 5),
              new Toy(40, 2000),
              new Vae(List.of(2), new ModelSize(8, 16), 100, 40, 20),
              1);
      case STANDARD ->
          new PropositionPlan(
              monteCarlo(1, 2, 5, 10, 100, 1000),
              TEMPERATURES,
              List.of(1, 2, 5, 20),
              new Toy(100, 10_000),
              new Vae(List.of(2, 16), new ModelSize(48, 64), 500, 40, 20),
              1);
      case PAPER ->
          new PropositionPlan(
              monteCarlo(1, 2, 5, 10, 100, 1000),
              TEMPERATURES,
              List.of(1, 2, 5, 20),
              new Toy(200, 20_000),
              new Vae(List.of(2, 4, 8, 16), ModelSize.USUAL, 1000, 200, 20),
              1);
    };
  }

  private static List<String> monteCarlo(int... samples) {
    List<String> names = new ArrayList<>();
    for (int each : samples) {
      names.add(MONTE_CARLO + each);
    }
    return names;
  }

  /** What is left of the variance within: 1 / K. */
  static double share(String estimator) {
    if (estimator.equals(CONDITIONAL)) {
      return 0;
    }
    return 1.0 / Estimators.named(estimator).samples().orElse(1);
  }

  /** Noise samples that a draw costs, about. */
  static int cost(String estimator) {
    int usual = estimator.equals(CONDITIONAL) ? 256 : 1;
    return Estimators.named(estimator).samples().orElse(usual);
  }

  /** The largest B. */
  int largestBatch() {
    return batches.get(batches.size() - 1);
  }

  @Override
  public Map<String, Object> settings() {
    return PlanSettings.of(this, Map.of("false_alarm_probability", PropositionRun.LEVEL));
  }

  /**
   * Checks that it fits into memory.
   *
   * @return the same
   * @throws IllegalArgumentException if it cannot
   */
  PropositionPlan fitting() {
    int batch = batches.get(batches.size() - 1);
    vae.arities()
        .forEach(
            arity ->
                MemoryLimit.vae("--arities or --batch-size", vae.size().settings(arity), batch));
    return this;
  }
}
