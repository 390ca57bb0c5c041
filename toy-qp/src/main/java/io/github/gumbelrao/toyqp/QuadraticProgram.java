package io.github.gumbelrao.toyqp;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Minimize {@code (p - c)^T Q (p - c)} over the probability simplex, also as an expectation over a
 * one-hot {@code D ~ p}.
 *
 * <p>{@link #weights} gives the matrix {@code A(p)} for which {@code E[(D - c)^T A(p) (D - c)]}
 * equals the objective. With {@code A} held fixed the loss is quadratic in {@code D}, so the exact
 * gradient is a sum over {@code n} outcomes: the truth that estimators are measured against. All
 * gradients with respect to logits are for {@code p = softmax(theta)} and sum to zero.
 *
 * <p>Plain double precision; cost is {@code O(n^2)} a call. Instances are immutable, and matrices
 * are copied in and out.
 *
 * <p>Source: Paulus, Maddison and Krause (2021), arXiv:2010.04838, section 5.2.
 */
public final class QuadraticProgram {

  /**
   * Least distance from a line where a weight is infinite: Euclidean, within {@code sum(p) = 1}.
   */
  public static final double CLEARANCE = 1e-6;

  private final double[][] matrix;
  private final double[] center;
  private final WeightMatrix weightMatrix;

  private QuadraticProgram(double[][] matrix, double[] center) {
    this.matrix = matrix;
    this.center = center;
    this.weightMatrix = new WeightMatrix(matrix, center);
  }

  /**
   * Creates a program.
   *
   * @param matrix Q, shape {@code [n, n]}, {@code n >= 2}, exactly symmetric and positive definite
   * @param center c, shape {@code [n]}, finite; it need not lie on the simplex
   * @return the program
   * @throws IllegalArgumentException if a shape, an entry, the symmetry or the definiteness is
   *     wrong
   */
  public static QuadraticProgram of(double[][] matrix, double[] center) {
    Checks.atLeast("matrix.length", matrix.length, 2);
    double[][] ownMatrix = SquareMatrix.copyOf("matrix", matrix, matrix.length);
    SquareMatrix.requirePositiveDefinite("matrix", ownMatrix);
    double[] ownCenter = center.clone();
    Simplex.requireLength("center", ownCenter, matrix.length);
    Simplex.requireFinite("center", ownCenter);
    return new QuadraticProgram(ownMatrix, ownCenter);
  }

  /**
   * The paper's program: {@code n = 3}, {@code Q_ij = exp(-2 |i - j|)}, {@code c_i = 1/3}.
   *
   * <p>Source: arXiv:2010.04838, section 5.2.
   *
   * @return the program
   */
  public static QuadraticProgram paper() {
    int n = 3;
    double[][] matrix = new double[n][n];
    double[] center = new double[n];
    for (int i = 0; i < n; i++) {
      center[i] = 1.0 / n;
      for (int j = 0; j < n; j++) {
        matrix[i][j] = Math.exp(-2.0 * Math.abs(i - j));
      }
    }
    return of(matrix, center);
  }

  /**
   * Returns the number of categories.
   *
   * @return n
   */
  public int categories() {
    return center.length;
  }

  /**
   * Returns a copy of Q.
   *
   * @return Q, shape {@code [n, n]}
   */
  public double[][] matrix() {
    return SquareMatrix.copyOf("matrix", matrix, center.length);
  }

  /**
   * Returns a copy of c.
   *
   * @return c, shape {@code [n]}
   */
  public double[] center() {
    return center.clone();
  }

  /**
   * Returns {@code (p - c)^T Q (p - c)}.
   *
   * @param probabilities p, shape {@code [n]}, on the simplex
   * @return the objective, never negative
   * @throws IllegalArgumentException if {@code probabilities} is not on the simplex
   */
  public double objective(double[] probabilities) {
    Simplex.requireProbabilities(probabilities, center.length);
    // Rounding may go below zero where Q is nearly singular.
    return Math.max(0, SquareMatrix.quadraticForm(matrix, minusCenter(probabilities)));
  }

  /**
   * Whether {@link #weights} is undefined at {@code p} or too close to where it is.
   *
   * <p>True if some off-diagonal weight is infinite at a point of the plane {@code sum(p) = 1} at
   * most {@value #CLEARANCE} away from {@code p} in Euclidean distance. For the paper's program
   * these are the lines {@code p_k = 2/3}. If two entries of {@code c} are both zero and their
   * entry of Q is not, no weight exists anywhere, because {@code D_i D_j = 0} at every corner. The
   * one exception is {@code p = c}, where A is zero.
   *
   * @param probabilities p, shape {@code [n]}, on the simplex
   * @return true if {@link #weights} would throw
   * @throws IllegalArgumentException if {@code probabilities} is not on the simplex
   */
  public boolean isSingular(double[] probabilities) {
    Simplex.requireProbabilities(probabilities, center.length);
    return weightMatrix.singularPair(probabilities).isPresent();
  }

  /**
   * Returns the symmetric matrix {@code A(p)} that turns the objective into an expectation.
   *
   * <p>{@code A_ij = (p_i - c_i)(p_j - c_j) / (c_i c_j - p_i c_j - c_i p_j) Q_ij} off the diagonal,
   * {@code A_ii = (p_i - c_i)^2 / (p_i - 2 p_i c_i + c_i^2) Q_ii} on it. At {@code p = c} all of A
   * is zero. The diagonal is never singular: its denominator is {@code (p_i - c_i)^2 + p_i (1 -
   * p_i)}, which vanishes only together with its numerator, where the entry is taken as its limit,
   * zero. An entry off the diagonal is zero where {@code Q_ij} is, and if one of {@code c_i, c_j}
   * is zero the factor common to numerator and denominator is cancelled, so no 0/0 is left.
   *
   * <p>Source: arXiv:2010.04838, section 5.2.
   *
   * @param probabilities p, shape {@code [n]}, on the simplex
   * @return A, shape {@code [n, n]}
   * @throws IllegalArgumentException if {@code probabilities} is not on the simplex, or {@link
   *     #isSingular} holds there
   */
  public double[][] weights(double[] probabilities) {
    requireRegular(probabilities);
    return weightMatrix.at(probabilities);
  }

  /**
   * Returns the derivatives of {@link #weights} with respect to the logits: what the direct term
   * through {@code A(p)} is made of.
   *
   * <p>At an outcome D the direct term is {@code sum_ij (D_i - c_i) (D_j - c_j) dA_ij / dtheta}.
   * Its expectation over {@code D ~ p} is {@link #totalGradient} less {@link #heldWeightsGradient}.
   * At {@code p = c} all of it is zero.
   *
   * @param probabilities p, shape {@code [n]}, on the simplex
   * @return entry i, j, k is {@code dA_ij / dtheta_k}, shape {@code [n, n, n]}
   * @throws IllegalArgumentException if {@code probabilities} is not on the simplex, or {@link
   *     #isSingular} holds there
   */
  public double[][][] weightGradients(double[] probabilities) {
    requireRegular(probabilities);
    return weightMatrix.gradientsAt(probabilities);
  }

  private void requireRegular(double[] probabilities) {
    Simplex.requireProbabilities(probabilities, center.length);
    Optional<int[]> singular = weightMatrix.singularPair(probabilities);
    if (singular.isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "probabilities must be more than %s from where weights[%d][%d] is infinite, got %s",
              CLEARANCE,
              singular.get()[0],
              singular.get()[1],
              Arrays.toString(probabilities)));
    }
  }

  /**
   * Returns {@code (D - c)^T A (D - c)} at the corner {@code D = e_outcome}.
   *
   * @param outcome index of the sampled category, in {@code [0, n)}
   * @param weights A, shape {@code [n, n]}, finite; usually {@link #weights} of some p
   * @return the loss, of either sign
   * @throws IllegalArgumentException if {@code outcome} or {@code weights} is out of range
   */
  public double loss(int outcome, double[][] weights) {
    SquareMatrix.requireSquare("weights", weights, center.length);
    return SquareMatrix.quadraticForm(weights, cornerMinusCenter(outcome));
  }

  /**
   * Returns the gradient of {@link #loss} with respect to D, at the corner {@code D = e_outcome}.
   *
   * <p>It is {@code (A + A^T)(D - c)}, what straight-through estimators call {@code df/dD}.
   *
   * @param outcome index of the sampled category, in {@code [0, n)}
   * @param weights A, shape {@code [n, n]}, finite, held fixed
   * @return the gradient, shape {@code [n]}
   * @throws IllegalArgumentException if {@code outcome} or {@code weights} is out of range
   */
  public double[] lossGradient(int outcome, double[][] weights) {
    SquareMatrix.requireSquare("weights", weights, center.length);
    return SquareMatrix.quadraticGradient(weights, cornerMinusCenter(outcome));
  }

  /**
   * Returns {@code E[(D - c)^T A (D - c)]} for {@code D ~ p}, by enumeration.
   *
   * <p>With {@code A = A(p)} it equals {@link #objective} at p.
   *
   * @param probabilities p, shape {@code [n]}, on the simplex
   * @param weights A, shape {@code [n, n]}, finite
   * @return the expected loss
   * @throws IllegalArgumentException if an argument has the wrong shape or range
   */
  public double expectedLoss(double[] probabilities, double[][] weights) {
    Simplex.requireProbabilities(probabilities, center.length);
    double expected = 0;
    for (int i = 0; i < center.length; i++) {
      expected += probabilities[i] * loss(i, weights);
    }
    return expected;
  }

  /**
   * Returns the exact gradient of {@link #expectedLoss} with respect to the logits, with A held
   * fixed.
   *
   * <p>It is {@code sum_i p_i f(e_i) (e_i - p)}: what an unbiased estimator has as its mean when
   * the direct term through {@code A(p)} is dropped, as in the paper.
   *
   * @param probabilities p, shape {@code [n]}, on the simplex
   * @param weights A, shape {@code [n, n]}, finite, held fixed
   * @return the gradient, shape {@code [n]}
   * @throws IllegalArgumentException if an argument has the wrong shape or range
   */
  public double[] heldWeightsGradient(double[] probabilities, double[][] weights) {
    Simplex.requireProbabilities(probabilities, center.length);
    double[] losses = new double[center.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = loss(i, weights);
    }
    return Simplex.throughSoftmax(probabilities, losses);
  }

  /**
   * Returns the exact total gradient of {@link #objective} with respect to the logits.
   *
   * <p>It is {@code (diag(p) - p p^T) 2 Q (p - c)}. The total is {@link #heldWeightsGradient} plus
   * the direct term through {@code A(p)}, which is common to all estimators; as a function of p
   * alone it is finite on the singular lines too.
   *
   * @param probabilities p, shape {@code [n]}, on the simplex
   * @return the gradient, shape {@code [n]}
   * @throws IllegalArgumentException if {@code probabilities} is not on the simplex
   */
  public double[] totalGradient(double[] probabilities) {
    Simplex.requireProbabilities(probabilities, center.length);
    return Simplex.throughSoftmax(
        probabilities, SquareMatrix.quadraticGradient(matrix, minusCenter(probabilities)));
  }

  private double[] minusCenter(double[] probabilities) {
    double[] difference = new double[center.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = probabilities[i] - center[i];
    }
    return difference;
  }

  private double[] cornerMinusCenter(int outcome) {
    if (!(outcome >= 0 && outcome < center.length)) {
      throw new IllegalArgumentException(
          "outcome must be in [0, " + center.length + "), got " + outcome);
    }
    double[] corner = new double[center.length];
    corner[outcome] = 1;
    return minusCenter(corner);
  }
}
