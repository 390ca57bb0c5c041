package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.Arrays;
import java.util.List;

/**
 * A number that speaks for or against a claim.
 *
 * @param runs names of the folders that it comes from
 * @param where what was measured, in words
 * @param estimate the number; its standard error is NaN if it is unknown
 * @param degrees of freedom behind the error
 * @param parts what it is the mean of, in words; empty if of nothing else
 */
record Effect(
    List<String> runs, String where, Estimate estimate, double degrees, List<String> parts) {

  /** Copies the lists. */
  Effect {
    runs = List.copyOf(runs);
    parts = List.copyOf(parts);
  }

  /** One that is no mean of others. */
  Effect(List<String> runs, String where, Estimate estimate, double degrees) {
    this(runs, where, estimate, degrees, List.of());
  }

  /**
   * Whether there is an interval. An error of 0 is that of a few numbers that happen to be equal,
   * and unknown; but a ratio of exactly 0 is known.
   */
  boolean judged() {
    return Double.isFinite(estimate.value())
        && Double.isFinite(estimate.standardError())
        && (estimate.standardError() > 0 || estimate.value() == 0)
        && degrees > 0;
  }

  /** By Student's law. */
  Interval interval(double confidence) {
    return Interval.student(estimate, degrees, confidence);
  }

  /**
   * The mean of several, with the error estimated from their spread; of one alone itself.
   *
   * @param effects at least one, each of trainings of its own
   * @param what they are, in words
   */
  static Effect mean(List<Effect> effects, String what) {
    if (effects.size() == 1) {
      return effects.get(0);
    }
    double[] values = effects.stream().mapToDouble(each -> each.estimate.value()).toArray();
    return new Effect(
        effects.stream().flatMap(each -> each.runs.stream()).distinct().toList(),
        "%s, from %s to %s"
            .formatted(
                what,
                Decimals.rounded(Arrays.stream(values).min().orElseThrow()),
                Decimals.rounded(Arrays.stream(values).max().orElseThrow())),
        Estimate.mean(values),
        values.length - 1.0,
        effects.stream()
            .map(each -> Decimals.rounded(each.estimate.value()) + ": " + each.where)
            .toList());
  }
}
