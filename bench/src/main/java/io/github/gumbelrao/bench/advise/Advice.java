package io.github.gumbelrao.bench.advise;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
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

  private static final String ERRORS = "bias-digits";
  private static final String TIMES = "speed-quick";

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
      Estimate squaredBias,
      double variance,
      double draw,
      double error) {

    /** An upper end of its interval, and above 0 but for reinforce. */
    double mostSquaredBias() {
      return estimator.equals("reinforce")
          ? 0
          : Math.max(Double.MIN_VALUE, squaredBias.value() + 2 * squaredBias.standardError());
    }
  }

  static Advice of(Need need) {
    return of(need, PublishedRun.named(ERRORS), PublishedRun.named(TIMES).of("draw"));
  }

  static Advice of(Need need, PublishedRun allErrors, PublishedRun allTimes) {
    PublishedRun errors = allErrors.nearest(need.arity());
    PublishedRun times = allTimes.nearest(need.arity());
    double norm = errors.value("gradient_norm", "exact").orElseThrow();
    List<Choice> best = new ArrayList<>();
    for (CSVRecord row : MeasurementRows.metric(errors.rows(), "variance_within").toList()) {
      String name = row.get("estimator");
      OptionalDouble draw = times.value("time_ratio", name);
      if (draw.isEmpty() || (need.oneHotOnly() && name.equals("gs"))) {
        continue;
      }
      Choice choice = choice(need, errors, row, name, draw.getAsDouble());
      if (choice.mostSquaredBias() <= Math.pow(need.mostBias() * norm, 2)) {
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
    // That of reinforce was measured too, with an error, and is known to be 0.
    Estimate squaredBias =
        name.equals("reinforce")
            ? new Estimate(0, 0)
            : errors.estimate("squared_bias", name, temperature).orElseThrow();
    double variance = PublishedRun.number(row, "value");
    double batch = PublishedRun.number(row, "batch_size");
    double slower = (draw + need.lossCost()) / (1 + need.lossCost());
    double error = Math.max(0, squaredBias.value()) + variance * batch / need.batch() * slower;
    return new Choice(name, temperature, squaredBias, variance, draw, error);
  }

  /** The one of least error; reinforce is always among them. */
  Choice first() {
    return choices.get(0);
  }
}
