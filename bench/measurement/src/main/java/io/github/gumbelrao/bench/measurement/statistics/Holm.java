package io.github.gumbelrao.bench.measurement.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Several tests at once: the chance that any true hypothesis is rejected stays below the level,
 * however the tests depend on each other.
 *
 * <p>Source: Holm (1979), "A simple sequentially rejective multiple test procedure".
 */
public final class Holm {

  private Holm() {}

  /**
   * Adjusted p-values: reject those that are at most the level.
   *
   * @param pValues one a test, each in [0, 1], in any order; may be empty, may have ties
   * @return as many, in the same order, each at least the p-value itself and at most 1
   * @throws IllegalArgumentException if a p-value is NaN or out of range
   */
  public static double[] adjusted(double... pValues) {
    for (int i = 0; i < pValues.length; i++) {
      if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
        throw new IllegalArgumentException(
            "pValues[" + i + "] must be in [0, 1], got " + pValues[i]);
      }
    }
    int[] order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      double scaled = (order.length - rank) * pValues[order[rank]];
      largest = Math.max(largest, Math.min(1, scaled));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }
}
