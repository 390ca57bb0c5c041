package io.github.gumbelrao.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.oracle.Enumeration;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * RLOO on a loss of two variables that is not polynomial, {@code exp(u.D1 + D1^T A D2)}, against
 * enumeration. With 50 000 rows the standard error is under a hundredth of the gradient.
 */
class LeaveOneOutTest {

  private static final int ROWS = 50_000;
  private static final double[][] THETA = {{0.3, -0.2, 0.8}, {-1, 0.5, 0.1}};
  private static final double[] U = {0.5, -0.5, 0.2};
  private static final double[][] A = {{1, -0.5, 0.5}, {0.5, 0.7, -1}, {-1, 0.3, 0.25}};

  private interface Baseline {
    Operand<TFloat64> surrogate(Ops tf, Operand<TFloat64> losses, List<Draw<TFloat64>> draws);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void isUnbiasedWithLessVarianceThanAFixedBaseline(int count) {
    double[] exact = exact();
    Moments rloo = moments(count, SurrogateLoss::leaveOneOut);
    assertThat(rloo.distance(exact)).isLessThan(Bounds.Z);

    Moments fixed =
        moments(
            count, (tf, losses, draws) -> SurrogateLoss.of(tf, losses, draws, tf.constant(0.0)));
    assertThat(fixed.distance(exact)).isLessThan(Bounds.Z);
    assertThat(rloo.trace() + Bounds.Z * rloo.traceError())
        .isLessThan(fixed.trace() - Bounds.Z * fixed.traceError());

    // Negative control: a baseline that contains the draw's own loss shrinks the gradient.
    Moments own =
        moments(
            count,
            (tf, losses, draws) ->
                SurrogateLoss.of(
                    tf,
                    losses,
                    draws,
                    tf.broadcastTo(tf.math.mean(losses, tf.constant(0)), tf.shape(losses))));
    assertThat(own.distance(exact)).isGreaterThan(2 * Bounds.Z);
  }

  /**
   * One variable, draw by draw: (f_s - mean of the others) (e_s - p), and the value is the loss.
   */
  @Test
  void everyDrawHasTheMeanLossOfTheOthersAsItsBaseline() {
    int count = 4;
    double[] all =
        Evaluate.once(
            tf -> {
              Operand<TFloat64> logits =
                  tf.broadcastTo(tf.constant(THETA[0]), tf.array(count, 1, 3));
              Draw<TFloat64> draw = draw(tf, logits);
              Operand<TFloat64> losses =
                  tf.reduceSum(tf.math.mul(draw.value(), tf.constant(U)), tf.constant(-1));
              Operand<TFloat64> surrogate = SurrogateLoss.leaveOneOut(tf, losses, List.of(draw));
              Operand<TFloat64> gap = tf.math.sub(surrogate, losses);
              return tf.concat(
                  List.of(
                      tf.reshape(draw.value(), tf.array(-1)),
                      tf.reshape(
                          tf.gradients(surrogate, List.of(logits)).<TFloat64>dy(0), tf.array(-1)),
                      tf.reshape(gap, tf.array(-1))),
                  tf.constant(0));
            });
    double[] losses = new double[count];
    double total = 0;
    for (int i = 0; i < 3 * count; i++) {
      losses[i / 3] += all[i] * U[i % 3];
      total += all[i] * U[i % 3];
    }
    double[] p = Softmax.of(THETA[0], 1);
    for (int i = 0; i < 3 * count; i++) {
      double own = losses[i / 3];
      double advantage = own - (total - own) / (count - 1);
      assertThat(all[3 * count + i]).isCloseTo(advantage * (all[i] - p[i % 3]), within(1e-15));
    }
    assertThat(List.of(all[6 * count], all[7 * count - 1])).containsOnly(0.0);
    // The outcomes differ, so that the test tests something.
    assertThat(losses).doesNotContain(total / count);
  }

  @Test
  void oneDrawOrAnUnknownNumberIsRefused() {
    assertThatThrownBy(() -> losses(new double[1][5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("losses must have a known first dimension >= 2, got shape [1, 5]");
    assertThatThrownBy(
            () -> Evaluate.once(tf -> SurrogateLoss.leaveOneOut(tf, tf.constant(1.0), List.of())))
        .hasMessage("losses must have a known first dimension >= 2, got shape []");
  }

  private static double[] losses(double[][] losses) {
    return Evaluate.once(tf -> SurrogateLoss.leaveOneOut(tf, tf.constant(losses), List.of()));
  }

  /** Moments of the gradient of the mean over the draws, with respect to both variables. */
  private static Moments moments(int count, Baseline baseline) {
    double[] gradients =
        Evaluate.once(
            tf -> {
              Operand<TFloat64> theta = tf.broadcastTo(tf.constant(THETA), tf.array(ROWS, 2, 3));
              Operand<TFloat64> logits = tf.broadcastTo(theta, tf.array(count, ROWS, 2, 3));
              Draw<TFloat64> draw = draw(tf, logits);
              Operand<TFloat64> surrogate =
                  baseline.surrogate(tf, loss(tf, draw.value()), List.of(draw));
              Operand<TFloat64> mean = tf.math.mean(surrogate, tf.constant(0));
              return tf.gradients(tf.reduceSum(mean, tf.constant(0)), List.of(theta))
                  .<TFloat64>dy(0);
            });
    return Moments.of(gradients, 6);
  }

  private static double[] exact() {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> logits = tf.constant(THETA);
          Operand<TFloat64> mean = Enumeration.expectation(tf, logits, d -> loss(tf, d));
          return tf.gradients(mean, List.of(logits)).<TFloat64>dy(0);
        });
  }

  private static Draw<TFloat64> draw(Ops tf, Operand<TFloat64> logits) {
    Operand<TInt64> seed = tf.constant(new long[] {41, 4});
    return Estimators.named("reinforce").draw(tf, logits, Temperature.of(1), seed);
  }

  /** Losses [...] of values [..., 2, 3]. */
  private static Operand<TFloat64> loss(Ops tf, Operand<TFloat64> values) {
    Operand<TFloat64> first = variable(tf, values, new double[][] {{1}, {0}});
    Operand<TFloat64> second = variable(tf, values, new double[][] {{0}, {1}});
    Operand<TFloat64> row =
        tf.reduceSum(
            tf.math.mul(tf.expandDims(first, tf.constant(-1)), tf.constant(A)), tf.constant(-2));
    Operand<TFloat64> inner =
        tf.math.add(tf.math.mul(row, second), tf.math.mul(first, tf.constant(U)));
    return tf.math.exp(tf.reduceSum(inner, tf.constant(-1)));
  }

  private static Operand<TFloat64> variable(Ops tf, Operand<TFloat64> values, double[][] which) {
    return tf.reduceSum(tf.math.mul(values, tf.constant(which)), tf.constant(-2));
  }
}
