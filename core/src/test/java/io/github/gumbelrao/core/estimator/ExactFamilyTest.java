package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.RowGradients;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

/** Estimators that rest on the exact conditional Jacobian, sample by sample against formulas. */
class ExactFamilyTest {

  private static final int ROWS = 200;

  private static final double[] THETA = {0.3, -0.2, 0.8};

  /** Jacobian of each row's sample, by one gradient a column; and the samples. */
  private static final class Drawn {

    private final int[] outcomes = new int[ROWS];
    private final double[][] jacobians;

    private Drawn(int categories) {
      jacobians = new double[ROWS][categories * categories];
    }

    static Drawn of(Estimator estimator, double[] theta, double temperature) {
      int n = theta.length;
      Drawn drawn = new Drawn(n);
      for (int k = 0; k < n; k++) {
        int column = k;
        double[] both =
            Evaluate.once(
                tf -> {
                  double[][] rows = new double[ROWS][];
                  double[] unit = new double[n];
                  unit[column] = 1;
                  Arrays.fill(rows, theta);
                  Operand<TFloat64> logits = tf.identity(tf.constant(rows));
                  Operand<TFloat64> value =
                      estimator
                          .draw(
                              tf,
                              logits,
                              Temperature.of(temperature),
                              tf.constant(new long[] {3, 4}))
                          .value();
                  Operand<TFloat64> loss = tf.math.mul(value, tf.constant(new double[][] {unit}));
                  Operand<TFloat64> gradient =
                      tf.gradients(tf.reduceSum(loss, tf.array(0, 1)), List.of(logits)).dy(0);
                  return tf.concat(List.of(value, gradient), tf.constant(1));
                });
        for (int row = 0; row < ROWS; row++) {
          for (int j = 0; j < n; j++) {
            drawn.jacobians[row][j * n + column] = both[row * 2 * n + n + j];
            drawn.outcomes[row] = both[row * 2 * n + j] == 1 ? j : drawn.outcomes[row];
          }
        }
      }
      return drawn;
    }
  }

  /**
   * What the issue of these estimators asks: the limit has 3e-3, its first order less than 1e-5.
   */
  @Test
  void firstOrderLeavesASmallSquaredError() {
    double[] theta = new SplittableRandom(4).doubles(16, -1.5, 1.5).toArray();
    assertThat(squaredError("zgr1", theta, 0.1)).isLessThan(1e-5);
    assertThat(squaredError("zgr", theta, 0.1)).isGreaterThan(1e-4);
  }

  /** Its error falls with the square of the temperature, that of the limit with the temperature. */
  @Test
  void firstOrderIsOfFirstOrder() {
    double ratio = squaredError("zgr1", THETA, 0.08) / squaredError("zgr1", THETA, 0.04);
    assertThat(ratio).isBetween(10.0, 22.0);
    ratio = squaredError("zgr", THETA, 0.08) / squaredError("zgr", THETA, 0.04);
    assertThat(ratio).isBetween(3.0, 5.0);
  }

  private static double squaredError(String name, double[] theta, double temperature) {
    Drawn drawn = Drawn.of(Estimators.named(name), theta, temperature);
    double sum = 0;
    double[][] exact = new double[theta.length][];
    for (int row = 0; row < ROWS; row++) {
      int i = drawn.outcomes[row];
      if (exact[i] == null) {
        exact[i] = exact(theta, i, temperature);
      }
      for (int entry = 0; entry < exact[i].length; entry++) {
        double difference = drawn.jacobians[row][entry] - exact[i][entry];
        sum += difference * difference;
      }
    }
    return sum / ROWS;
  }

