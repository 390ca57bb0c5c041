package io.github.gumbelrao.vae.model;

/** What {@link GradientPasses} found at one minibatch. */
public final class GradientSummary {

  private final int passes;
  private final double[] mean;
  private final double squaredDistances;
  private final double loss;

  GradientSummary(int passes, double[] mean, double squaredDistances, double loss) {
    this.passes = passes;
    this.mean = mean;
    this.squaredDistances = squaredDistances;
    this.loss = loss;
  }

  /**
   * How many gradients are summarized.
   *
   * @return at least 1
   */
  public int passes() {
    return passes;
  }

  /**
   * Their mean, not copied.
   *
   * @return all weights and biases of the inference network, one after the other
   */
  public double[] mean() {
    return mean;
  }

  /**
   * Sum over the passes of the squared Euclidean distance from the mean; over {@code passes - 1} it
   * is the trace of their covariance.
   *
   * @return at least 0 up to rounding
   */
  public double squaredDistances() {
    return squaredDistances;
  }

  /**
   * Mean loss over passes and images.
   *
   * @return nats
   */
  public double loss() {
    return loss;
  }
}
