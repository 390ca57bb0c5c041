package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The measurements of a night whose truth is known: as many of each study as a real night has to
 * test, with the errors that they claim.
 *
 * <p>Single rows are normal with a standard error that is itself estimated over 40 groups; shares
 * are binomial; bounds of six seeds and time ratios of six runs spread by 5 percent.
 */
final class SimulatedNight {

  static final MeasurementKey VARIANCE = Keys.of("variance", "gr-mc0", "variance_within");
  static final MeasurementKey BIAS = Keys.of("bias", "gr-mc0", "squared_bias");
  static final MeasurementKey TIME = Keys.of("speed", "gr-mc0", "time_ratio");

  private static final int GROUPS = 40;
  private static final int REPETITIONS = 6;

  private final SplittableRandom random;
  private final Map<MeasurementKey, Double> effects;
  private final double claimed;

  /**
   * Sets up nights.
   *
   * @param effects what the truth of a row is multiplied by; of a bias, its errors
   * @param claimed what share of their true error rows claim
   */
  SimulatedNight(SplittableRandom random, Map<MeasurementKey, Double> effects, double claimed) {
    this.random = random;
    this.effects = effects;
    this.claimed = claimed;
  }

  RepeatedMeasurements draw() {
    Map<MeasurementKey, List<Observation>> rows = new LinkedHashMap<>();
    for (int i = 0; i < 80; i++) {
      add(rows, Keys.of("variance", "gr-mc" + i, "variance_within"), i + 1, 0.02);
    }
    for (int i = 0; i < 20; i++) {
      add(rows, Keys.of("variance", "gr-mc" + i, "variance_ratio"), 0.5, 0.01);
    }
    for (int i = 0; i < 77; i++) {
      MeasurementKey bias = Keys.of("bias", "gr-mc" + i, "squared_bias");
      rows.put(bias, List.of(normal(effects.getOrDefault(bias, 0.0), 1)));
    }
    for (int i = 0; i < 140; i++) {
      repeat(rows, Keys.of("speed", "gr-mc" + i, "time_ratio"), 3);
    }
    for (int i = 0; i < 55; i++) {
      rows.put(Keys.of("listops", "gr-mc" + i, "test_accuracy"), List.of(share(0.6)));
    }
    for (int i = 0; i < 13; i++) {
      repeat(rows, Keys.of("vae", "gr-mc" + i, "valid_bound"), 100);
    }
    for (int i = 0; i < 156; i++) {
      add(rows, Keys.of("convergence", "gr-mc" + i, "valid_loss"), 100, 0.01);
    }
    for (int i = 0; i < 1020; i++) {
      add(rows, Keys.of("propositions", "gr-mc" + i, "variance_within"), i + 1, 0.05);
    }
    return RepeatedMeasurements.of(rows);
  }

  private void add(
      Map<MeasurementKey, List<Observation>> rows, MeasurementKey key, double truth, double error) {
    double value = truth * effects.getOrDefault(key, 1.0);
    rows.put(key, List.of(normal(value, value * error)));
  }

  private void repeat(
      Map<MeasurementKey, List<Observation>> rows, MeasurementKey key, double truth) {
    double value = truth * effects.getOrDefault(key, 1.0);
    rows.put(
        key,
        IntStream.range(0, REPETITIONS)
            .mapToObj(
                seed ->
                    new Observation(
                        Integer.toString(seed),
                        Estimate.alone(value * Math.exp(0.05 * random.nextGaussian())),
                        1))
            .toList());
  }

  private Observation normal(double truth, double error) {
    double squares = 0;
    for (int i = 1; i < GROUPS; i++) {
      squares += Math.pow(random.nextGaussian(), 2);
    }
    double estimated = claimed * error * Math.sqrt(squares / (GROUPS - 1));
    return new Observation(
        "1", new Estimate(truth + error * random.nextGaussian(), estimated), GROUPS - 1);
  }

  private Observation share(double truth) {
    int examples = 1000;
    double share =
        (double) IntStream.range(0, examples).filter(i -> random.nextDouble() < truth).count()
            / examples;
    return new Observation(
        "1", new Estimate(share, Math.sqrt(share * (1 - share) / examples)), examples - 1);
  }
}
