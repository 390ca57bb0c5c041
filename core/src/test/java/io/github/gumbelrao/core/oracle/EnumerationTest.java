package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.CentralDifferences;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.QuadraticLoss;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class EnumerationTest {

  private static final double[] THETA = {0.3, -0.2, 0.8};
  private static final double[][] TWO = {{0.3, -0.2, 0.8}, {-1, 0.5, 0.1}};
  private static final double[][] A = {{1, -2, 0.5}, {0.5, 1.5, 3}, {-1, 2, 0.25}};

  @Test
  void oneVariableMeetsTheClosedForm() {
    double[] losses = new double[3];
    Arrays.setAll(losses, i -> QuadraticLoss.value(3, i));
    double[] p = Softmax.of(THETA, 1);
    double mean = p[0] * losses[0] + p[1] * losses[1] + p[2] * losses[2];
    double[] gradient = Softmax.jacobianTimes(p, losses, 1);
    double[] both =
        Evaluate.once(
            tf ->
                valueAndGradient(tf, tf.constant(THETA), (ops, d) -> QuadraticLoss.of(ops, d, 3)));
    assertThat(both).hasSize(4);
    assertThat(both[0]).isCloseTo(mean, within(1e-14));
    for (int k = 0; k < 3; k++) {
      assertThat(both[1 + k]).isCloseTo(gradient[k], within(1e-14));
    }
  }

  /** The loss D1^T A D2: its mean is p1^T A p2, and the order of the variables matters. */
  @Test
  void twoVariablesMeetTheClosedForm() {
    double[] p1 = Softmax.of(TWO[0], 1);
    double[] p2 = Softmax.of(TWO[1], 1);
    double[] given1 = new double[3];
    double[] given2 = new double[3];
    double mean = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        given1[i] += A[i][j] * p2[j];
        given2[j] += A[i][j] * p1[i];
        mean += p1[i] * A[i][j] * p2[j];
      }
    }
    double[] to1 = Softmax.jacobianTimes(p1, given1, 1);
    double[] to2 = Softmax.jacobianTimes(p2, given2, 1);
    double[] both = Evaluate.once(tf -> valueAndGradient(tf, tf.constant(TWO), this::bilinear));
    assertThat(both[0]).isCloseTo(mean, within(1e-14));
    for (int k = 0; k < 3; k++) {
      assertThat(both[1 + k]).isCloseTo(to1[k], within(1e-14));
      assertThat(both[4 + k]).isCloseTo(to2[k], within(1e-14));
    }
  }

  /** The gradient of the whole composition, with several leading axes, and through the loss. */
  @Test
  void gradientsAgreeWithCentralDifferences() {
    assertThat(CentralDifferences.error(EnumerationTest::curved, 2, 2, 3)).isLessThan(1e-8);
    assertThat(CentralDifferences.error(EnumerationTest::curved, 1, 4)).isLessThan(1e-8);
    assertThat(CentralDifferences.error(EnumerationTest::curved, 5)).isLessThan(1e-8);
  }

  /** A masked category may as well not be there, even where the loss there is not a number. */
  @Test
  void maskedCategoriesContributeNothing() {
    double hidden = Double.NEGATIVE_INFINITY;
    double[][] masked = {{0.3, hidden, -0.2, 0.8}, {-1, hidden, 0.5, 0.1}};
    double[] both =
        Evaluate.once(
            tf ->
                valueAndGradient(
                    tf,
                    tf.constant(masked),
                    (ops, d) -> {
                      Operand<TFloat64> weight = ops.constant(new double[] {1, -1, 2, 3});
                      Operand<TFloat64> sum =
                          ops.reduceSum(ops.math.mul(d, weight), ops.array(1, 2));
                      return ops.math.log(sum);
                    }));
    double[] seen =
        Evaluate.once(
            tf ->
                valueAndGradient(
                    tf,
                    tf.constant(TWO),
                    (ops, d) -> {
                      Operand<TFloat64> weight = ops.constant(new double[] {1, 2, 3});
                      Operand<TFloat64> sum =
                          ops.reduceSum(ops.math.mul(d, weight), ops.array(1, 2));
                      return ops.math.log(sum);
                    }));
    assertThat(both[2]).isZero();
    assertThat(both[6]).isZero();
    int[] places = {0, 1, 3, 4, 5, 7, 8};
    for (int i = 0; i < places.length; i++) {
      assertThat(both[places[i]]).isCloseTo(seen[i], within(1e-14));
    }
  }

  @Test
  void extremeLogitsStayFiniteInFloat32() {
    double[] gradient =
        Evaluate.once(
            tf -> {
              Operand<TFloat32> logits = tf.constant(new float[][] {{0, 100, 0}, {-200, 0, 5}});
              Operand<TFloat32> mean =
                  Enumeration.expectation(
                      tf, logits, d -> tf.reduceSum(tf.math.square(d), tf.array(1, 2)));
              return tf.gradients(mean, List.of(logits)).<TFloat32>dy(0);
            });
    assertThat(Arrays.stream(gradient)).hasSize(6).allMatch(Double::isFinite);
  }

  @Test
  void largeSpacesAreRefused() {
    assertThatThrownBy(() -> expectation(new double[17][2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("outcomes must be <= 65536, got 2^17");
    assertThatThrownBy(() -> expectation(new double[500][10]))
        .hasMessage("outcomes must be <= 65536, got 10^500");
    assertThat(expectation(new double[16][2])).hasSize(1);
  }

  @Test
  void shapesMustBeKnownAndTheLossesABatch() {
    assertThatThrownBy(
            () ->
                Evaluate.once(
                    tf ->
                        Enumeration.expectation(
                            tf,
                            tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(-1, 3))),
                            d -> d)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logits must have a known shape of rank >= 1, got [-1, 3]");
    assertThatThrownBy(
            () -> Evaluate.once(tf -> Enumeration.expectation(tf, tf.constant(TWO), d -> d)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("losses must have shape [9], got [9, 2, 3]");
    assertThatThrownBy(() -> expectation(new double[2][0]))
        .hasMessage("logits must not be empty, got shape [2, 0]");
  }

  /** A column of losses would broadcast against their probabilities. */
  @Test
  void lossesOfUnknownShapeMakeOneNumber() {
    double[] p = Softmax.of(THETA, 1);
    double[] mean =
        Evaluate.once(
            tf ->
                Enumeration.expectation(
                    tf,
                    tf.constant(THETA),
                    d ->
                        tf.placeholderWithDefault(
                            tf.constant(new double[][] {{1}, {2}, {4}}), Shape.unknown())));
    assertThat(mean).containsExactly(new double[] {p[0] + 2 * p[1] + 4 * p[2]}, within(1e-14));
  }

  private interface Loss {
    Operand<TFloat64> of(Ops tf, Operand<TFloat64> outcomes);
  }

  private static double[] expectation(double[][] logits) {
    return Evaluate.once(
        tf ->
            Enumeration.expectation(tf, tf.constant(logits), d -> tf.reduceSum(d, tf.array(1, 2))));
  }

  private static Operand<TFloat64> valueAndGradient(Ops tf, Operand<TFloat64> logits, Loss loss) {
    Operand<TFloat64> mean = Enumeration.expectation(tf, logits, d -> loss.of(tf, d));
    Operand<TFloat64> gradient = tf.gradients(mean, List.of(logits)).<TFloat64>dy(0);
    return tf.concat(
        List.of(tf.reshape(mean, tf.array(1)), tf.reshape(gradient, tf.array(-1))), tf.constant(0));
  }

  /** TensorFlow's own softmax leaves 6e-8 here. */
  @Test
  void certainVariablesHaveExactlyNoGradientInFloat32() {
    double[] gradient =
        Evaluate.once(
            tf -> {
              Operand<TFloat32> logits = tf.identity(tf.constant(new float[16][1]));
              Operand<TFloat32> mean =
                  Enumeration.expectation(
                      tf,
                      logits,
                      d -> tf.reduceSum(tf.math.mul(d, tf.constant(3f)), tf.array(1, 2)));
              return tf.gradients(mean, List.of(logits)).<TFloat32>dy(0);
            });
    assertThat(gradient).hasSize(16).containsOnly(0);
  }

  private Operand<TFloat64> bilinear(Ops tf, Operand<TFloat64> outcomes) {
    var parts = tf.unstack(outcomes, 2L, Unstack.axis(1L)).output();
    Operand<TFloat64> product = tf.linalg.matMul(parts.get(0), tf.constant(A));
    return tf.reduceSum(tf.math.mul(product, parts.get(1)), tf.constant(1));
  }

  /** A loss that depends on the logits directly, too. */
  private static Operand<TFloat64> curved(Ops tf, Operand<TFloat64> logits) {
    int rank = logits.shape().numDimensions();
    int[] axes = new int[rank];
    Arrays.setAll(axes, axis -> axis + 1);
    Operand<TFloat64> weights =
        tf.stopGradient(
            tf.random.statelessRandomUniform(
                tf.shape(logits), tf.constant(new long[] {3, 4}), TFloat64.class));
    return Enumeration.expectation(
        tf,
        logits,
        d -> {
          Operand<TFloat64> inner = tf.math.mul(d, tf.math.add(weights, tf.math.tanh(logits)));
          return tf.math.square(tf.reduceSum(inner, tf.array(axes)));
        });
  }
}
