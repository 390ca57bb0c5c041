package io.github.gumbelrao.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
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
 * Two binary layers in sequence (appendix B.2) against enumeration of both outcomes.
 *
 * <p>theta2 = bias + W (D1 * D1) and f = D1^T A D2 + (u.D2)^2, at temperature 1, where the mean of
 * every estimator here has a closed form.
 */
class SequentialLayersTest {

  private static final int ROWS = 200_000;
  private static final double[] THETA = {0.4, -0.3};
  private static final double[] BIAS = {-0.2, 0.5};
  private static final double[][] W = {{0.9, -1.1}, {0.3, 0.8}};
  private static final double[][] A = {{1.0, -2.0}, {0.5, 1.5}};
  private static final double[] U = {0.7, -0.4};

  @ParameterizedTest
  @CsvSource({
    "st, st",
    "st-gs, st-gs",
    "gr-mc5, gr-mc5",
    "reinforce, reinforce",
    "reinforce, gr-mc5",
    "st, gr-mc5"
  })
  void meanGradientIsThatOfEnumeration(String first, String second) {
    Moments moments = Moments.of(sampled(first, second), 4);
    assertThat(moments.distance(exact(first, second, 1))).isLessThan(Bounds.Z);

    // Negative control: what flows from the second layer to the first is lost.
    if (!first.equals("reinforce")) {
      assertThat(moments.distance(exact(first, second, 0))).isGreaterThan(Bounds.Z);
    }
  }

  /** Gradients with respect to theta and bias, one row per trial. */
  private static double[] sampled(String first, String second) {
    return Evaluate.once(
        tf -> {
          Operand<TInt64> seed = tf.constant(new long[] {77, 2});
          Operand<TFloat64> theta = tf.broadcastTo(tf.constant(THETA), tf.array(ROWS, 2));
          Operand<TFloat64> bias = tf.broadcastTo(tf.constant(BIAS), tf.array(ROWS, 2));
          Draw<TFloat64> d1 = Estimators.named(first).draw(tf, theta, Temperature.of(1), seed);
          Draw<TFloat64> d2 = second(tf, Estimators.named(second), d1.value(), bias, seed);
          Operand<TFloat64> losses = losses(tf, d1.value(), d2.value());
          Operand<TFloat64> surrogate =
              SurrogateLoss.of(tf, losses, List.of(d1, d2), tf.constant(0.5));
          var gradients = tf.gradients(surrogate, List.of(theta, bias));
          return tf.concat(
              List.of(gradients.<TFloat64>dy(0), gradients.<TFloat64>dy(1)), tf.constant(1));
        });
  }

  private static Draw<TFloat64> second(
      Ops tf,
      Estimator estimator,
      Operand<TFloat64> d1,
      Operand<TFloat64> bias,
      Operand<TInt64> seed) {
    Operand<TFloat64> product =
        tf.linalg.matMul(tf.math.mul(d1, d1), tf.linalg.transpose(tf.constant(W), tf.array(1, 0)));
    return estimator.draw(
        tf, tf.math.add(bias, product), Temperature.of(1), Noise.stream(tf, seed, 5));
  }

  private static Operand<TFloat64> losses(Ops tf, Operand<TFloat64> d1, Operand<TFloat64> d2) {
    Operand<TFloat64> bilinear =
        tf.reduceSum(tf.math.mul(tf.linalg.matMul(d1, tf.constant(A)), d2), tf.constant(1));
    Operand<TFloat64> linear = tf.reduceSum(tf.math.mul(d2, tf.constant(U)), tf.constant(1));
    return tf.math.add(bilinear, tf.math.mul(linear, linear));
  }

  /**
   * The exact mean of the estimated gradient, theta then bias.
   *
   * @param link factor on what the second layer passes to the first: 1 unless a control
   */
  private static double[] exact(String first, String second, double link) {
    double[] mean = new double[4];
    double[] p1 = Softmax.of(THETA, 1);
    for (int i = 0; i < 2; i++) {
      double[] theta2 = {BIAS[0] + W[0][i], BIAS[1] + W[1][i]};
      double[] p2 = Softmax.of(theta2, 1);
      for (int j = 0; j < 2; j++) {
        double linear = U[j];
        double f = A[i][j] + linear * linear;
        double[] to2 = {A[i][0] + 2 * linear * U[0], A[i][1] + 2 * linear * U[1]};
        double[] g2 = mean(second, theta2, j, f, to2);
        double[] to1 = {A[0][j], A[1][j]};
        to1[i] += link * 2 * (W[0][i] * g2[0] + W[1][i] * g2[1]);
        double[] g1 = mean(first, THETA, i, f, to1);
        for (int k = 0; k < 2; k++) {
          mean[k] += p1[i] * p2[j] * g1[k];
          mean[2 + k] += p1[i] * p2[j] * g2[k];
        }
      }
    }
    return mean;
  }

  /** Mean gradient with respect to one layer's logits given its outcome. */
  private static double[] mean(String name, double[] theta, int outcome, double f, double[] g) {
    double[] p = Softmax.of(theta, 1);
    if (name.equals("reinforce")) {
      double[] score = {-f * p[0], -f * p[1]};
      score[outcome] += f;
      return score;
    }
    if (name.equals("st")) {
      return Softmax.jacobianTimes(p, g, 1);
    }
    double slope = BinaryJacobian.slope(theta[outcome] - theta[1 - outcome]);
    return new double[] {slope * (g[0] - g[1]), slope * (g[1] - g[0])};
  }
}
