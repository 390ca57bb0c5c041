package io.github.gumbelrao.bench.measurement.statistics;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.VectorSpread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Variance of a gradient within and between minibatches, by the law of total variance.
 *
 * <p>Within: the mean over minibatches of the trace of the covariance of repeated draws. Between:
 * the trace of the covariance of the minibatches' mean gradients, less what the finite number of
 * draws adds to it, within / draws. The standard errors come from the independent minibatches:
 * directly for the within part, by a jackknife over groups of them for the rest.
 */
public final class TwoLevelVariance {

  /** Groups of the jackknife: its standard errors are then known to about one part in six. */
  private static final int MAX_GROUPS = 20;

  private final int draws;
  private final VectorSpread[] groups;
  private final List<List<Double>> withinByGroup = new ArrayList<>();
  private final List<Double> within = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();

  private TwoLevelVariance(int draws, int groups) {
    this.draws = draws;
    this.groups = new VectorSpread[groups];
    Arrays.setAll(this.groups, i -> new VectorSpread());
    for (int i = 0; i < groups; i++) {
      withinByGroup.add(new ArrayList<>());
    }
  }

  /**
   * Starts an empty summary.
   *
   * @param minibatches how many will be added, at least 4
   * @param draws repeated draws at each, at least 2
   * @return the summary
   */
  public static TwoLevelVariance of(int minibatches, int draws) {
    Checks.atLeast("minibatches", minibatches, 4);
    return new TwoLevelVariance(Checks.atLeast("draws", draws, 2), groups(minibatches));
  }

  /**
   * How many groups the jackknife has.
   *
   * @param minibatches at least 4
   * @return at least 2
   */
  public static int groups(long minibatches) {
    return (int) Math.min(MAX_GROUPS, minibatches / 2);
  }

  /**
   * Adds the draws of one minibatch.
   *
   * @param minibatch the gradients drawn there
   * @param loss their mean loss
   */
  public void add(VectorSpread minibatch, double loss) {
    if (minibatch.count() != draws) {
      throw new IllegalArgumentException(
          "minibatch.count() must be " + draws + ", got " + minibatch.count());
    }
    int group = within.size() % groups.length;
    groups[group].add(minibatch.mean());
    withinByGroup.get(group).add(minibatch.variance());
    within.add(minibatch.variance());
    losses.add(loss);
  }

  /**
   * Trace of the covariance of a draw given its minibatch.
   *
   * @return the mean over minibatches
   */
  public Estimate within() {
    return Estimate.mean(withins());
  }

  /**
   * The within variance of each minibatch, in the order they were added.
   *
   * @return one trace a minibatch
   */
  public double[] withins() {
    return toArray(within);
  }

  /**
   * Trace of the covariance of the expected gradient over minibatches.
   *
   * @return an unbiased estimate, which may be negative where noise hides the truth
   */
  public Estimate between() {
    return jackknife(pooled -> pooled.spread.variance() - pooled.within / draws);
  }

  /**
   * Norm of the mean gradient.
   *
   * @return the norm; its square is too large by the variance of the mean
   */
  public Estimate norm() {
    return jackknife(pooled -> pooled.spread.norm());
  }

  /**
   * Mean loss.
   *
   * @return the mean over minibatches
   */
  public Estimate loss() {
    return Estimate.mean(toArray(losses));
  }

  /**
   * What is reported of all minibatches.
   *
   * @param withins as {@link TwoLevelVariance#withins}
   * @param between as {@link TwoLevelVariance#between}
   * @param norm as {@link TwoLevelVariance#norm}
   * @param loss as {@link TwoLevelVariance#loss}
   */
  public record Summary(List<Double> withins, Estimate between, Estimate norm, Estimate loss) {

    /** Copies the list. */
    public Summary {
      withins = List.copyOf(withins);
    }

    /**
     * As {@link TwoLevelVariance#within}.
     *
     * @return the mean over minibatches
     */
    public Estimate within() {
      return Estimate.mean(toArray(withins));
    }

    /**
     * How many times the within variance of another one, measured at the same minibatches.
     *
     * @param other whose within variance is not 0
     * @return the ratio, paired by minibatch
     */
    public Estimate ratio(Summary other) {
      return Estimate.ratio(toArray(withins), toArray(other.withins));
    }
  }

  /**
   * All that is reported, without the gradients that it was made of.
   *
   * @return some numbers for each minibatch
   */
  public Summary summary() {
    return new Summary(within, between(), norm(), loss());
  }

  /** The minibatches of some groups together. */
  private record Pooled(VectorSpread spread, double within) {}

  private Estimate jackknife(ToDoubleFunction<Pooled> statistic) {
    double[] leaveOneOut = new double[groups.length];
    for (int i = 0; i < groups.length; i++) {
      leaveOneOut[i] = statistic.applyAsDouble(without(i));
    }
    return Estimate.jackknife(statistic.applyAsDouble(without(-1)), leaveOneOut);
  }

  private Pooled without(int left) {
    VectorSpread spread = new VectorSpread();
    double sum = 0;
    for (int i = 0; i < groups.length; i++) {
      if (i != left) {
        spread.merge(groups[i]);
        sum += withinByGroup.get(i).stream().mapToDouble(Double::doubleValue).sum();
      }
    }
    return new Pooled(spread, sum / spread.count());
  }

  private static double[] toArray(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
