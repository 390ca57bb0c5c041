package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * One measurement, old and new.
 *
 * @param key what was measured
 * @param before old repetitions; empty if it is new
 * @param after new repetitions; empty if it is missing
 * @param smallest relative difference that matters
 * @param contrast how far they are apart; empty where that is not known
 * @param adjusted p-value after the correction for all tests of the comparison; NaN without a
 *     contrast
 * @param finding what follows
 * @param note why, where the numbers do not say it; mostly empty
 * @param accepted reason why a failing finding is accepted; empty if it is not
 */
public record Comparison(
    MeasurementKey key,
    List<Observation> before,
    List<Observation> after,
    double smallest,
    Optional<Contrast> contrast,
    double adjusted,
    Finding finding,
    String note,
    String accepted) {

  /** Confidence of the intervals shown, and of the one that equivalence is judged by. */
  public static final double CONFIDENCE = 0.95;

  /** Copies the lists. */
  public Comparison {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Whether it fails the comparison.
   *
   * @return false for what is accepted
   */
  public boolean fails() {
    return finding.failing() && accepted.isEmpty();
  }

  /**
   * The interval of the change.
   *
   * @return empty without a contrast
   */
  public Optional<Interval> interval() {
    return contrast.map(c -> c.interval(CONFIDENCE));
  }

  /**
   * Changes that do not matter.
   *
   * @return empty without a contrast
   */
  public Optional<Interval> band() {
    return contrast.map(c -> c.band(smallest, mean(before)));
  }

  /**
   * The bootstrap interval of the change, over repetitions.
   *
   * @return empty with fewer than two repetitions on a side
   */
  public Optional<Interval> bootstrap() {
    return contrast.flatMap(c -> Contrast.bootstrap(before, after, CONFIDENCE));
  }

  /** Mean over repetitions; NaN of none. */
  static double mean(List<Observation> list) {
    return list.stream().mapToDouble(Observation::value).average().orElse(Double.NaN);
  }

  Comparison judged(double holm, Finding verdict) {
    return new Comparison(key, before, after, smallest, contrast, holm, verdict, note, accepted);
  }

  Comparison with(String remark, String reason) {
    String both = note.isEmpty() ? remark : remark.isEmpty() ? note : note + "; " + remark;
    return new Comparison(key, before, after, smallest, contrast, adjusted, finding, both, reason);
  }
}
