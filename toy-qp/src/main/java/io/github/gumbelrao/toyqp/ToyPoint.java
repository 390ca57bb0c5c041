package io.github.gumbelrao.toyqp;

import io.github.gumbelrao.core.internal.Checks;
import java.math.BigDecimal;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A point of the simplex and what an estimator meets there: the loss {@code (D - c)^T A (D - c)} of
 * a one-hot D, and the exact gradient of its expectation.
 *
 * <p>A is held fixed, at {@code A(p)} or at a matrix of one's own. With a direct term the gradient
 * also counts that A(p) depends on p. At a singular point A(p) does not exist: the weights, their
 * gradients and the exact gradient are reported as zero.
 *
 * <p>Instances are immutable; arrays are copied in and out.
 *
 * <p>Source: Paulus, Maddison and Krause (2021), arXiv:2010.04838, section 5.2.
 */
public final class ToyPoint {

  /** Beyond it, exp is 0 or infinite. */
  private static final double GREATEST_LOGIT = 700;

  private final double[] logits;
  private final double[] probabilities;
  private final boolean singular;
  private final double[] center;
  private final double[][] weights;
  private final double[][][] weightGradients;
  private final double[] truth;

  private ToyPoint(
      double[] logits,
      double[] probabilities,
      boolean singular,
      double[] center,
      double[][] weights,
      double[][][] weightGradients,
      double[] truth) {
    this.logits = logits;
    this.probabilities = probabilities;
    this.singular = singular;
    this.center = center;
    this.weights = weights;
    this.weightGradients = weightGradients;
    this.truth = truth;
  }

  /**
   * Creates the point p with {@code A = A(p)}; its logits are {@code log p}.
   *
   * @param program gives Q and c
   * @param p probabilities, shape {@code [n]}, on the simplex
   * @param direct whether gradients include the direct term through A(p)
   * @return the point
   * @throws IllegalArgumentException if p is not on the simplex
   */
  public static ToyPoint of(QuadraticProgram program, double[] p, boolean direct) {
    int n = program.categories();
    boolean singular = program.isSingular(p);
    double[][] weights = singular ? new double[n][n] : program.weights(p);
    double[][][] slopes = singular || !direct ? new double[n][n][n] : program.weightGradients(p);
    double[] truth = direct ? program.totalGradient(p) : program.heldWeightsGradient(p, weights);
    return new ToyPoint(
        logarithms(p),
        p.clone(),
        singular,
        program.center(),
        weights,
        slopes,
        singular ? new double[n] : truth);
  }

  /**
   * Creates the point {@code p = softmax(logits)} with a matrix A of one's own and without a direct
   * term.
   *
   * @param program gives c; its Q is not used
   * @param logits shape {@code [n]}, the greatest in [-700, 700]
   * @param weights A, shape {@code [n, n]}, finite
   * @return the point
   * @throws IllegalArgumentException if a shape or an entry is wrong
   */
  public static ToyPoint withWeights(
      QuadraticProgram program, double[] logits, double[][] weights) {
    int n = program.categories();
    Simplex.requireLength("logits", logits, n);
    double greatest = Arrays.stream(logits).max().orElse(Double.NaN);
    if (!(Math.abs(greatest) <= GREATEST_LOGIT)) {
      throw new IllegalArgumentException(
          "the greatest of logits must be in [-700, 700], got " + greatest);
    }
    double[] p = softmax(logits);
    double[] truth = program.heldWeightsGradient(p, weights);
    double[][] copy = SquareMatrix.copyOf("weights", weights, n);
    return new ToyPoint(
        logits.clone(), p, false, program.center(), copy, new double[n][n][n], truth);
  }

  /**
   * Returns the inner points of a triangular grid: those with {@code resolution * p} whole numbers
   * above 0.
   *
   * @param program of three categories
   * @param resolution steps along an edge, at least 3
   * @param direct whether gradients include the direct term
   * @return {@code (resolution - 1) (resolution - 2) / 2} points, the first coordinate changing
   *     slowest
   * @throws IllegalArgumentException if the program has not three categories, or if {@code
   *     resolution} is below 3
   */
  public static List<ToyPoint> grid(QuadraticProgram program, int resolution, boolean direct) {
    Checks.atLeast("resolution", resolution, 3);
    List<ToyPoint> points = new ArrayList<>();
    for (int i = 1; i < resolution - 1; i++) {
      for (int j = 1; j < resolution - i; j++) {
        double[] p = {
          (double) i / resolution,
          (double) j / resolution,
          (double) (resolution - i - j) / resolution
        };
        points.add(of(program, p, direct));
      }
    }
    return points;
  }

