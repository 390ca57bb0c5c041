package io.github.gumbelrao.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Formulas;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * Three categorical nodes in sequence, each feeding all later ones, against enumeration of their 27
 * outcomes: theta2 = b2 + V D1, theta3 = b3 + W D2 + X D1 and f = (u1.D1 + u2.D2 + u3.D3)^2 + D1^T
 * A D3.
 *
 * <p>REINFORCE meets the true gradient, the others the mean of their own formula carried backward
 * node by node. Standard errors are near 0.003, a lost link changes entries by 0.05 and more.
 */
class ThreeLayersTest {

  private static final int ROWS = 200_000;
  private static final double TEMPERATURE = 1.5;
  private static final double[] THETA = {0.4, -0.3, 0.1};
  private static final double[] B2 = {-0.2, 0.5, 0.3};
  private static final double[] B3 = {0.6, 0, -0.4};
  private static final double[][] V = {{0.9, -1.1, 0.4}, {0.3, 0.8, -0.6}, {-0.7, 0.2, 1.2}};
  private static final double[][] W = {{-0.5, 1.0, 0.2}, {0.8, -0.9, 0.6}, {0.1, 0.7, -1.3}};
  private static final double[][] X = {{0.6, -0.2, 0.9}, {-1.0, 0.4, 0.3}, {0.5, 1.1, -0.8}};
  private static final double[][] A = {{1.0, -2.0, 0.5}, {0.5, 1.5, -1.0}, {-0.6, 0.3, 2.0}};
  private static final double[] U1 = {0.7, -0.4, 0.2};
  private static final double[] U2 = {-0.8, 0.5, 0.9};
  private static final double[] U3 = {0.3, 1.0, -0.5};

  @ParameterizedTest
  @CsvSource({
    "reinforce, reinforce, reinforce",
    "st, st, st",
    "zgr, zgr, zgr",
    "reinmax, reinmax, reinmax",
    "gst, gst, gst",
    "gst-p, gst-p, gst-p",
    "mve, mve, mve",
    "zgr, reinforce, mve",
    "gst-p, mve, reinforce"
  })
  void meanGradientIsThatOfEnumeration(String first, String second, String third) {
    List<String> names = List.of(first, second, third);
    Moments moments = Moments.of(sampled(names), 9);
    assertThat(moments.distance(exact(names, 1))).isLessThan(Bounds.Z);

    // Negative control: what later nodes pass to earlier ones is lost.
    if (!first.equals("reinforce")) {
      assertThat(moments.distance(exact(names, 0))).isGreaterThan(2 * Bounds.Z);
    }
  }

