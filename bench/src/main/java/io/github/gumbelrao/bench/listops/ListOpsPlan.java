package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import io.github.gumbelrao.listops.model.TreeSource;
import io.github.gumbelrao.listops.training.TrialSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything a ListOps study depends on besides the data and the machine.
 *
 * @param trees names of estimators, and of fixed trees such as {@code tree-gold}
 * @param temperatures of the estimators
 * @param learningRates each is tried; the best by validation accuracy counts
 * @param size of the model
 * @param schedule of training
 * @param seeds number of repetitions, at least 1
 * @param seed of the first repetition; the others follow it
 */
public record ListOpsPlan(
    @Setting(name = "estimators") List<String> trees,
    List<Double> temperatures,
    @Setting("each is tried, and the best by validation accuracy is summed up")
        List<Double> learningRates,
    TreeLstmSettings size,
    Schedule schedule,
    @Setting("repetitions, --seed and its followers") int seeds,
    long seed)
    implements Plan {

  /** Where it is ignored, or does not matter to the question; every estimator takes it. */
  private static final double ANY_TEMPERATURE = 1;

  /** Source: appendix D.1 of Paulus, Maddison and Krause (2021), arXiv:2010.04838. */
  private static final double WEIGHT_DECAY = 1e-4;

  /** At 0.5, st-gs and gr-mc10 diverge at low temperatures; 0.1 won on the validation set. */
  private static final double SAFE_RATE = 0.1;

  private static final int MAX_LENGTH = 10;

  /** Copies the lists and checks every component. */
  public ListOpsPlan {
    trees = Checks.distinct("estimators", trees);
    temperatures = Checks.distinct("temperatures", temperatures);
    learningRates = Checks.distinct("learningRates", learningRates);
    Checks.atLeast("seeds", seeds, 1);
    for (String name : trees) {
      for (double temperature : temperatures) {
        for (double learningRate : learningRates) {
          schedule.settings(name, temperature, learningRate, size, seed);
        }
      }
    }
  }

  /**
   * How long and on what is trained.
   *
   * @param maxLength most tokens of an example, at least 3
   * @param batchSize examples of a step, at least 1
   * @param epochs passes over the training examples, at least 1
   * @param weightDecay at least 0
   */
  public record Schedule(
      @Setting(
              label = "L",
              value = "most tokens of an expression, at least 3; 10, 25 or 50 in the paper")
          int maxLength,
      @Setting("examples of a training step; default: --max-length, as in the paper") int batchSize,
      @Setting("passes over the training set") int epochs,
      @Setting("of training, at least 0") double weightDecay) {

    TrialSettings settings(
        String trees, double temperature, double learningRate, TreeLstmSettings size, long seed) {
      GradientDescent descent = new GradientDescent(learningRate, weightDecay);
      return new TrialSettings(
          trees, temperature, maxLength, size, descent, epochs, batchSize, seed);
    }
  }

  /**
   * One training.
   *
   * @param trees name of an estimator or of fixed trees
   * @param temperature empty where it changes nothing
   * @param learningRate above 0
   * @param seed of this repetition
   */
  record Cell(String trees, OptionalDouble temperature, double learningRate, long seed) {

    /** Empty for fixed trees. */
    Optional<Estimator> estimator() {
      return TreeSource.named(trees, temperature.orElse(ANY_TEMPERATURE)).estimator();
    }
  }

  /** Every training, in the order of the results. */
  List<Cell> cells() {
    return cells(seeds);
  }

  /** Those of the first few repetitions. */
  List<Cell> cells(int repetitions) {
    List<Cell> cells = new ArrayList<>();
    for (String name : trees) {
      for (OptionalDouble temperature : temperatures(name)) {
        for (double rate : learningRates) {
          for (int i = 0; i < repetitions; i++) {
            cells.add(new Cell(name, temperature, rate, seed + i));
          }
        }
      }
    }
    return cells;
  }

  private List<OptionalDouble> temperatures(String name) {
    return usesTemperature(name)
        ? temperatures.stream().map(OptionalDouble::of).toList()
        : List.of(OptionalDouble.empty());
  }

  /** Whether a temperature changes anything; no fixed trees have one. */
  static boolean usesTemperature(String trees) {
    Optional<Estimator> estimator = TreeSource.named(trees, ANY_TEMPERATURE).estimator();
    return estimator.filter(Estimator::usesTemperature).isPresent();
  }

  TrialSettings settings(Cell cell) {
    double temperature = cell.temperature().orElse(ANY_TEMPERATURE);
    return schedule.settings(cell.trees(), temperature, cell.learningRate(), size, cell.seed());
  }

  /**
   * The settings of a preset: the only place where they are written.
   *
   * @param preset how large
   * @return the plan
   */
  public static ListOpsPlan of(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new ListOpsPlan(
              List.of("tree-left", "tree-gold", "st-gs", "gr"),
              List.of(0.1),
              List.of(0.5),
              new TreeLstmSettings(32, 32, true),
              schedule(3),
              1,
              1);
      case STANDARD ->
          new ListOpsPlan(
              List.of("tree-left", "tree-gold", "st-gs", "gr-mc10", "gr"),
              List.of(0.01, 0.1, 1.0),
              List.of(SAFE_RATE),
              TreeLstmSettings.paper(),
              schedule(3),
              1,
              1);
      case PAPER ->
          new ListOpsPlan(
              List.of(
                  "tree-left",
                  "tree-right",
                  "tree-random",
                  "tree-gold",
                  "st-gs",
                  "gr-mc10",
                  "gr-mc100",
                  "gr-mc1000",
                  "gr"),
              List.of(0.01, 0.1, 1.0),
              List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
              TreeLstmSettings.paper(),
              schedule(10),
              5,
              1);
    };
  }

  /** The paper's batch size is the greatest length. */
  private static Schedule schedule(int epochs) {
    return new Schedule(MAX_LENGTH, MAX_LENGTH, epochs, WEIGHT_DECAY);
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = PlanSettings.of(this);
    Map<String, Object> settings = new LinkedHashMap<>();
    for (String first : List.of("estimators", "temperatures", "learning_rates", "weight_decay")) {
      settings.put(first, all.get(first));
    }
    settings.putAll(PlanSettings.of(schedule));
    settings.putAll(all);
    return settings;
  }

  /**
   * What would be trained, one line each, for a dry run.
   *
   * @return lines in the order of the results
   */
  public List<String> describe() {
    return cells().stream()
        .map(
            cell ->
                cell.trees()
                    + (cell.temperature().isPresent()
                        ? ", temperature " + cell.temperature().getAsDouble()
                        : "")
                    + ", learning rate "
                    + cell.learningRate()
                    + ", seed "
                    + cell.seed())
        .toList();
  }

  /**
   * Checks that it fits into memory.
   *
   * @return the same
   * @throws IllegalArgumentException if it cannot
   */
  ListOpsPlan fitting() {
    MemoryLimit.parser(size, schedule.maxLength(), schedule.batchSize());
    return this;
  }
}
