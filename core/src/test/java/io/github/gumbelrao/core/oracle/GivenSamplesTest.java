package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** The exact gradient, outcome by outcome, against differences and another enumeration. */
class GivenSamplesTest {

  /** The sum over outcomes is right for samples in sequence: against differences of plain Java. */
  @Test
  void theExactGradientOfAChainIsTheDerivativeOfItsExpectedLoss() {
    double[] exact;
    try (GivenSamples<TFloat64> given = new GivenSamples<>(FaultyChain.RIGHT.model())) {
      exact = given.exactGradient(1000).mean();
    }
    double step = 1e-5;
    for (int entry = 0; entry < exact.length; entry++) {
      double difference =
          (FaultyChain.expectedLoss(entry, step) - FaultyChain.expectedLoss(entry, -step))
              / (2 * step);
      assertThat(exact[entry]).isEqualTo(difference, within(1e-8));
    }
  }

  /** One draw of masked and unmasked categories, of two variables a row: as Enumeration has it. */
  @Test
  void theExactGradientOfOneDrawIsThatOfEnumeration() {
    double[][][] start = {{{0.3, -0.4, Double.NEGATIVE_INFINITY}, {1, 0.2, -0.3}}};
    double[] worth = {0.5, -1, 2, 1, 0.3, -0.7};
    try (GivenSamples<TFloat64> given =
        new GivenSamples<>(
            (tf, sampler) -> {
              Parameter<TFloat64> logits = Parameter.bias(tf, "logits", tf.constant(start));
              Operand<TFloat64> value = sampler.draw(logits.value()).value();
              return Losses.of(curved(tf, value, worth), logits);
            })) {
      assertThat(given.outcomes()).isEqualTo(9);
      double[] enumerated =
          Evaluate.once(
              tf -> {
                Operand<TFloat64> logits = tf.identity(tf.constant(start[0]));
                return tf.gradients(
                        Enumeration.expectation(tf, logits, d -> curved(tf, d, worth)),
                        List.of(logits))
                    .<TFloat64>dy(0);
              });
      assertThat(given.exactGradient(1000).mean()).containsExactly(enumerated, within(1e-14));
    }
  }

  private static Operand<TFloat64> curved(Ops tf, Operand<TFloat64> value, double[] worth) {
    Operand<TFloat64> flat = tf.reshape(value, tf.array(-1, worth.length));
    Operand<TFloat64> sum = tf.reduceSum(tf.math.mul(flat, tf.constant(worth)), tf.constant(1));
    return tf.math.square(sum);
  }
}
