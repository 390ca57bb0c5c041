package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.CentralDifferences;
import io.github.gumbelrao.core.testing.Evaluate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** The logarithm of a relaxed sample, where the sample itself underflows. */
class RelaxedLogarithmTest {

  private static final int ROWS = 20_000;

  private static <T extends TFloating> Draw<T> draw(Ops tf, Operand<T> logits, double temperature) {
    return GumbelSoftmax.of()
        .draw(tf, logits, Temperature.of(temperature), tf.constant(new long[] {3, 8}));
  }

  private static Operand<TFloat32> rows(Ops tf) {
    return tf.broadcastTo(tf.constant(new float[] {0, 1, -1, 2}), tf.array(ROWS, 4));
  }

  @Test
  void isFiniteAndDifferentiableWhereTheValueIsZero() {
    double[] values = Evaluate.once(tf -> draw(tf, rows(tf), 0.1).value());
    double[] logarithms = Evaluate.once(tf -> draw(tf, rows(tf), 0.1).logValue().orElseThrow());
    // Rounding of an exponential, and subnormal numbers, which are flushed to 0.
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isCloseTo(Math.exp(logarithms[i]), within(1e-6 * values[i] + 1e-37));
    }
    assertThat(Arrays.stream(logarithms)).allMatch(Double::isFinite);
    double[] gradient =
        Evaluate.once(
            tf -> {
              Operand<TFloat32> logits = rows(tf);
              Operand<TFloat32> log = draw(tf, logits, 0.1).logValue().orElseThrow();
              return tf.gradients(tf.math.square(log), List.of(logits)).<TFloat32>dy(0);
            });
    assertThat(Arrays.stream(gradient)).allMatch(Double::isFinite).anyMatch(each -> each != 0);

    // Negative control: the value reaches 0, so its own logarithm is no use.
    assertThat(Arrays.stream(values)).anyMatch(each -> each == 0);
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    assertThat(
            CentralDifferences.error((tf, x) -> draw(tf, x, 0.5).logValue().orElseThrow(), 2, 4, 3))
        .isLessThan(1e-8);
    assertThat(CentralDifferences.error((tf, x) -> draw(tf, x, 0.5).value(), 2, 4, 3))
        .isLessThan(1e-8);
  }

  @Test
  void onlyRelaxedDrawsHaveOne() {
    EstimatorContractTest.estimators()
        .forEach(
            estimator ->
                Evaluate.once(
                    tf -> {
                      Draw<TFloat32> draw =
                          estimator.draw(
                              tf,
                              tf.constant(new float[] {0, 1}),
                              Temperature.of(1),
                              tf.array(1L, 2L));
                      assertThat(draw.logValue().isPresent()).isEqualTo(estimator.relaxed());
                      return draw.value();
                    }));
  }
}
