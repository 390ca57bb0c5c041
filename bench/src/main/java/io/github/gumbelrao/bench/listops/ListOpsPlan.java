package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import io.github.gumbelrao.listops.training.TrialSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    List<String> trees,
    List<Double> temperatures,
    List<Double> learningRates,
    TreeLstmSettings size,
    Schedule schedule,
    int seeds,
    long seed) {

  private static final String FIXED = "tree-";

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
  public record Schedule(int maxLength, int batchSize, int epochs, double weightDecay) {

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

    boolean sampled() {
      return ListOpsPlan.sampled(trees);
    }
  }

  private static boolean sampled(String trees) {
    return !trees.startsWith(FIXED);
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
    boolean used = sampled(name) && Estimators.named(name).usesTemperature();
    return used
        ? temperatures.stream().map(OptionalDouble::of).toList()
        : List.of(OptionalDouble.empty());
  }

  TrialSettings settings(Cell cell) {
    // Any temperature will do where it is ignored.
    double temperature = cell.temperature().orElse(1);
    return schedule.settings(cell.trees(), temperature, cell.learningRate(), size, cell.seed());
  }

  /**
   * Every setting by name, for the record of the run.
   *
   * @return names and plain values
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("estimators", trees);
    settings.put("temperatures", temperatures);
    settings.put("learning_rates", learningRates);
    settings.put("weight_decay", schedule.weightDecay());
    settings.put("max_length", schedule.maxLength());
    settings.put("batch_size", schedule.batchSize());
    settings.put("epochs", schedule.epochs());
    settings.put("embedding", size.embedding());
    settings.put("hidden", size.hidden());
    settings.put("scaled_scores", size.scaledScores());
    settings.put("seeds", seeds);
    settings.put("seed", seed);
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
