package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.internal.VectorSpread;

/**
 * How far the means of two samples of vectors lie apart, from two independent halves of each.
 *
 * <p>The first halves say in which direction the means differ, the second halves how far they do in
 * that direction: a difference of means of independent numbers, to which Student's law applies
 * however long the vectors are. The distance in a direction is at most the distance.
 *
 * @param distance of the means along the direction; about 0 where the samples have one mean
 * @param margin half the width of the interval around it, {@link #STANDARD_ERRORS} of them and the
 *     rounding of the exact gradient
 * @param leastVisible the distance that nine checks in ten would see, about
 * @param most the largest distance that goes with the interval: noise turns the direction away from
 *     that of the means, and shortens what is seen
 */
record MeanGap(double distance, double margin, double leastVisible, double most) {

  /**
   * Standard errors beyond which a distance is not chance: for normal numbers a chance of one in
   * 3.5 million, for the fewest passes of one in 2.5 million. Ten estimators of a sound model are
   * all seen as unbiased but once in 250,000 checks.
   */
  static final double STANDARD_ERRORS = 5;

  /** The normal law has nine tenths below it. */
  private static final double NINE_TENTHS = 1.2816;

  /**
   * A comparison that the second halves are still to be drawn for.
   *
   * @param noise trace of the covariance of the difference of the first halves
   * @param from one of them along the direction
   * @param to the other
   * @param rareVariance of a gradient, by outcomes that the second half may lack
   * @param rounding of the difference
   */
  record Pending(
      double noise, VectorSpread from, VectorSpread to, double rareVariance, double rounding) {

    /** Fixes the direction by the first halves. */
    static Pending of(GradientSource from, GradientSource to) {
      double[] direction = Directions.between(from.mean(), to.mean());
      return new Pending(
          from.noise() + to.noise(),
          from.along(direction),
          to.along(direction),
          from.rareVariance(),
          from.rounding());
    }

    /** Compares the second halves. */
    MeanGap gap() {
      double variance = meanVariance(from) + meanVariance(to) + rareVariance / to.count();
      double error = Math.sqrt(variance);
      double least = unshortened((STANDARD_ERRORS + NINE_TENTHS) * error + rounding, noise);
      double distance = to.mean()[0] - from.mean()[0];
      double margin = STANDARD_ERRORS * error + rounding;
      double seen = Math.max(distance, 0) + margin;
      return new MeanGap(distance, margin, least, unshortened(seen, noise));
    }
  }

  /**
   * The d that is seen as {@code d^2 / sqrt(d^2 + noise)}, along a direction that is noisy itself.
   */
  private static double unshortened(double seen, double noise) {
    double square = seen * seen;
    return Math.sqrt((square + Math.sqrt(square * square + 4 * square * noise)) / 2);
  }

  /** Variance of a mean; 0 where it is of one vector that was not drawn. */
  static double meanVariance(VectorSpread spread) {
    return spread.count() < 2 ? 0 : spread.variance() / spread.count();
  }

  /** Whether the means differ by more than chance. */
  boolean seen() {
    return distance > margin;
  }

  /** Whether it is known at all. */
  boolean finite() {
    return Double.isFinite(distance) && Double.isFinite(margin);
  }
}
