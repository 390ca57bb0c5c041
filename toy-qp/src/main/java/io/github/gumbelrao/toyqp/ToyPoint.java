package io.github.gumbelrao.toyqp;

import java.math.BigDecimal;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A point of the simplex and everything about the programme that estimators meet there.
 *
 * <p>At a singular point there are no weights; all of them are reported as zero, and so is the
 * truth.
 */
public final class ToyPoint {

  private final double[] probabilities;
  private final boolean singular;
  private final double[] center;
  private final double[][] weights;
  private final double[][][] weightGradients;
  private final double[] truth;

  private ToyPoint(
      double[] probabilities,
      boolean singular,
      double[] center,
      double[][] weights,
      double[][][] weightGradients,
      double[] truth) {
    this.probabilities = probabilities;
    this.singular = singular;
    this.center = center;
    this.weights = weights;
    this.weightGradients = weightGradients;
    this.truth = truth;
  }

  /**
   * The point p of a programme.
   *
   * @param direct whether gradients include the direct term through the weights
   */
  public static ToyPoint of(QuadraticProgram programme, double[] p, boolean direct) {
    int n = programme.categories();
    boolean singular = programme.isSingular(p);
    double[][] weights = singular ? new double[n][n] : programme.weights(p);
    double[][][] slopes = singular || !direct ? new double[n][n][n] : programme.weightGradients(p);
    double[] truth =
        direct ? programme.totalGradient(p) : programme.heldWeightsGradient(p, weights);
    return new ToyPoint(
        p.clone(), singular, programme.center(), weights, slopes, singular ? new double[n] : truth);
  }

  /** The point p with weights of one's own, without a direct term. */
  public static ToyPoint withWeights(QuadraticProgram programme, double[] p, double[][] weights) {
    int n = programme.categories();
    double[] truth = programme.heldWeightsGradient(p, weights);
    return new ToyPoint(p.clone(), false, programme.center(), weights, new double[n][n][n], truth);
  }

  /**
   * The inner points of a triangular grid, those with {@code resolution * p} whole numbers above 0.
   *
   * @param resolution steps along an edge, at least 3
   * @return {@code (resolution - 1) (resolution - 2) / 2} points, the first coordinate changing
   *     slowest
   */
  public static List<ToyPoint> grid(QuadraticProgram programme, int resolution, boolean direct) {
    List<ToyPoint> points = new ArrayList<>();
    for (int i = 1; i < resolution - 1; i++) {
      for (int j = 1; j < resolution - i; j++) {
        double[] p = {
          (double) i / resolution,
          (double) j / resolution,
          (double) (resolution - i - j) / resolution
        };
        points.add(of(programme, p, direct));
      }
    }
    return points;
  }

  /** Whether A(p) is infinite here or too close by. */
  public boolean singular() {
    return singular;
  }

  public double[] probabilities() {
    return probabilities.clone();
  }

  /** log p, entry by entry. */
  public double[] logits() {
    return Arrays.stream(probabilities).map(Math::log).toArray();
  }

  public double[] center() {
    return center.clone();
  }

  /** Writes A, row by row, n * n numbers. */
  public void putWeights(DoubleBuffer into) {
    for (double[] row : weights) {
      into.put(row);
    }
  }

  /** Writes dA_ij / dtheta_k, k changing fastest, n * n * n numbers. */
  public void putWeightGradients(DoubleBuffer into) {
    for (double[][] matrix : weightGradients) {
      for (double[] row : matrix) {
        into.put(row);
      }
    }
  }

  /** The exact gradient with respect to the logits, shape [n]. */
  public double[] truth() {
    return truth.clone();
  }

  /** {@code (x - c)^T A (x - c)}. */
  public double loss(double[] x) {
    double loss = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        loss += (x[i] - center[i]) * weights[i][j] * (x[j] - center[j]);
      }
    }
    return loss;
  }

  /** The derivative of {@link #loss} with respect to x. */
  public double[] lossGradient(double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        gradient[i] += (weights[i][j] + weights[j][i]) * (x[j] - center[j]);
      }
    }
    return gradient;
  }

  /** The direct term: the derivative of {@link #loss} with respect to the logits at fixed x. */
  public double[] direct(double[] x) {
    double[] direct = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        double product = (x[i] - center[i]) * (x[j] - center[j]);
        for (int k = 0; k < x.length; k++) {
          direct[k] += product * weightGradients[i][j][k];
        }
      }
    }
    return direct;
  }

  /** As it stands in results: {@code 0.25;0.25;0.5}, plain decimals that read back exactly. */
  public String label() {
    return label(probabilities);
  }

  public static String label(double[] p) {
    return Arrays.stream(p)
        .mapToObj(
            each -> new BigDecimal(Double.toString(each)).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(";"));
  }
}
