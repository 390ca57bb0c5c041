package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as tables print them. */
public final class Decimals {

  private Decimals() {}

  /**
   * Prints a number.
   *
   * @param value the number
   * @param digits after the point
   * @return such as {@code 1.50}
   */
  public static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /**
   * Prints a difference.
   *
   * @param value the difference
   * @param digits after the point
   * @return such as {@code +1.50}
   */
  public static String signed(double value, int digits) {
    return String.format(Locale.ROOT, "%+." + digits + "f", value);
  }

  /** Chance that the intervals after a plus-minus sign cover the truth. */
  public static final double CONFIDENCE = 0.95;

  /** Relative size of rounding: a smaller error is none. */
  private static final double ROUNDING = 1e-12;

  /** Digits of a number without an error. */
  private static final MathContext DIGITS = new MathContext(4);

  /**
   * Prints an estimate with half of its 95 % interval by the normal law.
   *
   * @param estimate of many numbers
   * @return such as {@code 0.651 ± 0.006}, to the first digit of the half, or the second where the
   *     first would be 1; without a half, to four digits, where the error is not known or 0, also
   *     but for rounding
   */
  public static String plusMinus(Estimate estimate) {
    return plusMinus(estimate, Double.POSITIVE_INFINITY);
  }

  /**
   * Prints an estimate with half of its 95 % interval by Student's law.
   *
   * @param estimate of a few numbers
   * @param degrees of freedom, one less than there are numbers; infinite for the normal law
   * @return as {@link #plusMinus(Estimate)}; without a half for less than one degree of freedom
   */
  public static String plusMinus(Estimate estimate, double degrees) {
    boolean known =
        estimate.standardError() > ROUNDING * Math.abs(estimate.value())
            && Double.isFinite(estimate.standardError());
    if (!Double.isFinite(estimate.value()) || !known || degrees < 1) {
      return rounded(estimate.value());
    }
    Interval interval =
        Double.isInfinite(degrees)
            ? Interval.normal(estimate, CONFIDENCE)
            : Interval.student(estimate, degrees, CONFIDENCE);
    BigDecimal exact = new BigDecimal((interval.high() - interval.low()) / 2);
    int leading = exact.round(new MathContext(2)).unscaledValue().intValue();
    boolean one = leading >= 20 && leading < 95;
    BigDecimal half = exact.round(new MathContext(one ? 1 : 2));
    int digits = Math.max(half.scale(), 0);
    return fixed(estimate.value(), digits) + " ± " + fixed(half.doubleValue(), digits);
  }

  /**
   * Prints a number to four digits.
   *
   * @param value any
   * @return such as {@code 0.6512}; with an exponent below a thousandth
   */
  public static String rounded(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    if (value != 0 && Math.abs(value) < 1e-3) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return digits.setScale(Math.max(digits.scale(), 0), RoundingMode.UNNECESSARY).toPlainString();
  }
}
