package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

class MonteCarloJacobianTest {

  /** Independent matrices a mean is taken over; their spread gives the standard error. */
  private static final int ROWS = 400;

  /**
   * Draws behind each matrix. At temperature 0.1 some entries live on events of probability 1e-4;
   * the standard error means something once they occur often, as in 400,000 draws.
   */
  private static final int SAMPLES = 1000;

  /** Exact values made elsewhere, beside a development checkout; not part of the project. */
  private static final Path REFERENCE =
      Path.of("../../shared/reference/conditional_jacobians.json");

  /** What the reference file's values must be met to. */
  private static final double REFERENCE_Z = 5;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.7, -0.7, -2, 3})
  void twoCategoriesAtTemperatureOneMeetTheClosedForm(double logOdds) {
    double slope = BinaryJacobian.slope(logOdds);
    Moments moments = moments(new double[] {logOdds, 0}, 0, 1.0);
    assertThat(moments.distance(new double[] {slope, -slope, -slope, slope})).isLessThan(Bounds.Z);

    // Negative control: three percent too much would not pass.
    double wrong = 1.03 * slope;
    assertThat(moments.distance(new double[] {wrong, -wrong, -wrong, wrong}))
        .isGreaterThan(Bounds.Z);
  }

  @Test
  void everyReferenceCaseIsMet() throws IOException {
    assumeTrue(Files.exists(REFERENCE), REFERENCE + " is not there: reference cases skipped");
    JsonNode cases = new ObjectMapper().readTree(REFERENCE.toFile()).get("cases");
    assertThat(cases).hasSizeGreaterThan(70);
    double worst = 0;
    double worstScaled = 0;
    for (JsonNode each : cases) {
      double[] sampled = sampled(each);
      worst = Math.max(worst, distance(each, sampled));
      for (int i = 0; i < sampled.length; i++) {
        sampled[i] *= 1.02;
      }
      worstScaled = Math.max(worstScaled, distance(each, sampled));
    }
    assertThat(worst).isLessThan(REFERENCE_Z);
    // Negative control: two percent too much would not pass.
    assertThat(worstScaled).isGreaterThan(2 * REFERENCE_Z);
  }

  @Test
  void rowsSumToZeroAndMatrixIsSymmetric() {
    double[] matrix = Evaluate.once(tf -> matrix(tf, new double[] {1, -2, 0.5, 4}, 2, 0.3, 1, 9));
    for (int i = 0; i < 4; i++) {
      assertThat(Math.abs(Arrays.stream(matrix, 4 * i, 4 * i + 4).sum())).isLessThan(1e-14);
      for (int j = 0; j < 4; j++) {
        assertThat(matrix[4 * i + j]).isEqualTo(matrix[4 * j + i]);
      }
    }
  }

  /** The outcome conditioned on may itself underflow in float32. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anyOutcomeOfExtremeLogitsIsFinite(int outcome) {
    for (float[] theta : new float[][] {{0, 100, 0}, {-200, 0, 5}}) {
      double[] matrix =
          Evaluate.once(
              tf -> {
                Operand<TFloat32> logits = tf.constant(new float[][] {theta});
                return matrix(tf, logits, oneHot(tf, logits, 3, outcome), 0.5, 20);
              });
      assertThat(Arrays.stream(matrix)).allMatch(Double::isFinite);
    }
  }

  private static double[] sampled(JsonNode each) {
    double[] theta = numbers(each.get("logits"));
    int outcome = each.get("outcome").asInt();
    double temperature = each.get("tau").asDouble();
    return Evaluate.once(tf -> matrix(tf, theta, outcome, temperature, ROWS, SAMPLES));
  }

  /** Largest distance of an entry of one reference case, in standard errors of both sides. */
  private static double distance(JsonNode each, double[] sampled) {
    int n = each.get("logits").size();
    double referenceError = each.get("stderr").asDouble();
    double worst = 0;
    for (int entry = 0; entry < n * n; entry++) {
      double[] column = new double[ROWS];
      for (int row = 0; row < ROWS; row++) {
        column[row] = sampled[row * n * n + entry];
      }
      Moments moments = Moments.of(column, 1);
      double error = Math.hypot(Math.sqrt(moments.trace() / ROWS), referenceError);
      double exact = each.get("jacobian").get(entry / n).get(entry % n).asDouble();
      worst = Math.max(worst, Math.abs(moments.mean(0) - exact) / error);
    }
    return worst;
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  private static Moments moments(double[] theta, int outcome, double temperature) {
    int entries = theta.length * theta.length;
    return Moments.of(
        Evaluate.once(tf -> matrix(tf, theta, outcome, temperature, ROWS, SAMPLES)), entries);
  }

  /** Independent matrices of one case, shape [rows, n, n]. */
  private static Operand<TFloat64> matrix(
      Ops tf, double[] theta, int outcome, double temperature, int rows, int samples) {
    int n = theta.length;
    Operand<TFloat64> logits = tf.broadcastTo(tf.constant(theta), tf.array(rows, n));
    return matrix(tf, logits, oneHot(tf, logits, n, outcome), temperature, samples);
  }

  private static <T extends TFloating> Operand<T> matrix(
      Ops tf, Operand<T> logits, Operand<T> oneHot, double temperature, int samples) {
    return MonteCarloJacobian.of(samples)
        .matrix(
            tf,
            logits,
            oneHot,
            tf.constant(logits.type(), temperature),
            tf.constant(new long[] {31, 41}));
  }

  private static <T extends TFloating> Operand<T> oneHot(
      Ops tf, Operand<T> logits, int n, int outcome) {
    Operand<T> row =
        tf.oneHot(
            tf.constant(outcome),
            tf.constant(n),
            tf.constant(logits.type(), 1.0),
            tf.constant(logits.type(), 0.0));
    return tf.broadcastTo(row, tf.shape(logits));
  }
}
