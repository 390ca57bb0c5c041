package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.internal.VectorSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What has been seen of the gradients of one estimator, or of the exact one. */
final class GradientSource {

  /** Draws gradients. */
  interface Draws {

    /**
     * Draws some of a sequence.
     *
     * @param from number of the first
     * @param to number of the first that is not drawn
     * @param sink takes each
     */
    void draw(int from, int to, Consumer<double[]> sink);
  }

  private final int passes;
  private final double rounding;
  private final double rareVariance;
  private final Draws draws;
  private final VectorSpread firstHalf = new VectorSpread();
  private final VectorSpread all = new VectorSpread();
  private final List<double[]> directions = new ArrayList<>();
  private final List<VectorSpread> along = new ArrayList<>();
  private double milliseconds;

  private GradientSource(int passes, double rounding, double rareVariance, Draws draws) {
    this.passes = passes;
    this.rounding = rounding;
    this.rareVariance = rareVariance;
    this.draws = draws;
  }

  /** Draws the first half of the gradients of an estimator. */
  static GradientSource of(int passes, Draws draws) {
    return new GradientSource(passes, 0, 0, draws).drawFirstHalf();
  }

  /** The exact gradient, as two halves of one each. */
  static GradientSource exact(ExactGradient gradient) {
    return new GradientSource(
            2,
            gradient.rounding(),
            gradient.rareVariance(),
            (from, to, sink) -> sink.accept(gradient.mean()))
        .drawFirstHalf();
  }

  private GradientSource drawFirstHalf() {
    draws.draw(0, passes / 2, firstHalf::add);
    all.merge(firstHalf);
    return this;
  }

  /** How far off the mean may be by rounding; 0 where its noise is larger. */
  double rounding() {
    return rounding;
  }

  /** What rare outcomes add to the variance of a gradient that is compared with this one. */
  double rareVariance() {
    return rareVariance;
  }

  /** Mean of the first half. */
  double[] mean() {
    return firstHalf.mean();
  }

  /** Trace of the covariance of {@link #mean}. */
  double noise() {
    return MeanGap.meanVariance(firstHalf);
  }

  /**
   * Asks for the second half along a direction.
   *
   * @return filled by {@link #drawSecondHalf}
   */
  VectorSpread along(double[] direction) {
    directions.add(direction);
    along.add(new VectorSpread());
    return along.get(along.size() - 1);
  }

  void drawSecondHalf() {
    long start = System.nanoTime();
    draws.draw(
        passes / 2,
        passes,
        gradient -> {
          all.add(gradient);
          for (int i = 0; i < along.size(); i++) {
            along.get(i).add(new double[] {Directions.product(directions.get(i), gradient)});
          }
        });
    milliseconds = (System.nanoTime() - start) / 1e6 / (passes - passes / 2);
  }

  /** Trace of the covariance of a gradient. */
  double variance() {
    return all.variance();
  }

  /**
   * Length of the mean that all gradients tell, without what their noise adds to it: that alone has
   * a length, and in many dimensions a large one.
   *
   * @return 0 where no more is seen than noise would show
   */
  double norm() {
    double norm = all.norm();
    return Math.sqrt(Math.max(0, norm * norm - MeanGap.meanVariance(all)));
  }

  /** Of one gradient, after the first half's warm-up. */
  double milliseconds() {
    return milliseconds;
  }
}
