package io.github.gumbelrao.bench.measurement.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/**
 * Difference of the means of two independent samples whose variances may differ.
 *
 * <p>Samples that do not vary, up to rounding, have a stated answer: the p-value is 1 if their
 * means agree, 0 if they do not.
 *
 * <p>Source: Welch (1947), "The generalization of Student's problem when several different
 * population variances are involved"; the test itself is that of Commons Statistics.
 *
 * @param difference mean of the first less mean of the second, with its standard error
 * @param degrees of freedom, at least 1
 * @param pValue two-sided, of equal means
 */
public record Welch(Estimate difference, double degrees, double pValue) {

  /**
   * Compares two samples.
   *
   * @param first at least two finite numbers
   * @param second at least two finite numbers
   * @return the comparison
   * @throws IllegalArgumentException if there are too few numbers or one is not finite
   */
  public static Welch of(double[] first, double[] second) {
    // A square may be too large or too small for a number; a power of two changes no digit.
    int power = Math.getExponent(Math.max(largest("first", first), largest("second", second)));
    Moments a = Moments.of(scaled(first, -power));
    Moments b = Moments.of(scaled(second, -power));
    double gap = a.mean() - b.mean();
    double error = Math.sqrt(a.variance() / a.count() + b.variance() / b.count());
    double rounding = Samples.ROUNDING * Math.max(Math.abs(a.mean()), Math.abs(b.mean()));
    if (error <= rounding) {
      double degrees = Math.min(a.count(), b.count()) - 1.0;
      return new Welch(scaled(gap, error, power), degrees, Math.abs(gap) <= rounding ? 1 : 0);
    }
    TTest.Result result =
        TTest.withDefaults()
            .with(DataDispersion.HETEROSCEDASTIC)
            .test(a.mean(), a.variance(), a.count(), b.mean(), b.variance(), b.count());
    return new Welch(scaled(gap, error, power), result.getDegreesOfFreedom(), result.getPValue());
  }

  private static double largest(String name, double[] numbers) {
    return Arrays.stream(Samples.require(name, numbers, 2)).map(Math::abs).max().orElseThrow();
  }

  private static double[] scaled(double[] numbers, int power) {
    return Arrays.stream(numbers).map(x -> Math.scalb(x, power)).toArray();
  }

  private static Estimate scaled(double gap, double error, int power) {
    return new Estimate(Math.scalb(gap, power), Math.scalb(error, power));
  }

  /**
   * The degrees of freedom of a sum of two independent numbers, by the formula of Welch and
   * Satterthwaite.
   *
   * @param first squared standard error of the one, not negative
   * @param firstDegrees of freedom behind it, above 0
   * @param second squared standard error of the other, not negative
   * @param secondDegrees of freedom behind it, above 0
   * @return degrees of freedom; NaN if both errors are 0
   */
  public static double degrees(
      double first, double firstDegrees, double second, double secondDegrees) {
    double total = first + second;
    return total * total / (first * first / firstDegrees + second * second / secondDegrees);
  }

  /**
   * The interval of the difference.
   *
   * @param confidence in (0, 1)
   * @return the interval by Student's law
   */
  public Interval interval(double confidence) {
    return Interval.student(difference, degrees, confidence);
  }
}
