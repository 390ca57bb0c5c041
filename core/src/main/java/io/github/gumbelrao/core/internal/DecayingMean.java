package io.github.gumbelrao.core.internal;

/**
 * Exponentially weighted mean of past losses, corrected for its start: what {@link
 * io.github.gumbelrao.core.surrogate.RunningMean} is in a graph, for models that feed it.
 *
 * @param total weighted sum
 * @param weight sum of the weights
 */
public record DecayingMean(double total, double weight) {

  /** Before the first loss. */
  public static final DecayingMean NONE = new DecayingMean(0, 0);

  /**
   * The mean.
   *
   * @return 0 before the first loss
   */
  public double value() {
    return weight == 0 ? 0 : total / weight;
  }

  /**
   * With one loss more.
   *
   * @param loss the new one
   * @param decay weight of the past, in [0, 1)
   * @return the new mean
   */
  public DecayingMean with(double loss, double decay) {
    return new DecayingMean(decay * total + (1 - decay) * loss, decay * weight + 1 - decay);
  }
}
