package io.github.gumbelrao.bench.statistics;

import io.github.gumbelrao.core.check.Checks;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Squared distance of an expected vector from a reference, freed of what noise adds to it.
 *
 * <p>{@code |mean - reference|^2} is too large by the trace of the covariance of the means, the
 * noise floor, which is subtracted: the value is unbiased, and negative where noise hides a small
 * bias. With S the covariance of {@code mean - reference} and b its expectation, the variance of
 * the value is {@code 4 b' S b + 2 tr(S^2)}; the second term is exact for normal vectors, and holds
 * nearly for means of many draws. {@code tr(S^2)} is estimated without the bias of the plug-in.
 *
 * <p>The interval holds every squared bias t from which the value is not too far by that variance,
 * {@code 4 t v + 2 tr(S^2)} with v the variance along the bias. So whether there is any bias is
 * judged by the noise alone.
 *
 * <p>Cost: the square of the number of vectors times their length; for many draws, pass means of
 * equal groups of them.
 *
 * <p>Source: {@code tr(S^2)} as in Bai and Saranadasa (1996), "Effect of high dimension: by an
 * example of a two sample problem"; the interval is a score interval, as Wilson's (1927).
 *
 * @param value the squared bias, unbiased, of either sign
 * @param noiseFloor what was subtracted, at least 0
 * @param along variance of the means' difference in its own direction, at least 0
 * @param squaredTrace {@code tr(S^2)}, at least 0
 * @param degrees of freedom behind them: the smaller sample's size less one
 */
public record SquaredBias(
    double value, double noiseFloor, double along, double squaredTrace, double degrees) {

  private static final int FEWEST = 3;

  /**
   * Squared bias against a reference that is known exactly.
   *
   * @param vectors independent, of one law, at least three
   * @param reference what their mean would be without bias
   * @return the squared bias
   * @throws IllegalArgumentException if there are too few vectors, lengths differ or a number is
   *     not finite
   */
  public static SquaredBias against(List<double[]> vectors, double[] reference) {
    Samples.require("reference", reference, 1);
    Centred own = Centred.of("vectors", vectors, reference.length);
    double[] gap = difference(own.mean, reference);
    return of(gap, own.noise(), own.along(gap), own.squaredTrace(), own.count() - 1.0);
  }

  /**
   * Squared bias against a reference that was measured.
   *
   * @param vectors independent, of one law, at least three
   * @param reference independent of them and of each other, at least three
   * @return the squared bias
   * @throws IllegalArgumentException as {@link #against}
   */
  public static SquaredBias between(List<double[]> vectors, List<double[]> reference) {
    Checks.atLeast("vectors.size()", vectors.size(), FEWEST);
    Centred own = Centred.of("vectors", vectors, vectors.get(0).length);
    Centred other = Centred.of("reference", reference, own.mean.length);
    double[] gap = difference(own.mean, other.mean);
    double squaredTrace = own.squaredTrace() + 2 * own.product(other) + other.squaredTrace();
    return of(
        gap,
        own.noise() + other.noise(),
        own.along(gap) + other.along(gap),
        squaredTrace,
        Math.min(own.count(), other.count()) - 1.0);
  }

  private static SquaredBias of(
      double[] gap, double noise, double along, double squaredTrace, double degrees) {
    double squared = inner(gap, gap);
    return new SquaredBias(
        squared - noise, noise, squared == 0 ? 0 : along / squared, squaredTrace, degrees);
  }

  /**
   * The value with its standard error.
   *
   * @return an unbiased estimate
   */
  public Estimate estimate() {
    // The expectation of the first product is b' S b + tr(S^2).
    double plugIn = 4 * along * (value + noiseFloor) - 2 * squaredTrace;
    return new Estimate(value, Math.sqrt(Math.max(plugIn, 2 * squaredTrace)));
  }

  /**
   * The interval of the squared bias.
   *
   * @param confidence in (0, 1)
   * @return its ends are at least 0
   */
  public Interval interval(double confidence) {
    Interval.requireConfidence(confidence);
    double z = TDistribution.of(degrees).inverseSurvivalProbability((1 - confidence) / 2);
    // Where (value - t)^2 = z^2 (4 t along + 2 squaredTrace).
    double centre = value + 2 * z * z * along;
    double square = 4 * value * along + 4 * z * z * along * along + 2 * squaredTrace;
    double half = z * Math.sqrt(Math.max(0, square));
    return new Interval(Math.max(0, centre - half), Math.max(0, centre + half));
  }

  /**
   * Whether noise hides the bias: the interval reaches down to 0.
   *
   * @param confidence in (0, 1)
   * @return true if no bias was found
   */
  public boolean belowNoiseFloor(double confidence) {
    return interval(confidence).low() == 0;
  }

  private static double inner(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /** A sample's mean and its vectors less that mean. */
  private static final class Centred {
    private final double[] mean;
    private final List<double[]> residuals;

    private Centred(double[] mean, List<double[]> residuals) {
      this.mean = mean;
      this.residuals = residuals;
    }

    static Centred of(String name, List<double[]> vectors, int length) {
      Checks.atLeast(name + ".size()", vectors.size(), FEWEST);
      VectorSpread spread = new VectorSpread();
      for (double[] vector : vectors) {
        if (vector.length != length) {
          throw new IllegalArgumentException(
              name + " must have length " + length + ", got " + vector.length);
        }
        spread.add(Samples.require(name, vector, 1));
      }
      double[] mean = spread.mean();
      return new Centred(mean, vectors.stream().map(each -> difference(each, mean)).toList());
    }

    int count() {
      return residuals.size();
    }

    /** Trace of the covariance of the mean. */
    double noise() {
      double squares = residuals.stream().mapToDouble(each -> inner(each, each)).sum();
      return squares / (count() - 1) / count();
    }

    /** The variance of the mean along a vector, times its squared length. */
    double along(double[] vector) {
      double squares =
          residuals.stream().mapToDouble(each -> Math.pow(inner(each, vector), 2)).sum();
      return squares / (count() - 1) / count();
    }

    /** Trace of the product of two means' covariances. */
    double product(Centred other) {
      double squares = 0;
      for (double[] each : residuals) {
        for (double[] theirs : other.residuals) {
          squares += Math.pow(inner(each, theirs), 2);
        }
      }
      double own = (double) (count() - 1) * count();
      return squares / own / ((double) (other.count() - 1) * other.count());
    }

    /** Trace of the square of the mean's covariance; by Cauchy and Schwarz not below a bound. */
    double squaredTrace() {
      double m = count();
      double plugIn = product(this);
      double trace = noise();
      double unbiased =
          (m - 1) * (m - 1) / ((m + 1) * (m - 2)) * (plugIn - trace * trace / (m - 1));
      return Math.max(unbiased, trace * trace / mean.length);
    }
  }
}
