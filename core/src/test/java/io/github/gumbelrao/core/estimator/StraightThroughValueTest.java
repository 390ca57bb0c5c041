package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.testing.Evaluate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

class StraightThroughValueTest {

  private static final double[][] ASYMMETRIC = {{1, 2, -3}, {0, -1, 1}, {4, 0, -4}};

  /** The gradient is the transpose of the Jacobian times the loss's derivative. */
  @Test
  void gradientIsTheTransposedMatrixTimesTheDerivative() {
    double[] g = {1, 10, 100};
    double[] gradient =
        Evaluate.once(
            tf -> {
              Operand<TFloat64> logits = tf.constant(new double[][] {{0.3, -0.2, 0.8}});
              Operand<TFloat64> loss = tf.math.mul(value(tf, logits), tf.constant(g));
              return tf.gradients(loss, List.of(logits)).<TFloat64>dy(0);
            });
    assertThat(gradient).containsExactly(1 + 400, 2 - 10, -3 + 10 - 400);
  }

  /** Two variables with slopes of their own; no two entries of the result are equal in size. */
  @Test
  void twoCategoriesAreAppliedByTheirSlope() {
    double[][] slopes = {{0.25}, {0.5}};
    double[] gradient =
        Evaluate.once(
            tf -> {
              Operand<TFloat64> logits = tf.constant(new double[][] {{0.3, -0.2}, {0.1, 0.7}});
              Operand<TFloat64> value =
                  StraightThroughValue.of(
                      tf,
                      tf.constant(new double[][] {{0, 1}, {1, 0}}),
                      logits,
                      v -> new SlopeJacobian<>(tf.constant(slopes)).times(tf, v));
              Operand<TFloat64> loss =
                  tf.math.mul(value, tf.constant(new double[][] {{1, 9}, {100, 20}}));
              return tf.gradients(loss, List.of(logits)).<TFloat64>dy(0);
            });
    assertThat(gradient).containsExactly(-2, 2, 40, -40);
  }

  @Test
  void valueIsTheSampleExactly() {
    double[] value =
        Evaluate.once(tf -> value(tf, tf.constant(new double[][] {{1e30, -0.2, 1e-30}})));
    assertThat(value).containsExactly(0, 1, 0);
  }

  private static Operand<TFloat64> value(Ops tf, Operand<TFloat64> logits) {
    return StraightThroughValue.ofMatrix(
        tf,
        tf.constant(new double[][] {{0, 1, 0}}),
        logits,
        tf.constant(new double[][][] {ASYMMETRIC}));
  }
}
