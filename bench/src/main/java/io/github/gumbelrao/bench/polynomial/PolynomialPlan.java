package io.github.gumbelrao.bench.polynomial;

import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Settings of the polynomial study.
 *
 * @param arities categories of a variable, at least 2
 * @param exponents of the distance, above 0
 * @param estimators that train
 * @param temperatures of those that have one, above 0; one that is too low for an estimator is left
 *     out for it, and each has one that is not
 * @param batchSize draws of a step; empty: 8, or 64 of binary variables, as published
 * @param learningRate of Adam, above 0
 * @param steps of a training, at least 1
 * @param seeds trainings of every cell, at least 1
 * @param seed master seed
 */
record PolynomialPlan(
    @Setting("categories of a variable, at least 2") List<Integer> arities,
    @Setting(label = "P,...", value = "of the distance, above 0") List<Double> exponents,
    List<String> estimators,
    List<Double> temperatures,
    @Setting(
            name = "batch_sizes",
            option = "batch_size",
            value = "draws of a step; default: 8, or 64 of binary variables")
        OptionalInt batchSize,
    @Setting("of Adam, above 0") double learningRate,
    @Setting("of a training") int steps,
    @Setting("trainings of each kind") int seeds,
    long seed)
    implements Plan {

  /** Variables of the program. */
  static final int VARIABLES = 128;

  /** Checks every setting. */
  PolynomialPlan {
    arities = List.copyOf(Checks.distinct("arities", arities));
    arities.forEach(arity -> Checks.atLeast("arity", arity, 2));
    exponents = List.copyOf(Checks.distinct("exponents", exponents));
    exponents.forEach(exponent -> Checks.positive("exponent", exponent));
    estimators = Checks.distinct("estimators", estimators);
    temperatures = List.copyOf(Checks.distinct("temperatures", temperatures));
    temperatures.forEach(temperature -> Checks.positive("temperature", temperature));
    batchSize.ifPresent(size -> Checks.atLeast("batchSize", size, 2));
    Checks.positive("learningRate", learningRate);
    Checks.atLeast("steps", steps, 1);
    Checks.atLeast("seeds", seeds, 1);
    for (String name : estimators) {
      Estimator estimator = Estimators.named(name);
      arities.forEach(estimator::checkCategories);
      if (estimator.usesTemperature()) {
        // Others are left out for this estimator alone.
        estimator.checkTemperature(Collections.max(temperatures));
      }
    }
  }

  /**
   * One estimator at one temperature, or at none.
   *
   * @param arity categories of a variable
   * @param estimator that trains
   * @param temperature empty where it has none
   */
  record Cell(int arity, Estimator estimator, OptionalDouble temperature) {

    /** A name of its training that a file can have. */
    String part() {
      return "arity-"
          + arity
          + "-"
          + estimator.name()
          + (temperature.isPresent() ? "-t" + temperature.getAsDouble() : "");
    }

    @Override
    public String toString() {
      return "arity "
          + arity
          + ", "
          + estimator.name()
          + (temperature.isPresent() ? " at temperature " + temperature.getAsDouble() : "");
    }
  }

  static PolynomialPlan of(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new PolynomialPlan(
              List.of(4),
              List.of(2.0),
              List.of("st", "st-gs", "gr", "reinmax"),
              List.of(0.1, 1.0),
              OptionalInt.empty(),
              1e-2,
              500,
              2,
              1);
      case STANDARD ->
          new PolynomialPlan(
              List.of(2, 4),
              List.of(1.5, 2.0, 3.0),
              List.of("st", "st-gs", "gr-mc20", "gr", "reinmax", "mve"),
              List.of(0.1, 1.0),
              OptionalInt.empty(),
              1e-2,
              500,
              5,
              1);
      case PAPER ->
          new PolynomialPlan(
              List.of(2, 4),
              List.of(1.5, 2.0, 3.0),
              List.of("st", "st-gs", "gr-mc20", "gr", "reinmax", "reinmax-cv", "mve"),
              List.of(0.1, 0.5, 1.0),
              OptionalInt.empty(),
              1e-3,
              10_000,
              10,
              1);
    };
  }

  /** Refuses what cannot fit into memory. */
  PolynomialPlan fitting() {
    for (int arity : arities) {
      double parameters = (double) exponents.size() * seeds * VARIABLES * arity;
      MemoryLimit.require(
          "--arities, --seeds or --batch-size",
          parameters,
          8 * parameters * batch(arity),
          parameters * batch(arity));
    }
    return this;
  }

  int batch(int arity) {
    return batchSize.orElse(arity == 2 ? 64 : 8);
  }

  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (int arity : arities) {
      for (String name : estimators) {
        Estimator estimator = Estimators.named(name);
        if (estimator.usesTemperature()) {
          temperatures.stream()
              .filter(each -> each >= estimator.leastTemperature())
              .forEach(each -> cells.add(new Cell(arity, estimator, OptionalDouble.of(each))));
        } else {
          cells.add(new Cell(arity, estimator, OptionalDouble.empty()));
        }
      }
    }
    return cells;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = PlanSettings.of(this);
    settings.put("batch_sizes", arities.stream().map(this::batch).toList());
    return settings;
  }
}
