package io.github.gumbelrao.core.internal.noise;

import io.github.gumbelrao.core.internal.Checks;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Sample points in a unit cube, a set of its own for every variable, for integrals over uniform
 * variates.
 *
 * <p>Each point alone is uniform in the cube, so a mean over the points is unbiased; rules differ
 * in how the points of one variable lie to each other. Variables are independent. Coordinates are
 * asked for in two groups, coordinate 0 and the coordinates from 1, because they are used apart.
 */
public interface Points {

  /**
   * One group of coordinates of one block of points.
   *
   * @param tf ops of the enclosing graph
   * @param like gives number type and shape, {@code [..., coordinates]}
   * @param coordinate the group's first coordinate, 0 or 1
   * @param block which points
   * @param seed two integers, shape {@code [2]}; the same for all groups and blocks
   * @param <T> number type, float32 or float64
   * @return variates strictly between 0 and 1, without gradient, shape {@code [..., coordinates,
   *     block.count()]}
   */
  <T extends TFloating> Operand<T> uniform(
      Ops tf, Operand<T> like, int coordinate, SampleBlock block, Operand<TInt64> seed);

  /**
   * The most coordinates from 1 on, which is one for each category.
   *
   * @return the count, without limit in most
   */
  default int mostCategories() {
    return Integer.MAX_VALUE;
  }

  /**
   * Independent points: plain Monte Carlo.
   *
   * @return the rule
   */
  static Points independent() {
    return IndependentPoints.INSTANCE;
  }

  /**
   * Antithetic points: those with an odd index are the points before them, mirrored at the center
   * of the cube.
   *
   * <p>Helps where the integrand is close to odd about the center. Source: Hammersley and Morton
   * (1956), A new Monte Carlo technique: antithetic variates.
   *
   * @return the rule; a block starts at an even index
   */
  static Points antithetic() {
    return AntitheticPoints.INSTANCE;
  }

  /**
   * Sobol' points with a random digital shift for every variable and coordinate; see {@link
   * SobolPoints}.
   *
   * @return the rule
   */
  static Points sobol() {
    return SobolPoints.INSTANCE;
  }

  /**
   * Stratified antithetic points, for integrals over one coordinate; see {@link StratifiedPoints}.
   *
   * @param samples how many points there are in all blocks together, at least 1
   * @return the rule
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  static Points stratified(int samples) {
    return new StratifiedPoints(Checks.atLeast("samples", samples, 1));
  }
}
