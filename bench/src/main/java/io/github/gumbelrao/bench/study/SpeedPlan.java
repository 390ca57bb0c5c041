package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.core.check.Checks;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.model.VaeSettings;
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
 * @param seed master seed
 */
public record SpeedPlan(
    List<Integer> arities, List<String> estimators, int batchSize, int rounds, long seed) {

  /** What the others are compared with. */
  static final String REFERENCE = "st-gs";

  /**
   * Temperature of all draws. No estimator's work depends on it, but some refuse one below 1, and
   * at 1 itself TensorFlow may leave a division out.
   */
  static final double TEMPERATURE = 2;

  private static final List<Integer> PAPER_ARITIES = List.of(2, 16);
  private static final int PAPER_BATCH = 20;

  /** Copies the lists, puts the reference in front and checks every component. */
  public SpeedPlan {
    arities = EstimatorNames.distinct("arities", arities);
    List<String> names = new ArrayList<>(EstimatorNames.distinct("estimators", estimators));
    arities.forEach(VaeSettings::paper);
    names.forEach(Estimators::named);
    names.remove(REFERENCE);
    names.add(0, REFERENCE);
    estimators = List.copyOf(names);
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
      case QUICK -> of(12, 10, 100);
      case STANDARD -> of(50, 10, 100, 1000);
      case PAPER -> of(200, 10, 100, 1000);
    };
  }

  private static SpeedPlan of(int rounds, int... monteCarlo) {
    List<String> estimators = EstimatorNames.registered(pattern -> true, monteCarlo);
    return new SpeedPlan(PAPER_ARITIES, estimators, PAPER_BATCH, rounds, 1);
  }

  /**
   * Every setting by name, for the record of the run.
   *
   * @return names and plain values
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("arities", arities);
    settings.put("estimators", estimators);
    settings.put("temperature", TEMPERATURE);
    settings.put("batch_size", batchSize);
    settings.put("rounds", rounds);
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
      for (SpeedSubject subject : SpeedSubject.values()) {
        estimators.forEach(name -> lines.add("arity " + arity + ", " + subject + ", " + name));
      }
    }
    return lines;
  }
}
