package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import io.github.gumbelrao.core.internal.VectorSpread;
import java.util.ArrayList;
import java.util.List;

/**
 * Squared bias, variance and mean squared error of one cell, averaged over minibatches.
 *
 * <p>At a minibatch the squared bias is {@code |mean - reference|^2} less what noise adds to it:
 * the variance over the number of passes, and the noise of the reference. That is unbiased, and
 * negative where noise hides a small bias. Minibatches are independent, so their spread gives the
 * standard errors, whatever the law of the gradients.
 */
final class BiasMoments {

  /** Of the interval that has to reach 0 for a bias to be called hidden. */
  static final double CONFIDENCE = 0.95;

  private final List<Double> squaredBiases = new ArrayList<>();
  private final List<Double> variances = new ArrayList<>();
  private final List<Double> errors = new ArrayList<>();

  /**
   * What was found at a minibatch.
   *
   * @param squaredBias freed of noise, and so negative at times
   * @param variance of a pass
   */
  record AtMinibatch(double squaredBias, double variance) {

    /**
     * Of some passes.
     *
     * @param gradients of the passes, less the reference
     * @param referenceNoise trace of the covariance of the reference's error
     */
    static AtMinibatch of(VectorSpread gradients, double referenceNoise) {
      double variance = gradients.variance();
      double gap = gradients.norm();
      return new AtMinibatch(gap * gap - variance / gradients.count() - referenceNoise, variance);
    }
  }

  /** Adds a minibatch. */
  void add(AtMinibatch found) {
    squaredBiases.add(found.squaredBias());
    variances.add(found.variance());
    errors.add(found.squaredBias() + found.variance());
  }

  Estimate squaredBias() {
    return mean(squaredBiases);
  }

  Estimate variance() {
    return mean(variances);
  }

  Estimate meanSquaredError() {
    return mean(errors);
  }

  /** Of each minibatch, in the order they were added. */
  double[] squaredBiases() {
    return squaredBiases.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Whether Student's interval of the squared bias reaches down to 0; false if it is NaN. */
  boolean belowNoiseFloor() {
    Estimate squaredBias = squaredBias();
    return Double.isFinite(squaredBias.value())
        && Interval.student(squaredBias, squaredBiases.size() - 1.0, CONFIDENCE).low() <= 0;
  }

  private static Estimate mean(List<Double> numbers) {
    return Estimate.mean(numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
