package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Lengths and depths of the expressions added so far, in memory that does not grow with their
 * number.
 *
 * <p>Length is {@link Expression#length()}, tokens without parentheses; depth is {@link
 * Expression#depth()}, 1 for a lone digit. Before the first expression every mean, median and share
 * is NaN and every maximum 0. Not safe for use by several threads.
 */
public final class ListOpsStatistics {

  private final NavigableMap<Integer, Long> lengths = new TreeMap<>();
  private final NavigableMap<Integer, Long> depths = new TreeMap<>();
  private long count;

  /** Starts with no expression. */
  public ListOpsStatistics() {}

  /**
   * Counts all expressions of some examples.
   *
   * @param examples any number
   * @return their statistics
   */
  public static ListOpsStatistics of(Iterable<ListOpsExample> examples) {
    ListOpsStatistics statistics = new ListOpsStatistics();
    examples.forEach(example -> statistics.add(example.expression()));
    return statistics;
  }

  /**
   * Counts one more expression.
   *
   * @param expression any
   */
  public void add(Expression expression) {
    lengths.merge(expression.length(), 1L, Long::sum);
    depths.merge(expression.depth(), 1L, Long::sum);
    count++;
  }

  /**
   * Returns how many expressions there are.
   *
   * @return at least 0
   */
  public long count() {
    return count;
  }

  /**
   * Returns the mean length.
   *
   * @return in tokens
   */
  public double meanLength() {
    return mean(lengths);
  }

  /**
   * Returns the median length; of an even count, the mean of the two in the middle.
   *
   * @return in tokens
   */
  public double medianLength() {
    return count == 0 ? Double.NaN : (lengthAt((count - 1) / 2) + lengthAt(count / 2)) / 2.0;
  }

  /**
   * Returns the greatest length.
   *
   * @return in tokens
   */
  public int maxLength() {
    return lengths.isEmpty() ? 0 : lengths.lastKey();
  }

  /**
   * Returns the share of the expressions that are no longer than a limit.
   *
   * @param length the limit, in tokens, &gt;= 0
   * @return a fraction in {@code [0, 1]}
   * @throws IllegalArgumentException if {@code length} is negative
   */
  public double shareUpTo(int length) {
    Checks.atLeast("length", length, 0);
    return (double) total(lengths.headMap(length, true)) / count;
  }

  /**
   * Returns the mean depth.
   *
   * @return in levels, a lone digit having one
   */
  public double meanDepth() {
    return mean(depths);
  }

  /**
   * Returns the greatest depth.
   *
   * @return in levels, a lone digit having one
   */
  public int maxDepth() {
    return depths.isEmpty() ? 0 : depths.lastKey();
  }

  private int lengthAt(long rank) {
    long seen = 0;
    for (Map.Entry<Integer, Long> entry : lengths.entrySet()) {
      seen += entry.getValue();
      if (seen > rank) {
        return entry.getKey();
      }
    }
    throw new AssertionError("rank " + rank + " of " + count);
  }

  private double mean(Map<Integer, Long> counts) {
    long sum = 0;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      sum += entry.getKey() * entry.getValue();
    }
    return (double) sum / count;
  }

  private static long total(Map<Integer, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
