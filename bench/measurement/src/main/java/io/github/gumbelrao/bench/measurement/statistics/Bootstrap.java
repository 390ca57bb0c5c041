package io.github.gumbelrao.bench.measurement.statistics;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Intervals of any statistic of one or several independent samples, by drawing from the samples
 * again.
 *
 * <p>A statistic sees the indices that were drawn, one array a sample, so that numbers that were
 * measured together stay together: for a paired ratio, one sample of pairs. Equal seeds give equal
 * intervals on every machine.
 *
 * <p>Source: Efron (1987), "Better bootstrap confidence intervals"; the acceleration for several
 * samples as in Davison and Hinkley (1997), "Bootstrap Methods and their Application", section 5.3.
 *
 * @param resamples how many, at least 100
 * @param seed of the draws
 */
public record Bootstrap(int resamples, long seed) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Checks the components. */
  public Bootstrap {
    Checks.atLeast("resamples", resamples, 100);
  }

  /**
   * The percentile interval: quantiles of the statistic over the resamples.
   *
   * @param statistic of indices, one array a sample; a finite number
   * @param confidence in (0, 1)
   * @param sizes of the samples, each at least 2
   * @return the interval; a point if the statistic never varies
   * @throws IllegalArgumentException if a size is too small, or a resample's statistic is not
   *     finite, as of a ratio whose denominators may all be 0
   */
  public Interval percentile(ToDoubleFunction<int[][]> statistic, double confidence, int... sizes) {
    Interval.requireConfidence(confidence);
    double[] sorted = resampled(statistic, sizes);
    double tail = (1 - confidence) / 2;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /**
   * The BCa interval: the percentile interval corrected for the statistic's bias and for a standard
   * error that changes with the truth.
   *
   * @param statistic of indices, one array a sample; a finite number, also with one index missing
   * @param confidence in (0, 1)
   * @param sizes of the samples, each at least 2
   * @return the interval; a point if the statistic never varies
   * @throws IllegalArgumentException as {@link #percentile}
   */
  public Interval bca(ToDoubleFunction<int[][]> statistic, double confidence, int... sizes) {
    Interval.requireConfidence(confidence);
    double[] sorted = resampled(statistic, sizes);
    double value = finite(statistic.applyAsDouble(identity(sizes)));
    double below = Arrays.stream(sorted).map(x -> x < value ? 1 : x == value ? 0.5 : 0).sum();
    // Half a resample is kept on either side, or the correction would be infinite.
    double share = Math.min(Math.max(below, 0.5), resamples - 0.5) / resamples;
    double shift = NORMAL.inverseCumulativeProbability(share);
    double acceleration = acceleration(statistic, sizes);
    double tail = (1 - confidence) / 2;
    return new Interval(
        quantile(sorted, corrected(tail, shift, acceleration)),
        quantile(sorted, corrected(1 - tail, shift, acceleration)));
  }

  private static double corrected(double level, double shift, double acceleration) {
    double moved = shift + NORMAL.inverseCumulativeProbability(level);
    return NORMAL.cumulativeProbability(shift + moved / (1 - acceleration * moved));
  }

  private double[] resampled(ToDoubleFunction<int[][]> statistic, int... sizes) {
    for (int size : sizes) {
      Checks.atLeast("size", size, 2);
    }
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[] values = new double[resamples];
    int[][] indices = identity(sizes);
    for (int i = 0; i < resamples; i++) {
      for (int[] sample : indices) {
        Arrays.setAll(sample, j -> random.nextInt(sample.length));
      }
      values[i] = finite(statistic.applyAsDouble(indices));
    }
    Arrays.sort(values);
    return values;
  }

  private static double finite(double value) {
    Samples.requireFinite("statistic of every resample", value);
    return value;
  }

  private static int[][] identity(int... sizes) {
    int[][] indices = new int[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      indices[i] = new int[sizes[i]];
      Arrays.setAll(indices[i], j -> j);
    }
    return indices;
  }

  /** A sixth of the skewness of the statistic's influence, from leaving out one index at a time. */
  private static double acceleration(ToDoubleFunction<int[][]> statistic, int... sizes) {
    DoubleStream.Builder all = DoubleStream.builder();
    for (int sample = 0; sample < sizes.length; sample++) {
      int[][] indices = identity(sizes);
      int[] drawn = indices[sample];
      double[] values = new double[sizes[sample]];
      for (int left = 0; left < values.length; left++) {
        int[] kept = new int[drawn.length - 1];
        System.arraycopy(drawn, 0, kept, 0, left);
        System.arraycopy(drawn, left + 1, kept, left, kept.length - left);
        indices[sample] = kept;
        values[left] = finite(statistic.applyAsDouble(indices));
      }
      double mean = Moments.of(values).mean();
      // The influence of one index is (n - 1) (mean - value), its weight 1 / n.
      double scale = (values.length - 1.0) / values.length;
      Arrays.stream(values).map(value -> scale * (mean - value)).forEach(all);
    }
    double[] influences = all.build().toArray();
    // In units of the largest, whose cube may be too large for a number.
    double unit = Arrays.stream(influences).map(Math::abs).max().orElseThrow();
    if (unit == 0) {
      return 0;
    }
    double squares = Arrays.stream(influences).map(x -> Math.pow(x / unit, 2)).sum();
    double cubes = Arrays.stream(influences).map(x -> Math.pow(x / unit, 3)).sum();
    return cubes / (6 * Math.pow(squares, 1.5));
  }

  /** Linear between order statistics. */
  private static double quantile(double[] sorted, double level) {
    double place = level * (sorted.length - 1);
    int low = (int) Math.floor(place);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }
}
