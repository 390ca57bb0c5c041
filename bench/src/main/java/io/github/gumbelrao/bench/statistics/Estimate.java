package io.github.gumbelrao.bench.statistics;

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

  private static double average(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }
}
