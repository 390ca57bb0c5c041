package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat32;

/** Pictures of a model of 64 codes: each must be that of a code, as often as it should be. */
class PicturesTest {

  private static final int ARITY = TinyVae.SETTINGS.arity();

  /** Probabilities of 784 pixels agree up to float32. */
  private static int codeOf(PlainVae plain, double[] pixels, int row) {
    double[] picture =
        Arrays.copyOfRange(pixels, row * BinaryImages.PIXELS, (row + 1) * BinaryImages.PIXELS);
    List<Integer> found = new ArrayList<>();
    for (int code = 0; code < ARITY * ARITY; code++) {
      double[] value = new double[2 * ARITY];
      value[code / ARITY] = 1;
      value[ARITY + code % ARITY] = 1;
      if (Vectors.gap(plain.probabilities(value), picture) < 1e-5) {
        found.add(code);
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /**
   * 640 draws: the count of each first category is within 5.5 standard deviations of a binomial,
   * rounded up by 3; 24 comparisons, so a false alarm is rarer than 1e-5.
   */
  @Test
  void samplesFollowThePriorAndReconstructionsThePosterior() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      PlainVae plain = new PlainVae(tiny.parameters());
      Pictures pictures = Pictures.of(tiny.tf(), tiny.vae());
      int draws = 640;
      double[] samples = pictures.sample(tiny.session(), draws, 3);
      counts(plain, samples, plain.prior());

      byte[] same = new byte[draws * BinaryImages.PIXELS];
      byte[] images = TinyVae.images();
      for (int i = 0; i < draws; i++) {
        System.arraycopy(images, 0, same, i * BinaryImages.PIXELS, BinaryImages.PIXELS);
      }
      double[] reconstructions = pictures.reconstruct(tiny.openSession(), BinaryImages.of(same), 3);
      counts(plain, reconstructions, plain.encode(images, 0));
    }
  }

  private static void counts(PlainVae plain, double[] pixels, double[] logits) {
    int draws = pixels.length / BinaryImages.PIXELS;
    Map<Integer, Integer> counts = new HashMap<>();
    for (int row = 0; row < draws; row++) {
      counts.merge(codeOf(plain, pixels, row) / ARITY, 1, Integer::sum);
    }
    double uniform = draws / (double) ARITY;
    double chiSquareOfUniform = 0;
    for (int k = 0; k < ARITY; k++) {
      double p = Math.exp(PlainVae.logProbability(logits, k, 0)) / marginalOfZero(logits);
      int count = counts.getOrDefault(k, 0);
      double deviation = Math.sqrt(draws * p * (1 - p));
      assertThat(Math.abs(count - draws * p)).isLessThan(5.5 * deviation + 3);
      chiSquareOfUniform += (count - uniform) * (count - uniform) / uniform;
    }
    // Negative control: they do not follow a uniform distribution; 7 degrees of freedom.
    assertThat(chiSquareOfUniform).isGreaterThan(60);
  }

  /** The probability that the second variable is 0. */
  private static double marginalOfZero(double[] logits) {
    double total = 0;
    for (int k = 0; k < ARITY; k++) {
      total += Math.exp(PlainVae.logProbability(logits, k, 0));
    }
    return total;
  }
}
