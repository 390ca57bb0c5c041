package io.github.gumbelrao.bench.measurement.statistics;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Ratio of two positive numbers known by samples, on the scale of its logarithm.
 *
 * <p>The standard error is that of the delete-one jackknife, the interval that of Student's law for
 * the logarithm, so it never leaves the positive numbers. Degrees of freedom: the sample's size
 * less one where the samples are paired, else Welch's. Errors below a relative 1e-12, which are
 * rounding, count as that. A numerator of exactly 0 gives the ratio 0, known exactly.
 *
 * <p>Source: Efron and Stein (1981) for the jackknife; Welch (1947) for the degrees of freedom.
 *
 * @param log natural logarithm of the ratio with its standard error; minus infinity with 0 for the
 *     ratio 0
 * @param degrees of freedom, above 0
 */
public record Ratio(Estimate log, double degrees) {

  /** What of a sample is compared. */
  public enum Of {
    /** Its mean, of at least two numbers. */
    MEAN(2),
    /** Its variance, of at least three numbers. */
    VARIANCE(3);

    private final int least;

    Of(int least) {
      this.least = least;
    }

    private double apply(Moments moments) {
      return this == MEAN ? moments.mean() : moments.variance();
    }
  }

  /** Checks the components. */
  public Ratio {
    Checks.positive("degrees", degrees);
    Checks.atLeast("standardError", log.standardError(), 0.0);
    if (!(log.value() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("log must be < Infinity, got " + log.value());
    }
  }

  /**
   * The ratio of two samples measured in pairs.
   *
   * @param of what is compared, above 0; the numerators' may be 0 if none of them leaves it
   * @param numerators finite
   * @param denominators as many; each belongs to the numerator of its index
   * @return the ratio
   * @throws IllegalArgumentException if there are too few numbers, one is not finite, or what is
   *     compared is not above 0, also with any one pair left out
   */
  public static Ratio paired(Of of, double[] numerators, double[] denominators) {
    if (numerators.length != denominators.length) {
      throw new IllegalArgumentException(
          "denominators.length must be " + numerators.length + ", got " + denominators.length);
    }
    double degrees = numerators.length - 1.0;
    double[] below = logs("denominators", of, denominators);
    double low = log("denominators", of, Moments.of(denominators));
    if (zero(of, numerators)) {
      return none(degrees);
    }
    double[] above = logs("numerators", of, numerators);
    for (int i = 0; i < above.length; i++) {
      above[i] -= below[i];
    }
    return of(
        Estimate.jackknife(log("numerators", of, Moments.of(numerators)) - low, above), degrees);
  }

  /**
   * The ratio of two independent samples.
   *
   * @param of what is compared, above 0; the numerators' may be 0 if none of them leaves it
   * @param numerators finite
   * @param denominators finite
   * @return the ratio
   * @throws IllegalArgumentException as {@link #paired}
   */
  public static Ratio unpaired(Of of, double[] numerators, double[] denominators) {
    Estimate below = jackknife("denominators", of, denominators);
    if (zero(of, numerators)) {
      return none(numerators.length - 1.0);
    }
    Estimate above = jackknife("numerators", of, numerators);
    double first = Math.pow(Math.max(above.standardError(), Samples.ROUNDING), 2);
    double second = Math.pow(Math.max(below.standardError(), Samples.ROUNDING), 2);
    double degrees =
        Welch.degrees(first, numerators.length - 1.0, second, denominators.length - 1.0);
    return of(new Estimate(above.value() - below.value(), Math.sqrt(first + second)), degrees);
  }

  /**
   * The ratio of a sample to a number that is known.
   *
   * @param of what is compared, above 0, or 0 if no number leaves it
   * @param numerators finite
   * @param denominator finite and above 0
   * @return the ratio
   * @throws IllegalArgumentException as {@link #paired}
   */
  public static Ratio toKnown(Of of, double[] numerators, double denominator) {
    Checks.positive("denominator", denominator);
    double degrees = numerators.length - 1.0;
    if (zero(of, numerators)) {
      return none(degrees);
    }
    Estimate above = jackknife("numerators", of, numerators);
    double log = above.value() - Math.log(denominator);
    return of(new Estimate(log, above.standardError()), degrees);
  }

  private static Ratio of(Estimate log, double degrees) {
    double error = Math.max(log.standardError(), Samples.ROUNDING);
    return new Ratio(new Estimate(log.value(), error), degrees);
  }

  private static Ratio none(double degrees) {
    return new Ratio(new Estimate(Double.NEGATIVE_INFINITY, 0), degrees);
  }

  /** Whether the statistic is 0 and no single number is the reason. */
  private static boolean zero(Of of, double[] numbers) {
    Samples.require("numerators", numbers, of.least);
    return of.apply(Moments.of(numbers)) == 0
        && Arrays.stream(Moments.leaveOneOut(numbers)).mapToDouble(of::apply).allMatch(x -> x == 0);
  }

  private static Estimate jackknife(String name, Of of, double[] numbers) {
    double[] logs = logs(name, of, numbers);
    return Estimate.jackknife(log(name, of, Moments.of(numbers)), logs);
  }

  private static double[] logs(String name, Of of, double[] numbers) {
    Samples.require(name, numbers, of.least);
    return Arrays.stream(Moments.leaveOneOut(numbers))
        .mapToDouble(others -> log(name, of, others))
        .toArray();
  }

  private static double log(String name, Of of, Moments moments) {
    double value = of.apply(moments);
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          of.name().toLowerCase(Locale.ROOT)
              + " of "
              + name
              + " must be > 0, also without any one of them, got "
              + value);
    }
    return Math.log(value);
  }

  /**
   * The ratio itself, with the standard error of the delta method.
   *
   * @return at least 0
   */
  public Estimate estimate() {
    double value = Math.exp(log.value());
    return new Estimate(value, value * log.standardError());
  }

  /**
   * The interval of the ratio.
   *
   * @param confidence in (0, 1)
   * @return its ends are at least 0; both 0 for the ratio 0
   */
  public Interval interval(double confidence) {
    if (log.value() == Double.NEGATIVE_INFINITY) {
      Interval.requireConfidence(confidence);
      return new Interval(0, 0);
    }
    Interval logs = Interval.student(log, degrees, confidence);
    return new Interval(Math.exp(logs.low()), Math.exp(logs.high()));
  }

  /**
   * Two-sided p-value of the hypothesis that the true ratio is a given number.
   *
   * @param claim finite and above 0
   * @return 0 for the ratio 0
   */
  public double pValue(double claim) {
    return Math.min(1, 2 * Math.min(pValueAbove(claim), pValueBelow(claim)));
  }

  /**
   * One-sided p-value of the hypothesis that the true ratio is at most a given number: small if it
   * is above.
   *
   * @param claim finite and above 0
   * @return 1 for the ratio 0
   */
  public double pValueAbove(double claim) {
    return tail(log.value() - Math.log(Checks.positive("claim", claim)));
  }

  /**
   * One-sided p-value of the hypothesis that the true ratio is at least a given number: small if it
   * is below.
   *
   * @param claim finite and above 0
   * @return 0 for the ratio 0
   */
  public double pValueBelow(double claim) {
    return tail(Math.log(Checks.positive("claim", claim)) - log.value());
  }

  private double tail(double distance) {
    return TDistribution.of(degrees).survivalProbability(distance / log.standardError());
  }
}
