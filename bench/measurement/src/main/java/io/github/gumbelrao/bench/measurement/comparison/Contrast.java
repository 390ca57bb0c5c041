package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.statistics.Bootstrap;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import io.github.gumbelrao.bench.measurement.statistics.Welch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far a new number is from an old one.
 *
 * <p>Numbers above 0 that are known to an eighth are compared as a ratio, on the scale of its
 * logarithm with the error of the delta method; others, such as a squared bias that noise hides, as
 * a difference. Where both sides have several seeds, or runs of a time, the spread between these is
 * the error (Welch's test of the logarithms or of the numbers); else the standard errors of the two
 * rows are, with the degrees of freedom of Welch and Satterthwaite.
 *
 * @param scale ratio or difference
 * @param change logarithm of new over old, or new less old, with its standard error
 * @param degrees of freedom
 * @param pValue two-sided, of no change
 * @param floor half the width of the band below which a difference is lost in the old number's
 *     noise; 0 for ratios
 */
public record Contrast(Scale scale, Estimate change, double degrees, double pValue, double floor) {

  /** On what scale two numbers are compared. */
  public enum Scale {
    /** New over old. */
    RATIO,
    /** New less old. */
    DIFFERENCE
  }

  /** Standard errors that a number must be above 0 to be part of a ratio. */
  private static final double CLEAR = 8;

  /** Standard errors of the old number below which a difference from it does not matter. */
  private static final double NOISE = 5;

  private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 1);

  /**
   * Compares two rows.
   *
   * @param before the old number, with a standard error of at least 0
   * @param after the new one, likewise
   * @return the contrast
   */
  public static Contrast ofRows(Observation before, Observation after) {
    boolean ratio = clear(before) && clear(after);
    double old = ratio ? before.error() / before.value() : before.error();
    double now = ratio ? after.error() / after.value() : after.error();
    double gap = ratio ? logOfRatio(before, after) : after.value() - before.value();
    double error = Math.hypot(old, now);
    // Shares of the greater error: a square may be too large or too small for a number.
    double first = square(old / error);
    double second = square(now / error);
    double degrees = Welch.degrees(first, before.degrees(), second, after.degrees());
    double tail = TDistribution.of(degrees).survivalProbability(Math.abs(gap) / error);
    return new Contrast(
        ratio ? Scale.RATIO : Scale.DIFFERENCE,
        new Estimate(gap, error),
        degrees,
        Math.min(1, 2 * tail),
        ratio ? 0 : NOISE * before.error());
  }

  /** Also where the ratio is too large or too small for a number. */
  private static double logOfRatio(Observation before, Observation after) {
    double ratio = after.value() / before.value();
    return ratio > 0 && Double.isFinite(ratio)
        ? Math.log(ratio)
        : Math.log(after.value()) - Math.log(before.value());
  }

  private static double square(double x) {
    return x * x;
  }

  private static boolean clear(Observation one) {
    return one.value() > 0 && one.value() >= CLEAR * one.error();
  }

  /**
   * Compares repetitions.
   *
   * @param before at least two finite numbers
   * @param after at least two finite numbers
   * @return the contrast: of the geometric means if all numbers are above 0, else of the means
   */
  public static Contrast ofRepetitions(List<Observation> before, List<Observation> after) {
    boolean ratio = positive(before) && positive(after);
    DoubleUnaryOperator scale = ratio ? Math::log : x -> x;
    double[] old = values(before, scale);
    double[] now = values(after, scale);
    Welch welch = Welch.of(now, old);
    return new Contrast(
        ratio ? Scale.RATIO : Scale.DIFFERENCE,
        welch.difference(),
        welch.degrees(),
        welch.pValue(),
        ratio ? 0 : NOISE * Estimate.mean(old).standardError());
  }

  /**
   * The bootstrap interval (BCa) of the ratio of the geometric means of repetitions, or of the
   * difference of their means.
   *
   * @param before old numbers
   * @param after new numbers
   * @param confidence in (0, 1)
   * @return empty with fewer than two numbers on a side
   */
  static Optional<Interval> bootstrap(
      List<Observation> before, List<Observation> after, double confidence) {
    if (before.size() < 2 || after.size() < 2) {
      return Optional.empty();
    }
    boolean ratio = positive(before) && positive(after);
    DoubleUnaryOperator scale = ratio ? Math::log : x -> x;
    double[] old = values(before, scale);
    double[] now = values(after, scale);
    Interval interval =
        BOOTSTRAP.bca(
            drawn -> mean(now, drawn[0]) - mean(old, drawn[1]), confidence, now.length, old.length);
    return Optional.of(
        ratio ? new Interval(Math.exp(interval.low()), Math.exp(interval.high())) : interval);
  }

  private static double mean(double[] numbers, int... drawn) {
    return Arrays.stream(drawn).mapToDouble(i -> numbers[i]).sum() / drawn.length;
  }

  private static boolean positive(List<Observation> list) {
    return list.stream().allMatch(each -> each.value() > 0);
  }

  private static double[] values(List<Observation> list, DoubleUnaryOperator scale) {
    return list.stream().mapToDouble(Observation::value).map(scale).toArray();
  }

  /**
   * The ratio or difference itself.
   *
   * @return above 0 for a ratio
   */
  public double value() {
    return shown(change.value());
  }

  /**
   * Its interval by Student's law.
   *
   * @param confidence in (0, 1)
   * @return the interval of the ratio or difference
   */
  public Interval interval(double confidence) {
    Interval interval = Interval.student(change, degrees, confidence);
    return new Interval(shown(interval.low()), shown(interval.high()));
  }

  /**
   * Ratios or differences that do not matter.
   *
   * @param smallest relative difference that matters, above 0
   * @param before the old number
   * @return for a ratio {@code [1 / (1 + smallest), 1 + smallest]}; for a difference that share of
   *     the old number to both sides, at least what its noise hides
   */
  public Interval band(double smallest, double before) {
    if (scale == Scale.RATIO) {
      return new Interval(1 / (1 + smallest), 1 + smallest);
    }
    return around(floor, smallest, before);
  }

  /** Differences from a number that do not matter, by its own noise. */
  static Interval band(Observation known, double smallest) {
    return around(NOISE * known.error(), smallest, known.value());
  }

  private static Interval around(double floor, double smallest, double before) {
    double half = Math.max(floor, smallest * Math.abs(before));
    return new Interval(-half, half);
  }

  private double shown(double number) {
    return scale == Scale.RATIO ? Math.exp(number) : number;
  }
}
