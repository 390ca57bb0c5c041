package io.github.gumbelrao.toyqp;

import java.util.Optional;

/** The matrix A(p) of arXiv:2010.04838, section 5.2, and the places where it does not exist. */
final class WeightMatrix {

  private final double[][] matrix;
  private final double[] center;

  WeightMatrix(double[][] matrix, double[] center) {
    this.matrix = matrix;
    this.center = center;
  }

  /** The first pair in row order whose weight is infinite at p or near it, if there is one. */
  Optional<int[]> singularPair(double[] p) {
    if (isCenter(p)) {
      return Optional.empty();
    }
    for (int i = 0; i < p.length; i++) {
      for (int j = i + 1; j < p.length; j++) {
        if (matrix[i][j] != 0 && isSingular(p, i, j)) {
          return Optional.of(new int[] {i, j});
        }
      }
    }
    return Optional.empty();
  }

  private boolean isSingular(double[] p, int i, int j) {
    if (center[i] == 0 || center[j] == 0) {
      return center[i] == center[j]; // with one zero the singularity cancels; see offDiagonal
    }
    // The denominator is affine in p, with gradient -(c_j, c_i) in coordinates i and j; what counts
    // is the part of it that lies in the plane sum(p) = 1.
    double sum = center[i] + center[j];
    double square = center[i] * center[i] + center[j] * center[j] - sum * sum / p.length;
    double terms =
        Math.abs(center[i] * center[j]) + Math.abs(p[i] * center[j]) + Math.abs(center[i] * p[j]);
    double near = QuadraticProgram.CLEARANCE * Math.sqrt(Math.max(square, 0));
    // For n = 2 and c_i = c_j there is no line to be near to: the denominator is constant along the
    // simplex, and zero if it is no more than what the sum of p may be off by.
    double rounding = Simplex.SUM_TOLERANCE * terms;
    return Math.abs(denominator(p, i, j)) <= Math.max(near, rounding);
  }

  /** A(p); p is not singular. */
  double[][] at(double[] p) {
    double[][] weights = new double[p.length][p.length];
    if (isCenter(p)) {
      return weights;
    }
    for (int i = 0; i < p.length; i++) {
      weights[i][i] = diagonal(p, i);
      for (int j = i + 1; j < p.length; j++) {
        weights[i][j] = matrix[i][j] == 0 ? 0 : offDiagonal(p, i, j);
        weights[j][i] = weights[i][j];
      }
    }
    return weights;
  }

  /** Derivatives of A with respect to the logits at p, which is not singular. */
  double[][][] gradientsAt(double[] p) {
    double[][][] gradients = new double[p.length][p.length][p.length];
    if (isCenter(p)) {
      return gradients;
    }
    for (int i = 0; i < p.length; i++) {
      for (int j = i; j < p.length; j++) {
        // An entry depends on p_i and p_j alone.
        double[] slopes = new double[p.length];
        if (i == j) {
          slopes[i] = diagonalSlope(p, i);
        } else if (matrix[i][j] != 0) {
          slopes[i] = offDiagonalSlope(p, i, j);
          slopes[j] = offDiagonalSlope(p, j, i);
        }
        gradients[i][j] = Simplex.throughSoftmax(p, slopes);
        gradients[j][i] = gradients[i][j].clone();
      }
    }
    return gradients;
  }

  private boolean isCenter(double[] p) {
    for (int i = 0; i < p.length; i++) {
      if (p[i] != center[i]) {
        return false;
      }
    }
    return true;
  }

  private double diagonal(double[] p, int i) {
    double square = (p[i] - center[i]) * (p[i] - center[i]);
    // p - 2pc + c^2 written as a sum of terms that are not negative, so that nothing cancels.
    double denominator = square + p[i] * (1 - p[i]);
    return denominator == 0 ? 0 : square / denominator * matrix[i][i];
  }

  private double offDiagonal(double[] p, int i, int j) {
    // With c_i = 0 the factor p_i is common to numerator and denominator.
    if (center[i] == 0) {
      return -(p[j] - center[j]) / center[j] * matrix[i][j];
    }
    if (center[j] == 0) {
      return -(p[i] - center[i]) / center[i] * matrix[i][j];
    }
    return (p[i] - center[i]) * (p[j] - center[j]) / denominator(p, i, j) * matrix[i][j];
  }

  /** dA_ii / dp_i. */
  private double diagonalSlope(double[] p, int i) {
    double gap = p[i] - center[i];
    double denominator = gap * gap + p[i] * (1 - p[i]);
    if (denominator == 0) {
      return 0; // at a corner, where no logit moves p
    }
    double share = gap / denominator;
    return (2 * share - share * share * (1 - 2 * center[i])) * matrix[i][i];
  }

  /** dA_ij / dp_i. */
  private double offDiagonalSlope(double[] p, int i, int j) {
    if (center[i] == 0) {
      return 0; // p_i was cancelled
    }
    if (center[j] == 0) {
      return -matrix[i][j] / center[i];
    }
    double other = p[j] - center[j];
    double denominator = denominator(p, i, j);
    double product = (p[i] - center[i]) * other;
    return (other + product * center[j] / denominator) / denominator * matrix[i][j];
  }

  /** E[(D_i - c_i)(D_j - c_j)]; D_i D_j = 0 for one-hot D. */
  private double denominator(double[] p, int i, int j) {
    return center[i] * center[j] - p[i] * center[j] - center[i] * p[j];
  }
}
