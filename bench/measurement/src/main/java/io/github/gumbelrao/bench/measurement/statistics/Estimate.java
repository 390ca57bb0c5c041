package io.github.gumbelrao.bench.measurement.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A number and how well it is known.
 *
 * @param value the estimate
 * @param standardError its standard error; NaN where it is not known
 */
public record Estimate(double value, double standardError) {

  /**
   * A number that is reported without a standard error.
   *
   * @param value the number
   * @return the number alone
   */
  public static Estimate alone(double value) {
    return new Estimate(value, Double.NaN);
  }

  /**
   * The mean of independent numbers.
   *
   * @param numbers at least one; with one alone the standard error is NaN
   * @return their mean
   */
  public static Estimate mean(double[] numbers) {
    double mean = average(numbers);
    double squares = 0;
    for (double number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    double variance = numbers.length < 2 ? Double.NaN : squares / (numbers.length - 1);
    return new Estimate(mean, Math.sqrt(variance / numbers.length));
  }

  /**
   * The ratio of the means of two paired samples, with the standard error of the delta method.
   *
   * @param numerators independent numbers
   * @param denominators as many, each measured together with the numerator of its index; their mean
   *     is not 0
   * @return the ratio of the means
   */
  public static Estimate ratio(double[] numerators, double[] denominators) {
    if (numerators.length != denominators.length) {
      throw new IllegalArgumentException(
          "denominators.length must be " + numerators.length + ", got " + denominators.length);
    }
    double denominator = average(denominators);
    double ratio = average(numerators) / denominator;
    double[] residuals = new double[numerators.length];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = (numerators[i] - ratio * denominators[i]) / denominator;
    }
    return new Estimate(ratio, mean(residuals).standardError());
  }

  /**
   * The median of independent numbers. Its standard error is the distance of two of the sorted
   * numbers, in widths of a normal interval that holds the median with the same chance: of up to
   * seven numbers the least and the greatest, of more those whose interval has about 95 %.
   *
   * <p>Source: Price and Bonett (2001), "Estimating the variance of the sample median".
   *
   * @param numbers at least one; with one alone the standard error is NaN
   * @return their median; of an even number of them the mean of the two in the middle
   */
  public static Estimate median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    if (count < 2) {
      return alone(median);
    }
    int rank = (int) Math.max(1, Math.round((count + 1) / 2.0 - Math.sqrt(count)));
    double width = sorted[count - rank] - sorted[rank - 1];
    double tail = BinomialDistribution.of(count, 0.5).cumulativeProbability(rank - 1);
    double quantile = NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
    return new Estimate(median, width / (2 * quantile));
  }

  /**
   * The product with a number known independently, with the standard error of the delta method.
   *
   * @param other any
   * @return this times the other
   */
  public Estimate times(Estimate other) {
    double error = Math.hypot(standardError * other.value, value * other.standardError);
    return new Estimate(value * other.value, error);
  }

  /**
   * The quotient by a number known independently, with the standard error of the delta method.
   *
   * @param other not 0
   * @return this over the other
   */
  public Estimate over(Estimate other) {
    double ratio = value / other.value;
    double error = Math.hypot(standardError, ratio * other.standardError) / Math.abs(other.value);
    return new Estimate(ratio, error);
  }

  /**
   * A statistic with its standard error by the delete-one jackknife over groups of equal size.
   *
   * <p>Source: Efron and Stein (1981).
   *
   * @param value the statistic of all groups
   * @param leaveOneOut the statistic without each group in turn, at least two
   * @return the estimate
   */
  public static Estimate jackknife(double value, double[] leaveOneOut) {
    double mean = average(leaveOneOut);
    double squares = 0;
    for (double each : leaveOneOut) {
      squares += (each - mean) * (each - mean);
    }
    int groups = leaveOneOut.length;
    return new Estimate(value, Math.sqrt(squares * (groups - 1) / groups));
  }

  /** Of equal numbers exactly what they are: their sum may be rounded. */
  private static double average(double[] numbers) {
    double sum = 0;
    boolean equal = numbers.length > 0;
    for (double number : numbers) {
      sum += number;
      equal &= number == numbers[0];
    }
    // Of -0.0 the sum makes 0.
    return equal ? numbers[0] + 0.0 : sum / numbers.length;
  }
}
