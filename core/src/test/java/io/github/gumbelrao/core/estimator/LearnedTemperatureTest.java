package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.QuadraticLoss;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The gradient with respect to a fed temperature. */
class LearnedTemperatureTest {

  private static final double[][] THETA = {{0.3, -0.2, 0.8}, {1, 0, Double.NEGATIVE_INFINITY}};

  static Stream<Estimator> unrelaxed() {
    return EstimatorContractTest.unrelaxed();
  }

  /** Their values do not depend on it, and neither do their expected losses. */
  @ParameterizedTest
  @MethodSource("unrelaxed")
  void isExactlyZeroUnlessTheDrawIsRelaxed(Estimator estimator) {
    double temperature = Math.max(0.7, estimator.leastTemperature());
    assertThat(slope(estimator, temperature, 1)).containsExactly(0);
    // Not even where the loss's own derivative overflows.
    assertThat(slope(estimator, temperature, Double.POSITIVE_INFINITY)).containsExactly(0);
  }

  @Test
  void isTheDerivativeOfTheRelaxedLoss() {
    GumbelSoftmax estimator = GumbelSoftmax.of();
    double step = 1e-5;
    for (double temperature : new double[] {0.2, 0.7, 2}) {
      double slope =
          (loss(estimator, temperature + step) - loss(estimator, temperature - step)) / (2 * step);
      // Central differences err by step^2 times a third derivative of order 1 / temperature^3.
      assertThat(slope(estimator, temperature, 1)[0]).isCloseTo(slope, within(1e-7));
      assertThat(Math.abs(slope)).isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("unrelaxed")
  void valueAndGradientAreThoseOfTheConstant(Estimator estimator) {
    double temperature = Math.max(0.7, estimator.leastTemperature());
    double[] fed = logitGradient(estimator, temperature, true);
    // The exact rule interpolates between temperatures, to 1e-6 of the largest entry.
    boolean exact = List.of("gr", "reinmax-rao", "reinmax-cv").contains(estimator.name());
    double[] constant = logitGradient(estimator, temperature, false);
    assertThat(fed).containsExactly(constant, within(exact ? 1e-6 : 1e-12));
  }

  /** Whatever is fed, and of whatever type: the sample is one-hot, and it gets no gradient. */
  @ParameterizedTest
  @ValueSource(doubles = {0.7, -1, 0, Double.NaN})
  void anIgnoredTemperatureIsIgnored(double temperature) {
    for (String name : List.of("reinforce", "zgr")) {
      double[] both =
          Evaluate.once(
              tf -> {
                Operand<TFloat64> tau = tf.identity(tf.constant(temperature));
                Operand<TFloat32> logits = tf.constant(new float[] {0.3f, -0.2f, 0.8f});
                Operand<TFloat32> value =
                    Estimators.named(name)
                        .draw(tf, logits, Temperature.fed(tau), tf.constant(new long[] {6, 9}))
                        .value();
                Operand<TFloat64> slope = tf.gradients(value, List.of(tau)).<TFloat64>dy(0);
                return tf.concat(
                    List.of(tf.dtypes.cast(value, TFloat64.class), tf.reshape(slope, tf.array(1))),
                    tf.constant(0));
              });
      assertThat(both).as(name).containsExactlyInAnyOrder(1, 0, 0, 0);
      assertThat(both[3]).isZero();
    }
  }

  private static double[] slope(Estimator estimator, double temperature, double scale) {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> tau = tf.identity(tf.constant(temperature));
          Operand<TFloat64> loss = loss(tf, estimator, Temperature.fed(tau), tf.constant(THETA));
          Operand<TFloat64> scaled = tf.math.mul(loss, tf.constant(scale));
          return tf.gradients(scaled, List.of(tau)).<TFloat64>dy(0);
        });
  }

  private static double loss(Estimator estimator, double temperature) {
    return Evaluate.once(
        tf -> loss(tf, estimator, Temperature.of(temperature), tf.constant(THETA)))[0];
  }

  private static double[] logitGradient(Estimator estimator, double temperature, boolean fed) {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> logits = tf.identity(tf.constant(THETA));
          Temperature tau =
              fed ? Temperature.fed(tf.constant(temperature)) : Temperature.of(temperature);
          Operand<TFloat64> loss = loss(tf, estimator, tau, logits);
          return tf.gradients(loss, List.of(logits)).<TFloat64>dy(0);
        });
  }

  private static Operand<TFloat64> loss(
      Ops tf, Estimator estimator, Temperature temperature, Operand<TFloat64> logits) {
    Draw<TFloat64> draw = draw(tf, estimator, temperature, logits);
    Operand<TFloat64> losses = QuadraticLoss.of(tf, draw.value(), 3);
    Operand<TFloat64> surrogate = SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0.3));
    return tf.reduceSum(surrogate, tf.constant(0));
  }

  private static Draw<TFloat64> draw(
      Ops tf, Estimator estimator, Temperature temperature, Operand<TFloat64> logits) {
    return estimator.draw(tf, logits, temperature, tf.constant(new long[] {6, 9}));
  }
}
