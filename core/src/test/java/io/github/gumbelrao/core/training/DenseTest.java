package io.github.gumbelrao.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.testing.Evaluate;
import org.junit.jupiter.api.Test;
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

  private static Dense<TFloat64> layer(Ops tf) {
    Ops init = tf.withInitScope();
    return new Dense<>(
        Parameter.weight(tf, "weights", init.constant(new double[][] {{1, 2, 3}, {4, 5, 6}})),
        Parameter.bias(tf, "bias", init.constant(new double[] {10, 20, 30})));
  }
}
