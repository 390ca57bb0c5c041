package io.github.gumbelrao.core.estimator;

import static io.github.gumbelrao.core.estimator.ContractGraphs.draw;
import static io.github.gumbelrao.core.estimator.ContractGraphs.logits;
import static io.github.gumbelrao.core.estimator.ContractGraphs.seed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.QuadraticLoss;
import io.github.gumbelrao.core.testing.RowGradients;
import io.github.gumbelrao.core.testing.RowGradients.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

/** Two draws of one model share no noise, whatever the estimator. */
class IndependentStreamsTest {

  static Stream<Estimator> estimators() {
    return EstimatorContractTest.estimators();
  }

  /** Noise shared between two draws of one model would show in their values or their gradients. */
  @ParameterizedTest
  @MethodSource("estimators")
  void drawsOfTwoStreamsAreIndependent(Estimator estimator) {
    assertThat(dependence(RowGradients.of(estimator, Math.max(0.5, estimator.leastTemperature()))))
        .isLessThan(Bounds.Z);
  }

  /**
   * Largest covariance between two draws of one model, over the entries of their values and of
   * their gradients, in standard errors: correlations of 0.03 are seen.
   */
  static double dependence(Drawing drawing) {
    double[] theta = {0.3, -0.2, 0.8};
    int rows = 40_000;
    double[] all =
        Evaluate.once(
            tf -> {
              List<Operand<TFloat64>> parts = new ArrayList<>();
              for (int number = 1; number <= 2; number++) {
                Operand<TFloat64> logits = tf.broadcastTo(tf.constant(theta), tf.array(rows, 3));
                Draw<TFloat64> draw =
                    drawing.draw(tf, logits, Noise.stream(tf, seed(tf, 12), number));
                Operand<TFloat64> losses = QuadraticLoss.of(tf, draw.value(), 3);
                Operand<TFloat64> surrogate =
                    SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0.3));
                parts.add(draw.value());
                parts.add(tf.gradients(surrogate, List.of(logits)).<TFloat64>dy(0));
              }
              return tf.concat(parts, tf.constant(1));
            });
    Moments means = Moments.of(all, 12);
    double[] products = new double[rows * 18];
    for (int i = 0; i < products.length; i++) {
      int row = i / 18;
      int first = i % 18 / 3;
      int second = 6 + first / 3 * 3 + i % 3;
      products[i] =
          (all[12 * row + first] - means.mean(first))
              * (all[12 * row + second] - means.mean(second));
    }
    return Moments.of(products, 18).distance(new double[18]);
  }
}