  @Test
  void reinMaxRaoIsItsFormula() {
    Drawn drawn = Drawn.of(Estimators.named("reinmax-rao"), THETA, 0.6);
    double[] p = Softmax.of(THETA, 1);
    double[][] exact = new double[3][];
    Arrays.setAll(exact, i -> exact(Arrays.stream(midway(p, i)).map(Math::log).toArray(), i, 0.6));
    for (int row = 0; row < ROWS; row++) {
      double[] rao = exact[drawn.outcomes[row]];
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          double softmax = (j == k ? p[j] : 0) - p[j] * p[k];
          double formula = 2 * rao[3 * j + k] - softmax / 2;
          assertThat(drawn.jacobians[row][3 * j + k]).isCloseTo(formula, within(1e-8));
        }
      }
    }
  }

  /**
   * The mean over the noise of each sample is that of reinmax at temperature 1, and weight 0 is.
   */
  @Test
  void controlVariateKeepsReinMaxInTheMean() {
    Estimator reinMax = Estimators.named("reinmax");
    double[] without = gradients(ReinMaxControlVariate.conditional(0), 0.5);
    assertThat(without).containsExactly(gradients(reinMax, 1), within(1e-12));
    for (String name : List.of("reinmax-cv", "reinmax-cv10")) {
      double[] difference =
          RowGradients.difference(
              RowGradients.quadratic(
                  RowGradients.of(Estimators.named(name), 0.5), THETA, 20_000, 7),
              RowGradients.quadratic(RowGradients.of(reinMax, 1), THETA, 20_000, 7));
      Moments moments = Moments.of(difference, 3);
      assertThat(moments.distance(new double[3])).isLessThan(Bounds.Z);
      // Negative control: reinmax-rao has another mean, and this comparison sees it.
      assertThat(moments.trace()).isGreaterThan(1e-4);
    }
    double[] other =
        RowGradients.difference(
            RowGradients.quadratic(
                RowGradients.of(Estimators.named("reinmax-rao"), 0.5), THETA, 20_000, 7),
            RowGradients.quadratic(RowGradients.of(reinMax, 1), THETA, 20_000, 7));
    assertThat(Moments.of(other, 3).distance(new double[3])).isGreaterThan(2 * Bounds.Z);
  }

  /** With one seed the noise is the same, so the gradient is linear in the weight. */
  @ParameterizedTest
  @ValueSource(doubles = {-2, 0.4})
  void controlVariateHasTheWeightThatItIsGiven(double weight) {
    double[] none = gradients(ReinMaxControlVariate.conditional(0), 0.5);
    double[] usual = gradients(ReinMaxControlVariate.conditional(), 0.5);
    double[] expected = new double[none.length];
    Arrays.setAll(expected, i -> none[i] + weight * (usual[i] - none[i]));
    assertThat(gradients(ReinMaxControlVariate.conditional(weight), 0.5))
        .containsExactly(expected, within(1e-12));
  }

  /** A fed temperature that the exact rule takes as another is so for both parts. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 20})
  void controlVariateHasNoMeanWhateverIsFed(double temperature) {
    Estimator reinMax = Estimators.named("reinmax");
    double[] difference =
        RowGradients.difference(
            RowGradients.quadratic(
                (tf, logits, seed) ->
                    Estimators.named("reinmax-cv")
                        .draw(tf, logits, Temperature.fed(tf.constant(temperature)), seed),
                THETA,
                20_000,
                7),
            RowGradients.quadratic(RowGradients.of(reinMax, 1), THETA, 20_000, 7));
    assertThat(Moments.of(difference, 3).distance(new double[3])).isLessThan(Bounds.Z);
  }

  private static double[] gradients(Estimator estimator, double temperature) {
    return RowGradients.quadratic(RowGradients.of(estimator, temperature), THETA, ROWS, 7);
  }

  private static double[] midway(double[] p, int outcome) {
    double[] midway = new double[p.length];
    Arrays.setAll(midway, j -> (p[j] + (j == outcome ? 1 : 0)) / 2);
    return midway;
  }

  /** Held to a brute-force integral by {@code ExactJacobianTest}. */
  private static double[] exact(double[] theta, int outcome, double temperature) {
    return JacobianSamples.of(ExactJacobian.of(), theta, outcome, temperature, 1);
  }
}
