package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientReport;
import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** The VAE's gradient as a user's own model is checked, and with mistakes that must be found. */
class CheckedVaeTest {

  /** Two variables of four categories: 16 outcomes an image. */
  private static final VaeSettings SETTINGS = new VaeSettings(4, 4, 3);

  private static final double[] MEANS = new double[BinaryImages.PIXELS];

  static {
    Arrays.fill(MEANS, 0.2);
  }

  /** What a model does to a sample before it is decoded. */
  private interface Passed {
    Operand<TFloat64> on(Ops tf, Operand<TFloat64> value);
  }

  private static GradientCheck<TFloat64> check(KlForm form, Passed passed) {
    double[][] images = new double[2][];
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(
        images, i -> random.doubles(BinaryImages.PIXELS).map(u -> u < MEANS[0] ? 1 : 0).toArray());
    return GradientCheck.<TFloat64>of(
            (tf, sampler) -> {
              DiscreteVae<TFloat64> vae =
                  DiscreteVae.of(tf, TFloat64.class, SETTINGS.with(form), MEANS, 1);
              Operand<TFloat64> pixels = tf.constant(images);
              Operand<TFloat64> logits = vae.encode(tf, pixels).logits();
              Operand<TFloat64> value = passed.on(tf, sampler.draw(logits).value());
              Operand<TFloat64> losses =
                  tf.reshape(vae.losses(tf, pixels, logits, value), tf.array(images.length));
              return new Losses<>(losses, vae.parameters());
            })
        .seed(1);
  }

  @Test
  void itsDerivativesAreRight() {
    assertThat(check(KlForm.ANALYTIC, (tf, value) -> value).wrongDerivatives()).isEmpty();
  }

  @Test
  void aSampleCutOffBeforeTheDecoderIsFound() {
    assertThat(check(KlForm.ANALYTIC, (tf, value) -> tf.stopGradient(value)).wrongDerivatives())
        .singleElement()
        .asString()
        .startsWith("the sample of draw 1: ")
        .endsWith("the path is cut off");
  }

  /** The paper's protocol cuts a path through the sample, which the check cannot know is meant. */
  @Test
  void theCutOfTheSampledDivergenceIsFoundUnlessItIsSaidToBeMeant() {
    GradientCheck<TFloat64> check = check(KlForm.SAMPLED, (tf, value) -> value);
    assertThat(check.wrongDerivatives())
        .singleElement()
        .asString()
        .startsWith("the sample of draw 1: ");
    assertThat(check.withSamplesCutOnPurpose().wrongDerivatives()).isEmpty();
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void itsGradientIsRight(KlForm form) {
    GradientReport report =
        check(form, (tf, value) -> value)
            .withSamplesCutOnPurpose()
            .estimators("gr")
            .temperatures(0.5)
            .run()
            .assertSound();
    assertThat(report.outcomes()).isEqualTo(16);
    assertThat(report.gradientNorm()).isGreaterThan(1);
  }
}
