package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientCheck.Sampler;
import io.github.gumbelrao.core.testing.Softmax;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Three draws in sequence for each of two rows, with one weight for both steps, and a curved loss
 * that every draw enters; right, or with one mistake.
 */
enum FaultyChain {
  RIGHT,
  /** The gradient of the first logits is twice what it is. */
  DOUBLED,
  /** The gradient of the first logits has the other sign. */
  NEGATED,
  /** The first logits are a constant to the gradient. */
  PARAMETER_CUT,
  /** The second step's weight is a constant to the gradient. */
  WEIGHT_USED_ONCE,
  /** The second sample is a constant to the gradient of the third. */
  SAMPLE_CUT,
  /** The loss of a row looks at the other row's sample. */
  ROWS_MIXED;

  static final int ROWS = 2;

  private static final double[][] START = {{0.4, -0.3, 0.1}, {-0.5, 0.2, 0.6}};
  private static final double[][] WEIGHT = {{0.5, -1.0, 0.7}, {-0.8, 0.3, 0.4}, {0.2, 0.9, -0.6}};
  private static final double[] VALUE = {-1, 0.5, 1.2};

  /** Adds the model in some number type. */
  <T extends TFloating> Losses<T> build(Ops tf, Sampler<T> sampler, Class<T> type) {
    Parameter<T> start = Parameter.bias(tf, "start", constant(tf.withInitScope(), type, START));
    Parameter<T> weight =
        Parameter.weight(tf, "weight", constant(tf.withInitScope(), type, WEIGHT));
    Operand<T> logits =
        switch (this) {
          case DOUBLED -> withGradient(tf, start.value(), 2);
          case NEGATED -> withGradient(tf, start.value(), -1);
          case PARAMETER_CUT -> tf.stopGradient(start.value());
          default -> tf.identity(start.value());
        };
    Operand<T> first = sampler.draw(logits).value();
    Operand<T> second = sampler.draw(tf.linalg.matMul(first, weight.value())).value();
    Operand<T> passed = this == SAMPLE_CUT ? tf.stopGradient(second) : second;
    Operand<T> reused = this == WEIGHT_USED_ONCE ? tf.stopGradient(weight.value()) : weight.value();
    Operand<T> third = sampler.draw(tf.linalg.matMul(passed, reused)).value();
    Operand<T> value = tf.dtypes.cast(tf.constant(VALUE), type);
    Operand<T> seen = this == ROWS_MIXED ? tf.reverse(third, tf.array(0)) : third;
    Operand<T> sum =
        tf.reduceSum(
            tf.math.mul(tf.math.addN(List.of(first, second, seen)), value), tf.constant(1));
    Operand<T> losses = tf.math.square(tf.math.sub(sum, tf.constant(type, 0.7)));
    return new Losses<>(losses, List.of(start, weight));
  }

  /** The model in float64. */
  GradientCheck.Model<TFloat64> model() {
    return (tf, sampler) -> build(tf, sampler, TFloat64.class);
  }

  /** The same value with a gradient that is so many times what it should be. */
  private static <T extends TFloating> Operand<T> withGradient(Ops tf, Operand<T> x, double times) {
    Operand<T> scaled = tf.math.mul(x, tf.constant(x.type(), times));
    return tf.math.add(scaled, tf.stopGradient(tf.math.sub(x, scaled)));
  }

  /**
   * The mean expected loss of the right chain in plain Java.
   *
   * @param entry of the parameters, starting logits first, that is moved
   * @param step how far
   */
  static double expectedLoss(int entry, double step) {
    double[][] start = {START[0].clone(), START[1].clone()};
    double[][] weight = {WEIGHT[0].clone(), WEIGHT[1].clone(), WEIGHT[2].clone()};
    if (entry < 6) {
      start[entry / 3][entry % 3] += step;
    } else {
      weight[(entry - 6) / 3][entry % 3] += step;
    }
    double sum = 0;
    for (double[] row : start) {
      double[] p1 = Softmax.of(row, 1);
      for (int i = 0; i < 27; i++) {
        int first = i / 9;
        int second = i / 3 % 3;
        int third = i % 3;
        double chance =
            p1[first] * Softmax.of(weight[first], 1)[second] * Softmax.of(weight[second], 1)[third];
        sum += chance * Math.pow(VALUE[first] + VALUE[second] + VALUE[third] - 0.7, 2) / ROWS;
      }
    }
    return sum;
  }

  private static <T extends TFloating> Operand<T> constant(
      Ops tf, Class<T> type, double[][] values) {
    return tf.dtypes.cast(tf.constant(values), type);
  }
}
