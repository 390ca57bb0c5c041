package io.github.gumbelrao.toyqp;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Programs and simplex points that the tests of this package share; all are fixed by a seed. */
final class Programs {

  private Programs() {}

  /** The paper's, and random ones whose c lies on, off and far from the simplex. */
  static List<QuadraticProgram> all() {
    return List.of(
        QuadraticProgram.paper(),
        random(2, new double[] {0.3, 0.6}),
        random(3, new double[] {0.0, 0.25, 0.75}),
        random(4, new double[] {-0.4, 1.7, 0.2, 0.1}),
        random(5, new double[] {1.0, 0.2, 0.0, -1.5, 3.0}));
  }

  /** A program with Q = M M^T + I for M uniform in [-1, 1). */
  static QuadraticProgram random(int n, double[] center) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] root = new double[n][n];
    for (double[] row : root) {
      for (int j = 0; j < n; j++) {
        row[j] = random.nextDouble(-1, 1);
      }
    }
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        for (int k = 0; k < n; k++) {
          matrix[i][j] += root[i][k] * root[j][k];
        }
        matrix[i][j] += i == j ? 1 : 0;
        matrix[j][i] = matrix[i][j];
      }
    }
    return QuadraticProgram.of(matrix, center);
  }

  /** Logits uniform in [-2, 2) whose softmax is not singular. */
  static List<double[]> regularLogits(QuadraticProgram program, int count) {
    SplittableRandom random = new SplittableRandom(17);
    List<double[]> points = new ArrayList<>();
    while (points.size() < count) {
      double[] logits = new double[program.categories()];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = random.nextDouble(-2, 2);
      }
      if (!program.isSingular(softmax(logits))) {
        points.add(logits);
      }
    }
    return points;
  }

  static double[] softmax(double[] logits) {
    double[] p = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[i]);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }
}
