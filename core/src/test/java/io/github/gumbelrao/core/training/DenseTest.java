package io.github.gumbelrao.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.testing.Evaluate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

class DenseTest {

  @Test
  void addsTheBiasToTheProduct() {
    double[] output =
        Evaluate.once(
            tf -> {
              Dense<TFloat64> layer = layer(tf);
              assertThat(layer.parameters()).containsExactly(layer.weights(), layer.bias());
              return layer.apply(tf, tf.constant(new double[][] {{1, 0}, {2, -1}}));
            });
    assertThat(output).containsExactly(11, 22, 33, 8, 19, 30);
  }

  @Test
  void refusesOtherShapes() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Dense<TFloat64> layer = layer(tf);
      refused(
          "input must have shape [-1, 2], got [4, 3]",
          () -> layer.apply(tf, tf.constant(new double[4][3])));
      refused(
          "input must have shape [-1, 2], got [2]",
          () -> layer.apply(tf, tf.constant(new double[2])));
      // It would broadcast.
      Parameter<TFloat64> bias =
          Parameter.bias(tf, "one", tf.withInitScope().constant(new double[] {1}));
      refused(
          "bias must have shape [3], got [1]",
          () -> new Dense<>(layer.weights(), bias).parameters());
    }
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static Dense<TFloat64> layer(Ops tf) {
    Ops init = tf.withInitScope();
    return new Dense<>(
        Parameter.weight(tf, "weights", init.constant(new double[][] {{1, 2, 3}, {4, 5, 6}})),
        Parameter.bias(tf, "bias", init.constant(new double[] {10, 20, 30})));
  }
}
