package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.toyqp.QuadraticProgram;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Everything a simplex study depends on besides the machine.
 *
 * @param estimators names of the estimators to measure
 * @param temperatures at which they are measured; one below what an estimator is meant for is left
 *     out for it, but each estimator needs one that is not
 * @param grid where and how much is measured
 * @param descent how the program is minimized
 * @param seed master seed
 */
public record SimplexPlan(
    List<String> estimators, List<Double> temperatures, Grid grid, Descent descent, long seed)
    implements Plan {

  /** The program of the paper, the only one this study knows. */
  static final QuadraticProgram PROGRAM = QuadraticProgram.paper();

  private static final List<Double> PAPER_TEMPERATURES = List.of(1.0, 0.5, 0.1);

  /** One that every estimator crosses no line from, and one whose way leads over p_3 = 2/3. */
  private static final List<List<Double>> STARTS =
      List.of(List.of(0.6, 0.3, 0.1), List.of(0.1, 0.1, 0.8));

  /** Copies the lists and checks every component. */
  public SimplexPlan {
    estimators = Checks.distinct("estimators", estimators);
    temperatures = Checks.distinct("temperatures", temperatures);
    temperatures.forEach(each -> Checks.positive("temperature", each));
    double highest = temperatures.stream().max(Double::compare).orElseThrow();
    estimators.forEach(name -> Estimators.named(name).checkTemperature(highest));
  }

  /**
   * The points and the passes at each.
   *
   * @param resolution steps along an edge of the grid, in [3, 1000]; a multiple of 3 has points on
   *     the lines p_k = 2/3, where nothing can be measured
   * @param passes independent draws at each point, at least 2
   * @param directTerm whether gradients include the direct term through A(p)
   */
  public record Grid(
      @Setting("steps along an edge of the grid; no multiple of 3 meets the lines p_k = 2/3")
          int resolution,
      @Setting("independent draws at each point, at least 2") int passes,
      @Setting("include the direct term through A(p) on the grid; minimizing always does")
          boolean directTerm) {

    private static final int MAX_STEPS = 1000;

    /** Checks every component. */
    public Grid {
      if (!(resolution >= 3 && resolution <= MAX_STEPS)) {
        throw new IllegalArgumentException(
            "resolution must be in [3, " + MAX_STEPS + "], got " + resolution);
      }
      Checks.atLeast("passes", passes, 2);
    }

    /** The points, in the order of the rows. */
    List<ToyPoint> points() {
      return ToyPoint.grid(PROGRAM, resolution, directTerm);
    }
  }

  /**
   * Plain gradient descent on the logits, always with the direct term: without it the mean step
   * does not lead to the optimum.
   *
   * @param starts points inside the simplex, off the lines p_k = 2/3
   * @param steps of each run, at least 1
   * @param seeds runs from each start, at least 2
   * @param learningRate finite and above 0
   */
  public record Descent(
      @Setting(label = "P:P:P,...", value = "where to minimize from, such as 0.8:0.1:0.1")
          List<List<Double>> starts,
      @Setting("steps of each minimization") int steps,
      @Setting("minimizations from each start, at least 2") int seeds,
      @Setting("of plain gradient descent on the logits, above 0; default: 0.1")
          double learningRate) {

    /** Copies the lists and checks every component. */
    public Descent {
      starts = Checks.distinct("starts", starts).stream().map(List::copyOf).toList();
      starts.forEach(Descent::check);
      Checks.atLeast("steps", steps, 1);
      Checks.atLeast("seeds", seeds, 2);
      Checks.positive("learningRate", learningRate);
    }

    private static void check(List<Double> start) {
      if (start.size() != PROGRAM.categories()
          || start.stream().anyMatch(each -> !(each > 0 && each < 1))) {
        throw new IllegalArgumentException(
            "start must be three probabilities in (0, 1), got " + start);
      }
      double[] p = array(start);
      if (PROGRAM.isSingular(p)) {
        throw new IllegalArgumentException(
            "start must be more than "
                + QuadraticProgram.CLEARANCE
                + " from the lines p_k = 2/3, got "
                + start);
      }
    }

    static double[] array(List<Double> start) {
      return start.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /**
   * The settings of a preset.
   *
   * @param preset how large
   * @return the plan
   */
  public static SimplexPlan of(Preset preset) {
    return switch (preset) {
      case QUICK ->
          of(
              List.of("reinforce", "gs", "st", "st-gs", "gr-mc10", "gr", "zgr"),
              new Grid(16, 1000, false),
              300,
              64);
      case STANDARD ->
          of(
              EstimatorNames.registered(pattern -> true, 10, 100),
              new Grid(25, 2000, false),
              500,
              200);
      case PAPER -> of(List.of("st-gs", "gr-mc1000"), new Grid(40, 1000, false), 500, 200);
    };
  }

  private static SimplexPlan of(List<String> estimators, Grid grid, int steps, int seeds) {
    Descent descent = new Descent(STARTS, steps, seeds, 0.1);
    return new SimplexPlan(estimators, PAPER_TEMPERATURES, grid, descent, 1);
  }

  /** Every estimator at every temperature it is meant for, those without a temperature once. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (String name : estimators) {
      Estimator estimator = Estimators.named(name);
      if (estimator.usesTemperature()) {
        temperatures.stream()
            .filter(each -> each >= estimator.leastTemperature())
            .forEach(each -> cells.add(new Cell(name, OptionalDouble.of(each))));
      } else {
        cells.add(new Cell(name, OptionalDouble.empty()));
      }
    }
    return cells;
  }

  @Override
  public Map<String, Object> settings() {
    return PlanSettings.of(this, Map.of("baseline_decay", SimplexDescent.BASELINE_DECAY));
  }
}
