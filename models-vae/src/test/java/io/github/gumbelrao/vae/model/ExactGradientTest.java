package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.training.Dense;
import io.github.gumbelrao.core.training.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** Held to central differences of an expected loss that is summed over codes in plain Java. */
class ExactGradientTest {

  private static final double STEP = 1e-5;
  private static final int CODES = 1 << TinyVae.SETTINGS.latentBits();

  @Test
  void gradientEqualsCentralDifferencesOfTheEnumeratedLoss() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      double[] gradient =
          ExactGradient.of(tiny.tf(), tiny.vae(), TinyVae.BATCH)
              .run(tiny.session(), TinyVae.images());
      ExpectedLoss loss = new ExpectedLoss(tiny);
      List<Parameter<TFloat64>> encoder =
          tiny.vae().encoder().stream().flatMap(Dense::parameters).toList();
      int offset = 0;
      for (Parameter<TFloat64> parameter : encoder) {
        Operand<TFloat64> value = parameter.value();
        double[] at = tiny.fetch(value, Map.of());
        for (int index : new int[] {0, at.length / 2, at.length - 1}) {
          double slope =
              (loss.at(value, moved(at, index, STEP)) - loss.at(value, moved(at, index, -STEP)))
                  / (2 * STEP);
          // Losses near 600 have 1e-13 of rounding each: 1e-8 in the quotient.
          assertThat(Math.abs(gradient[offset + index] - slope))
              .as("%s %d", parameter.name(), index)
              .isLessThan(1e-6 * Math.max(1, Math.abs(slope)));
        }
        offset += at.length;
      }
      assertThat(gradient).hasSize(offset);
    }
  }

  @Test
  void rejectsNoImages() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      assertThatThrownBy(() -> ExactGradient.of(tiny.tf(), tiny.vae(), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("images must be >= 1, got 0");
    }
  }

  @Test
  void rejectsOtherThanTheAnnouncedImages() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      ExactGradient<TFloat64> gradient = ExactGradient.of(tiny.tf(), tiny.vae(), 2);
      assertThatThrownBy(() -> gradient.run(tiny.session(), new byte[784]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("pixels must be those of 2 images of 784, got 784");
    }
  }

  private static double[] moved(double[] values, int index, double step) {
    double[] moved = values.clone();
    moved[index] += step;
    return moved;
  }

  /** Mean over images of the sum over codes of q(code) times its loss. */
  private static final class ExpectedLoss {
    private final TinyVae<TFloat64> tiny;
    private final Operand<TFloat64> logits;
    private final Operand<TFloat64> losses;

    ExpectedLoss(TinyVae<TFloat64> tiny) {
      this.tiny = tiny;
      Ops tf = tiny.tf();
      Operand<TFloat64> images = tiny.imagesOperand();
      this.logits = tiny.vae().encode(tf, images).logits();
      Operand<TFloat64> zeros =
          tf.fill(tf.constant(TinyVae.LATENT.prepend(CODES)), tf.constant(0.0));
      Operand<TFloat64> tiled = tf.math.add(logits, zeros);
      int arity = TinyVae.SETTINGS.arity();
      double[][][][] codes = new double[CODES][1][TinyVae.SETTINGS.variables()][arity];
      for (int code = 0; code < CODES; code++) {
        codes[code][0][0][code / arity] = 1;
        codes[code][0][1][code % arity] = 1;
      }
      Operand<TFloat64> value = tf.math.add(tf.constant(codes), zeros);
      this.losses = tiny.vae().losses(tf, images, tiled, value);
    }

    double at(Operand<TFloat64> parameter, double[] values) {
      Map<Operand<?>, double[]> feeds = new HashMap<>();
      feeds.put(parameter, values);
      double[] theta = tiny.fetch(logits, feeds);
      double[] each = tiny.fetch(losses, feeds);
      int arity = TinyVae.SETTINGS.arity();
      double sum = 0;
      for (int image = 0; image < TinyVae.BATCH; image++) {
        double[] first = softmax(theta, 2 * image * arity, arity);
        double[] second = softmax(theta, (2 * image + 1) * arity, arity);
        for (int code = 0; code < CODES; code++) {
          double q = first[code / arity] * second[code % arity];
          sum += q * each[code * TinyVae.BATCH + image];
        }
      }
      return sum / TinyVae.BATCH;
    }

    private static double[] softmax(double[] theta, int from, int count) {
      double[] p = new double[count];
      double total = 0;
      for (int i = 0; i < count; i++) {
        p[i] = Math.exp(theta[from + i]);
        total += p[i];
      }
      for (int i = 0; i < count; i++) {
        p[i] /= total;
      }
      return p;
    }
  }
}