  /** Gradients with respect to theta, b2 and b3, one row per trial. */
  private static double[] sampled(List<String> names) {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> theta = rows(tf, THETA);
          Operand<TFloat64> b2 = rows(tf, B2);
          Operand<TFloat64> b3 = rows(tf, B3);
          Draw<TFloat64> d1 = draw(tf, names.get(0), theta, 1);
          Operand<TFloat64> theta2 = tf.math.add(b2, product(tf, V, d1));
          Draw<TFloat64> d2 = draw(tf, names.get(1), theta2, 2);
          Operand<TFloat64> theta3 =
              tf.math.add(b3, tf.math.add(product(tf, W, d2), product(tf, X, d1)));
          Draw<TFloat64> d3 = draw(tf, names.get(2), theta3, 3);
          Operand<TFloat64> surrogate =
              SurrogateLoss.of(tf, losses(tf, d1, d2, d3), List.of(d1, d2, d3), tf.constant(0.5));
          var gradients = tf.gradients(surrogate, List.of(theta, b2, b3));
          return tf.concat(
              List.of(
                  gradients.<TFloat64>dy(0), gradients.<TFloat64>dy(1), gradients.<TFloat64>dy(2)),
              tf.constant(1));
        });
  }

  private static Operand<TFloat64> rows(Ops tf, double[] x) {
    return tf.broadcastTo(tf.constant(x), tf.array(ROWS, x.length));
  }

  private static Draw<TFloat64> draw(Ops tf, String name, Operand<TFloat64> logits, long stream) {
    Operand<TInt64> seed = tf.constant(new long[] {78, 2});
    return Estimators.named(name)
        .draw(tf, logits, Temperature.of(TEMPERATURE), Noise.stream(tf, seed, stream));
  }

  private static Operand<TFloat64> product(Ops tf, double[][] matrix, Draw<TFloat64> draw) {
    return tf.linalg.matMul(draw.value(), tf.linalg.transpose(tf.constant(matrix), tf.array(1, 0)));
  }

  private static Operand<TFloat64> losses(
      Ops tf, Draw<TFloat64> d1, Draw<TFloat64> d2, Draw<TFloat64> d3) {
    Operand<TFloat64> weighted =
        tf.math.add(
            tf.math.add(
                tf.math.mul(d1.value(), tf.constant(U1)), tf.math.mul(d2.value(), tf.constant(U2))),
            tf.math.mul(d3.value(), tf.constant(U3)));
    Operand<TFloat64> sum = tf.reduceSum(weighted, tf.constant(1));
    Operand<TFloat64> row = tf.linalg.matMul(d1.value(), tf.constant(A));
    return tf.math.add(
        tf.math.mul(sum, sum), tf.reduceSum(tf.math.mul(row, d3.value()), tf.constant(1)));
  }

  /**
   * The exact mean of the estimated gradient, theta then b2 then b3.
   *
   * @param link factor on what later nodes pass to earlier ones: 1 unless a control
   */
  private static double[] exact(List<String> names, double link) {
    double[] mean = new double[9];
    double[] p1 = Softmax.of(THETA, 1);
    for (int i = 0; i < 3; i++) {
      double[] theta2 = plus(B2, column(V, i));
      double[] p2 = Softmax.of(theta2, 1);
      for (int j = 0; j < 3; j++) {
        double[] theta3 = plus(plus(B3, column(W, j)), column(X, i));
        double[] p3 = Softmax.of(theta3, 1);
        for (int k = 0; k < 3; k++) {
          double sum = U1[i] + U2[j] + U3[k];
          double f = sum * sum + A[i][k];
          double[] g3 = gradient(names.get(2), theta3, k, f, plus(times(U3, 2 * sum), A[i]));
          double[] to2 = plus(times(U2, 2 * sum), times(transposed(W, g3), link));
          double[] g2 = gradient(names.get(1), theta2, j, f, to2);
          double[] to1 = plus(times(U1, 2 * sum), column(A, k));
          to1 = plus(to1, times(plus(transposed(X, g3), transposed(V, g2)), link));
          double[] g1 = gradient(names.get(0), THETA, i, f, to1);
          double weight = p1[i] * p2[j] * p3[k];
          for (int c = 0; c < 3; c++) {
            mean[c] += weight * g1[c];
            mean[3 + c] += weight * g2[c];
            mean[6 + c] += weight * g3[c];
          }
        }
      }
    }
    return mean;
  }

  /** Gradient with respect to one node's logits, given its outcome, but for the baseline. */
  private static double[] gradient(String name, double[] theta, int i, double f, double[] g) {
    if (!name.equals("reinforce")) {
      return Formulas.gradient(name, theta, i, g, TEMPERATURE);
    }
    double[] score = times(Softmax.of(theta, 1), -f);
    score[i] += f;
    return score;
  }

  private static double[] column(double[][] matrix, int j) {
    return new double[] {matrix[0][j], matrix[1][j], matrix[2][j]};
  }

  private static double[] transposed(double[][] matrix, double[] x) {
    double[] product = new double[3];
    for (int j = 0; j < 3; j++) {
      product = plus(product, times(matrix[j], x[j]));
    }
    return product;
  }

  private static double[] plus(double[] a, double[] b) {
    return new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
  }

  private static double[] times(double[] a, double factor) {
    return new double[] {a[0] * factor, a[1] * factor, a[2] * factor};
  }
}
