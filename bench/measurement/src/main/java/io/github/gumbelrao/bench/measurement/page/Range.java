package io.github.gumbelrao.bench.measurement.page;

import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/**
 * The ends of an axis or of a scale of colors.
 *
 * @param low finite
 * @param high at least {@code low}
 */
public record Range(double low, double high) {

  /** From the least number to the greatest; 0 to 1 where there are none. */
  public static Range of(DoubleStream numbers) {
    DoubleSummaryStatistics ends = numbers.summaryStatistics();
    return ends.getCount() == 0 ? new Range(0, 1) : new Range(ends.getMin(), ends.getMax());
  }

  /** Both. */
  public Range and(Range other) {
    return new Range(Math.min(low, other.low), Math.max(high, other.high));
  }
}
