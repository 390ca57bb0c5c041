package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

/** The log-ratio in place of the analytic divergence: value and gradients by hand. */
class SampledDivergenceTest {

  private static final double ROUNDING = 1e-9;
  private static final int ARITY = TinyVae.SETTINGS.arity();
  private static final int VARIABLES = TinyVae.SETTINGS.variables();

  /** Category of a variable of an image; any fixed choice will do. */
  private static int category(int image, int variable) {
    return (3 * image + 5 * variable + 1) % ARITY;
  }

  private static double[] oneHot() {
    double[] value = new double[TinyVae.BATCH * VARIABLES * ARITY];
    for (int row = 0; row < TinyVae.BATCH * VARIABLES; row++) {
      value[row * ARITY + category(row / VARIABLES, row % VARIABLES)] = 1;
    }
    return value;
  }

  @Test
  void isTheLogRatioAtTheDrawAndCutWhereItShouldBe() {
    try (TinyVae<TFloat64> sampled = TinyVae.of(TFloat64.class, KlForm.SAMPLED)) {
      Ops tf = sampled.tf();
      PlainVae plain = new PlainVae(sampled.parameters());
      Operand<TFloat64> images = sampled.imagesOperand();
      Operand<TFloat64> logits = sampled.vae().encode(tf, images).logits();
      Operand<TFloat64> value = tf.placeholder(TFloat64.class, Placeholder.shape(TinyVae.LATENT));
      Map<Operand<?>, double[]> feeds = Map.of(value, oneHot());
      Operand<TFloat64> losses = sampled.vae().losses(tf, images, logits, value);
      DiscreteVae<TFloat64> vae = sampled.vae();
      Operand<TFloat64> rest = tf.math.sub(losses, vae.reconstruction(tf, images, value));

      double[] found = sampled.fetch(rest, feeds);
      Gradients gradients = tf.gradients(rest, List.of(value, logits));
      double[] byValue = sampled.fetch(gradients.<TFloat64>dy(0), feeds);
      double[] byLogits = sampled.fetch(gradients.<TFloat64>dy(1), feeds);
      for (int image = 0; image < TinyVae.BATCH; image++) {
        int[] code = {category(image, 0), category(image, 1)};
        double[] q = plain.encode(TinyVae.images(), image);
        double ratio =
            PlainVae.logProbability(q, code) - PlainVae.logProbability(plain.prior(), code);
        assertThat(found[image]).isCloseTo(ratio, within(ROUNDING));
        // Negative control: it is not the analytic one.
        assertThat(Math.abs(found[image] - plain.divergence(q))).isGreaterThan(1e-3);
        for (int i = 0; i < VARIABLES * ARITY; i++) {
          int at = image * VARIABLES * ARITY + i;
          // Only log p follows the draw: log q sees it through a stop-gradient ...
          assertThat(byValue[at]).isCloseTo(-logOf(plain.prior(), i), within(ROUNDING));
          // ... and follows its own logits: the score, one-hot minus probabilities.
          double score = oneHot()[at] - Math.exp(logOf(q, i));
          assertThat(byLogits[at]).isCloseTo(score, within(ROUNDING));
        }
      }
    }
  }

  /** Log-probability of one category of one variable. */
  private static double logOf(double[] logits, int index) {
    int variable = index / ARITY;
    double total = 0;
    for (int k = 0; k < ARITY; k++) {
      total += Math.exp(logits[variable * ARITY + k]);
    }
    return logits[index] - Math.log(total);
  }
}
