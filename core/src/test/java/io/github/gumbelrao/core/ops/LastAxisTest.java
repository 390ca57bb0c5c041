package io.github.gumbelrao.core.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.testing.CentralDifferences;
import io.github.gumbelrao.core.testing.CentralDifferences.Operation;
import io.github.gumbelrao.core.testing.Evaluate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** The operations along the last axis, at the ranks their users give them. */
class LastAxisTest {

  /** Central differences of step 1e-5 are this close for functions with derivatives of order 10. */
  private static final double TOLERANCE = 1e-8;

  private static final List<long[]> SHAPES =
      List.of(new long[] {3}, new long[] {4, 3}, new long[] {2, 4, 3}, new long[] {2, 2, 2, 3});

  private static final Map<String, Operation> DIFFERENTIATED =
      Map.of(
          "logSoftmax", LastAxis::logSoftmax,
          "softmax", (tf, x) -> LastAxis.softmax(tf, x, tf.constant(0.7)),
          "logSumExp", LastAxis::logSumExp,
          "without one category", LastAxisTest::withoutOne,
          "sum", Categories::sum);

  static Stream<Arguments> cases() {
    return SHAPES.stream()
        .flatMap(
            shape ->
                DIFFERENTIATED.entrySet().stream()
                    .map(entry -> Arguments.of(entry.getKey(), entry.getValue(), shape)));
  }

  @ParameterizedTest(name = "{0} at {2}")
  @MethodSource("cases")
  void gradientsAgreeWithCentralDifferences(String name, Operation operation, long[] shape) {
    assertThat(CentralDifferences.error(operation, shape)).isLessThan(TOLERANCE);
  }

  /** Negative control: TensorFlow's own logSoftmax is right at rank 2 and wrong at rank 3. */
  @Test
  void checkCatchesTheWrongGradientOfTensorFlowsLogSoftmax() {
    Operation own = (tf, x) -> tf.nn.logSoftmax(x);
    assertThat(CentralDifferences.error(own, 4, 3)).isLessThan(TOLERANCE);
    assertThat(CentralDifferences.error(own, 2, 4, 3)).isGreaterThan(0.01);
  }

  @Test
  void logSoftmaxIsFiniteFarFromZero() {
    double[] value =
        Evaluate.once(
            tf -> LastAxis.logSoftmax(tf, tf.constant(new float[][] {{0, 100, 0}, {-200, 0, 5}})));
    double[] expected = {-100, 0, -100, -205.00671535, -5.00671535, -0.00671535};
    for (int i = 0; i < expected.length; i++) {
      assertThat(value[i]).isCloseTo(expected[i], within(1e-7 * (1 + Math.abs(expected[i]))));
    }
  }

  private static Operand<TFloat64> withoutOne(Ops tf, Operand<TFloat64> x) {
    Operand<TFloat64> oneHot =
        tf.broadcastTo(tf.constant(new double[] {0, 1, 0}), tf.shape(tf.stopGradient(x)));
    return tf.nn.softmax(Categories.without(tf, x, oneHot));
  }
}
