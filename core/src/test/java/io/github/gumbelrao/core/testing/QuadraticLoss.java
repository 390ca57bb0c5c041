package io.github.gumbelrao.core.testing;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** The loss {@code (D - c)^T Q (D - c)} with {@code Q_ij = exp(-2 |i - j|)} and {@code c = 1/3}. */
public final class QuadraticLoss {

  private static final double CENTER = 1.0 / 3;

  private QuadraticLoss() {}

  /** Losses [rows] of the rows of {@code values} [rows, n]. */
  public static Operand<TFloat64> of(Ops tf, Operand<TFloat64> values, int n) {
    Operand<TFloat64> centered = tf.math.sub(values, tf.constant(CENTER));
    Operand<TFloat64> product = tf.linalg.matMul(centered, tf.constant(q(n)));
    return tf.reduceSum(tf.math.mul(product, centered), tf.constant(1));
  }

  /** The loss of outcome i. */
  public static double value(int n, int i) {
    double[] x = corner(n, i);
    double sum = 0;
    double[][] q = q(n);
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        sum += x[a] * q[a][b] * x[b];
      }
    }
    return sum;
  }

  /** Its derivative with respect to D at outcome i. */
  public static double[] gradient(int n, int i) {
    double[] x = corner(n, i);
    double[][] q = q(n);
    double[] gradient = new double[n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        gradient[a] += 2 * q[a][b] * x[b];
      }
    }
    return gradient;
  }

  private static double[] corner(int n, int i) {
    double[] x = new double[n];
    Arrays.fill(x, -CENTER);
    x[i] += 1;
    return x;
  }

  private static double[][] q(int n) {
    double[][] q = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        q[a][b] = Math.exp(-2 * Math.abs(a - b));
      }
    }
    return q;
  }
}
