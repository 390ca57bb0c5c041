package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.core.testing.Evaluate;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

class BinaryQuadratureJacobianTest {

  private static final ConditionalJacobian RULE = BinaryQuadratureJacobian.of();

  private static final double[] LOG_ODDS = {
    -80, -30, -10, -4, -2, -1, -0.3, -0.01, 0, 1e-3, 0.1, 0.5, 1, 1.7, 2.5, 4, 6, 9, 14, 22, 35, 55,
    80
  };

  @Test
  void closedFormIsMetAtTemperatureOne() {
    double[] slopes = slopes(1);
    for (int i = 0; i < slopes.length; i++) {
      double exact = BinaryJacobian.slope(LOG_ODDS[i]);
      assertThat(slopes[i]).isCloseTo(exact, within(1e-7 * exact));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {1e-3, 0.01, 0.05, 0.1, 0.3, 0.5, 0.8, 0.95, 0.999, 1.05, 1.5, 2, 3, 5, 30, 1e3})
  void independentQuadratureIsMet(double temperature) {
    double[] slopes = slopes(temperature);
    for (int i = 0; i < slopes.length; i++) {
      double exact = quadrature(LOG_ODDS[i], temperature);
      assertThat(slopes[i]).isCloseTo(exact, within(1e-7 * exact));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.05, 0.5, 1, 2, 5, 1e3})
  void floatKeepsItsPrecision(double temperature) {
    double[] exact = slopes(temperature);
    double[] slopes =
        Evaluate.once(
            tf -> {
              float[][] logits = new float[LOG_ODDS.length][2];
              for (int i = 0; i < logits.length; i++) {
                logits[i][0] = (float) LOG_ODDS[i];
              }
              Operand<TFloat32> theta = tf.constant(logits);
              return first(tf, JacobianSamples.matrix(tf, RULE, theta, 0, temperature));
            });
    for (int i = 0; i < slopes.length; i++) {
      // At 80 intermediate results leave float32's range; the slope, about 1e-35, may be 0.
      double tolerance = LOG_ODDS[i] > 60 ? 1 : 5e-6;
      assertThat(slopes[i]).isCloseTo(exact[i], within(tolerance * exact[i]));
    }
  }

  @Test
  void referenceCasesAreMet() throws IOException {
    for (ReferenceCases.Case each : ReferenceCases.all()) {
      if (each.logits().size() == 2) {
        double[] matrix =
            JacobianSamples.of(RULE, each.theta(), each.outcome(), each.temperature(), 1);
        for (int entry = 0; entry < 4; entry++) {
          double exact = each.jacobian().get(entry);
          assertThat(matrix[entry]).isCloseTo(exact, within(1e-7 * Math.abs(exact)));
        }
      }
    }
  }

  /** Given the outcome there is no noise left, whatever the seed. */
  @Test
  void noVarianceIsLeftGivenTheOutcome() {
    double[][] draws = new double[2][];
    for (int seed = 0; seed < 2; seed++) {
      int own = seed;
      draws[seed] =
          Evaluate.once(
              tf -> {
                Operand<TFloat64> theta = tf.constant(new double[][] {{0.3, -0.4}, {0.3, -0.4}});
                return JacobianSamples.matrix(tf, BestJacobian.of(), theta, 1, 0.4, own);
              });
    }
    assertThat(draws[0]).isEqualTo(draws[1]);
    assertThat(draws[0][0]).isEqualTo(draws[0][4]).isEqualTo(-draws[0][1]).isPositive();
  }

  /** A masked category's logit is finite here, and its slope exactly zero. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.5, 1e3})
  void maskedCategoryHasNoSlope(double temperature) {
    double[] slopes =
        Evaluate.once(
            tf -> {
              Operand<TFloat32> theta = tf.constant(new float[][] {{3, -1e30f}, {-1e9f, -1e30f}});
              return first(tf, JacobianSamples.matrix(tf, RULE, theta, 0, temperature));
            });
    assertThat(slopes).containsExactly(0, 0);
  }

  /** The limit of low temperature is half the loser's probability. */
  @Test
  void lowTemperatureTendsToTheLimit() {
    for (double temperature : new double[] {0.02, 2e-3}) {
      double[] slopes = slopes(temperature);
      for (int i = 0; i < slopes.length; i++) {
        double limit = 0.5 / (1 + Math.exp(LOG_ODDS[i]));
        assertThat(slopes[i]).isCloseTo(limit, within(1.5 * temperature * limit));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10, 36})
  void gaussLegendreIsExactForPolynomials(int size) {
    for (int degree = 0; degree < 2 * size; degree++) {
      int power = degree;
      double integral =
          GaussLegendre.nodes(size).stream()
              .mapToDouble(node -> node.weight() * Math.pow(node.x(), power))
              .sum();
      assertThat(integral).isCloseTo(1.0 / (degree + 1), within(1e-14));
    }
  }

  private static double[] slopes(double temperature) {
    return Evaluate.once(
        tf -> {
          double[][] logits = new double[LOG_ODDS.length][2];
          for (int i = 0; i < logits.length; i++) {
            logits[i][0] = LOG_ODDS[i];
          }
          Operand<TFloat64> theta = tf.constant(logits);
          return first(tf, JacobianSamples.matrix(tf, RULE, theta, 0, temperature));
        });
  }

  /** First entry of each matrix. */
  private static <T extends TFloating> Operand<T> first(Ops tf, Operand<T> matrices) {
    return tf.slice(matrices, tf.array(0, 0, 0), tf.array(-1, 1, 1));
  }

  /**
   * Mean of w / (1 + w)^2 / temperature, w = (1 + r)^(-1 / temperature), over the ratio t = E_2 /
   * E_1, r = t (1 + odds), by the trapezoidal rule in log t.
   */
  private static double quadrature(double logOdds, double temperature) {
    double step = 1.0 / 32;
    double sum = 0;
    for (int i = -160 * 32; i <= 60 * 32; i++) {
      double t = Math.exp(i * step);
      double lead = Math.log1p(t * (1 + Math.exp(logOdds))) / temperature;
      double w = Math.exp(-lead);
      sum += step * t / ((1 + t) * (1 + t)) * w / ((1 + w) * (1 + w));
    }
    return sum / temperature;
  }
}