  /**
   * Returns {@code exp(logits)} over its sum. The largest logit is not subtracted first: a caller
   * whose logits may be large does that.
   *
   * @param logits shape {@code [n]}, the greatest in [-700, 700]
   * @return probabilities, shape {@code [n]}
   */
  public static double[] softmax(double[] logits) {
    double[] p = Arrays.stream(logits).map(Math::exp).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(each -> each / sum).toArray();
  }

  /**
   * Whether A(p) is infinite here or too close by; see {@link QuadraticProgram#isSingular}.
   *
   * @return true if there is no loss here
   */
  public boolean singular() {
    return singular;
  }

  /**
   * Returns the probabilities.
   *
   * @return p, shape {@code [n]}
   */
  public double[] probabilities() {
    return probabilities.clone();
  }

  /**
   * Returns the logits that estimators draw with.
   *
   * @return theta, shape {@code [n]}, with {@code softmax(theta) = p}
   */
  public double[] logits() {
    return logits.clone();
  }

  private static double[] logarithms(double[] p) {
    return Arrays.stream(p).map(Math::log).toArray();
  }

  /**
   * Returns the center of the loss.
   *
   * @return c, shape {@code [n]}
   */
  public double[] center() {
    return center.clone();
  }

  /** Writes A, row by row, n * n numbers. */
  void putWeights(DoubleBuffer into) {
    for (double[] row : weights) {
      into.put(row);
    }
  }

  /** Writes dA_ij / dtheta_k, k changing fastest, n * n * n numbers; zero without a direct term. */
  void putWeightGradients(DoubleBuffer into) {
    for (double[][] matrix : weightGradients) {
      for (double[] row : matrix) {
        into.put(row);
      }
    }
  }

  /**
   * Returns the exact gradient of the expected loss with respect to the logits.
   *
   * @return gradient, shape {@code [n]}
   */
  public double[] truth() {
    return truth.clone();
  }

  /**
   * Returns {@code (x - c)^T A (x - c)}.
   *
   * @param x one-hot or relaxed sample, shape {@code [n]}
   * @return the loss
   * @throws IllegalArgumentException if x has another length
   */
  public double loss(double[] x) {
    return SquareMatrix.quadraticForm(weights, minusCenter(x));
  }

  /**
   * Returns the derivative of {@link #loss} with respect to x.
   *
   * @param x one-hot or relaxed sample, shape {@code [n]}
   * @return {@code (A + A^T)(x - c)}, shape {@code [n]}
   * @throws IllegalArgumentException if x has another length
   */
  public double[] lossGradient(double[] x) {
    return SquareMatrix.quadraticGradient(weights, minusCenter(x));
  }

  /**
   * Returns the direct term: the derivative of {@link #loss} with respect to the logits at fixed x.
   *
   * @param x one-hot or relaxed sample, shape {@code [n]}
   * @return {@code sum_ij (x_i - c_i)(x_j - c_j) dA_ij / dtheta}, shape {@code [n]}; zero where
   *     gradients do not include it
   * @throws IllegalArgumentException if x has another length
   */
  public double[] direct(double[] x) {
    double[] direct = new double[x.length];
    double[] gap = minusCenter(x);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        double product = gap[i] * gap[j];
        for (int k = 0; k < x.length; k++) {
          direct[k] += product * weightGradients[i][j][k];
        }
      }
    }
    return direct;
  }

  private double[] minusCenter(double[] x) {
    Simplex.requireLength("x", x, center.length);
    double[] gap = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gap[i] = x[i] - center[i];
    }
    return gap;
  }

  /**
   * Returns the point as results print it.
   *
   * @return such as {@code 0.25;0.25;0.5}: plain decimals that read back exactly
   */
  public String label() {
    return label(probabilities);
  }

  /**
   * Returns probabilities as results print them.
   *
   * @param p probabilities
   * @return such as {@code 0.25;0.25;0.5}
   */
  public static String label(double[] p) {
    return Arrays.stream(p)
        .mapToObj(
            each -> new BigDecimal(Double.toString(each)).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(";"));
  }
}
