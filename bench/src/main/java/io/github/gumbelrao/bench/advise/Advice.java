package io.github.gumbelrao.bench.advise;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVRecord;

/**
 * Estimators in the order of the mean squared error of their gradients at equal time.
 *
 * <p>An estimator of squared bias b and variance v at the minibatch of the published run has, at
 * minibatches of B, the error {@code b + v (B0 / B)}. One whose draw takes t times as long as that
 * of st-gs, with a loss that takes C draws, has time for minibatches that are {@code (1 + C) / (t +
 * C)} as large: {@code b + v (B0 / B) (t + C) / (1 + C)}.
 *
 * @param errors the run that squared bias and variance are from, at its nearest arity
 * @param times the run that draws were timed in, at its nearest arity
 * @param choices the best temperature of each estimator, least error first
 */
record Advice(PublishedRun errors, PublishedRun times, List<Choice> choices) {

  private static final String ERRORS = "bias-quick";
  private static final String TIMES = "speed-quick";

  /** Same mean as the largest sample count that was measured, and no more variance. */
  private static final String EXACT = "gr";

  private static final String STANDS_FOR_EXACT = "gr-mc100";

  /**
   * An estimator at a temperature.
   *
   * @param estimator its name
   * @param temperature empty where it is ignored
   * @param squaredBias as published, nats squared; 0 for reinforce
   * @param variance as published, nats squared
   * @param draw time of a draw with its gradient, as published, over that of st-gs
   * @param error at equal time, nats squared
   */
  record Choice(
      String estimator,
      OptionalDouble temperature,
      double squaredBias,
      double variance,
      double draw,
      double error) {}

  static Advice of(Need need) {
    return of(need, PublishedRun.named(ERRORS), PublishedRun.named(TIMES).of("draw"));
  }

  static Advice of(Need need, PublishedRun allErrors, PublishedRun allTimes) {
    PublishedRun errors = allErrors.nearest(need.arity());
    PublishedRun times = allTimes.nearest(need.arity());
    double norm = errors.value("gradient_norm", "exact", OptionalDouble.empty()).orElseThrow();
    List<Choice> best = new ArrayList<>();
    for (CSVRecord row : MeasurementRows.metric(errors.rows(), "variance_within").toList()) {
      String estimator = row.get("estimator");
      String name = estimator.equals(STANDS_FOR_EXACT) ? EXACT : estimator;
      OptionalDouble draw = times.value("time_ratio", name, OptionalDouble.empty());
      if (draw.isEmpty() || (need.oneHotOnly() && name.equals("gs"))) {
        continue;
      }
      Choice choice = choice(need, errors, row, name, draw.getAsDouble());
      if (Math.sqrt(Math.max(0, choice.squaredBias())) <= need.mostBias() * norm) {
        best.removeIf(other -> other.estimator().equals(name) && other.error() > choice.error());
        if (best.stream().noneMatch(other -> other.estimator().equals(name))) {
          best.add(choice);
        }
      }
    }
    best.sort(Comparator.comparingDouble(Choice::error));
    return new Advice(errors, times, List.copyOf(best));
  }

  private static Choice choice(
      Need need, PublishedRun errors, CSVRecord row, String name, double draw) {
    double number = PublishedRun.number(row, "temperature");
    OptionalDouble temperature =
        Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    double squaredBias =
        name.equals("reinforce")
            ? 0
            : errors.value("squared_bias", row.get("estimator"), temperature).orElseThrow();
    double variance = PublishedRun.number(row, "value");
    double batch = PublishedRun.number(row, "batch_size");
    double slower = (draw + need.lossCost()) / (1 + need.lossCost());
    double error = Math.max(0, squaredBias) + variance * batch / need.batch() * slower;
    return new Choice(name, temperature, squaredBias, variance, draw, error);
  }

  /** The one of least error; reinforce is always among them. */
  Choice first() {
    return choices.get(0);
  }
}
