package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

/** Mean of ReinMax-Rao given the outcome, where it has a closed form. */
class ReinMaxRaoTest {

  private static final int ROWS = 20_000;
  private static final double[] THETA = {0.3, -0.2, 0.8};
  private static final double[] G = {0.5, -1, 2};

  /** The gradient's formula for one outcome, or a control's. */
  private interface Formula {
    double[] gradient(int outcome);
  }

  /**
   * Two categories at temperature 1: the conditional Jacobian is the closed form of {@link
   * BinaryJacobian} at log-odds {@code log((1 + p_i) / p_j)}. Standard errors are near 1e-4.
   */
  @ParameterizedTest
  @CsvSource({"0, 0", "0.7, 0", "-2, 0.5"})
  void meanGivenTheOutcomeIsTheClosedForm(double first, double second) {
    double[] theta = {first, second};
    double[] p = Softmax.of(theta, 1);
    double[] gradients = gradients(theta, "reinmax-rao20", 1);
    assertThat(distance(gradients, 2, i -> binary(p, i, Math.log((1 + p[i]) / p[1 - i]))))
        .isLessThan(Bounds.Z);

    // Negative control: the Jacobian at the logits themselves, not at the midpoint.
    assertThat(distance(gradients, 2, i -> binary(p, i, Math.log(p[i] / p[1 - i]))))
        .isGreaterThan(2 * Bounds.Z);
  }

  /**
   * At low temperature it tends to {@code (g_i - p.g) (e_i - p) / 2}, given each outcome. They are
   * 0.02 apart, noise included, at temperature 0.03, and 0.17 apart at 0.5.
   */
  @Test
  void lowTemperatureHasItsLimit() {
    double[] p = Softmax.of(THETA, 1);
    Formula limit =
        i -> {
          double factor = (G[i] - (p[0] * G[0] + p[1] * G[1] + p[2] * G[2])) / 2;
          double[] gradient = new double[3];
          Arrays.setAll(gradient, k -> factor * ((i == k ? 1 : 0) - p[k]));
          return gradient;
        };
    assertThat(largestGap(gradients(THETA, "reinmax-rao200", 0.03), limit)).isLessThan(0.04);
    assertThat(largestGap(gradients(THETA, "reinmax-rao50", 0.5), limit)).isGreaterThan(0.1);
  }

  /** The bias that the documentation states: on a linear loss the mean is not the gradient. */
  @Test
  void isBiasedOnLinearLosses() {
    double[] exact = Softmax.jacobianTimes(Softmax.of(THETA, 1), G, 1);
    for (double tau : new double[] {0.05, 0.5, 1, 2}) {
      double[] both = gradients(THETA, "reinmax-rao20", tau);
      Moments moments = Moments.of(Arrays.copyOfRange(both, 3 * ROWS, 6 * ROWS), 3);
      assertThat(moments.distance(exact)).isGreaterThan(2 * Bounds.Z);
    }
  }

  private static double[] binary(double[] p, int winner, double logOdds) {
    double slope = 2 * BinaryJacobian.slope(logOdds) - p[winner] * p[1 - winner] / 2;
    return new double[] {slope * (G[0] - G[1]), slope * (G[1] - G[0])};
  }

  /** Values, then gradients of the loss G.D, row by row. */
  private static double[] gradients(double[] theta, String name, double temperature) {
    int n = theta.length;
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> logits = tf.broadcastTo(tf.constant(theta), tf.array(ROWS, n));
          Draw<TFloat64> draw =
              Estimators.named(name)
                  .draw(tf, logits, Temperature.of(temperature), tf.constant(new long[] {51, 6}));
          Operand<TFloat64> loss = tf.math.mul(draw.value(), tf.constant(Arrays.copyOf(G, n)));
          Operand<TFloat64> gradient = tf.gradients(loss, List.of(logits)).<TFloat64>dy(0);
          return tf.concat(List.of(draw.value(), gradient), tf.constant(0));
        });
  }

  private static double distance(double[] both, int n, Formula formula) {
    return Moments.of(differences(both, n, formula), n).distance(new double[n]);
  }

  /** Gradients minus the formula at their outcome, row by row. */
  private static double[] differences(double[] both, int n, Formula formula) {
    double[] differences = new double[n * ROWS];
    for (int row = 0; row < ROWS; row++) {
      double[] expected = formula.gradient(outcome(both, n, row));
      for (int k = 0; k < n; k++) {
        differences[n * row + k] = both[n * (ROWS + row) + k] - expected[k];
      }
    }
    return differences;
  }

  /** Largest mean difference over outcomes and entries. */
  private static double largestGap(double[] both, Formula formula) {
    double[] differences = differences(both, 3, formula);
    double worst = 0;
    for (int i = 0; i < 3; i++) {
      double[] total = new double[3];
      int count = 0;
      for (int row = 0; row < ROWS; row++) {
        if (outcome(both, 3, row) == i) {
          count++;
          for (int k = 0; k < 3; k++) {
            total[k] += differences[3 * row + k];
          }
        }
      }
      for (double sum : total) {
        worst = Math.max(worst, Math.abs(sum) / count);
      }
    }
    return worst;
  }

  private static int outcome(double[] both, int n, int row) {
    int i = 0;
    while (both[n * row + i] == 0) {
      i++;
    }
    return i;
  }
}
