package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

/** The model's values, held to plain loops. */
class DiscreteVaeTest {

  private static final int ARITY = TinyVae.SETTINGS.arity();
  private static final int VARIABLES = TinyVae.SETTINGS.variables();

  /** Rounding of sums of under a thousand terms of order 1. */
  private static final double ROUNDING = 1e-12;

  @Test
  void encoderAgreesWithPlainLoops() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      Encoding<TFloat64> encoding = tiny.vae().encode(tiny.tf(), tiny.imagesOperand());
      assertThat(encoding.logits().shape()).isEqualTo(TinyVae.LATENT);
      double[] logits = tiny.fetch(encoding.logits(), Map.of());
      PlainVae plain = new PlainVae(tiny.parameters());
      for (int row = 0; row < TinyVae.BATCH; row++) {
        assertThat(row(logits, row))
            .containsExactly(plain.encode(TinyVae.images(), row), within(ROUNDING));
      }
    }
  }

  @Test
  void rejectsMeansThatAreNotThoseOfPixels() {
    double[] means = TinyVae.pixelMeans();
    means[5] = Double.NaN;
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      assertThatThrownBy(() -> DiscreteVae.of(tf, TFloat64.class, TinyVae.SETTINGS, means, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("pixelMeans[5] must be in [0, 1], got NaN");
      double[] few = new double[783];
      assertThatThrownBy(() -> DiscreteVae.of(tf, TFloat64.class, TinyVae.SETTINGS, few, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("pixelMeans must have length 784, got 783");
    }
  }

  /** Every image and variable shows another category; over all cases each shows each. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void lossesOfASampleAgreeWithPlainLoops(int first) {
    double[] value = new double[(int) TinyVae.LATENT.size()];
    for (int row = 0; row < TinyVae.BATCH * VARIABLES; row++) {
      value[row * ARITY + (first + 3 * row) % ARITY] = 1;
    }
    assertLossesAgree(value);
  }

  @Test
  void lossesOfARelaxedSampleAgreeWithPlainLoops() {
    assertLossesAgree(uniform(3, 0, 1));
  }

  private static void assertLossesAgree(double[] value) {
    double[] logits = uniform(4, -2, 2);
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      Operand<TFloat64> losses =
          tiny.vae()
              .losses(tiny.tf(), tiny.imagesOperand(), latent(tiny, logits), latent(tiny, value));
      double[] actual = tiny.fetch(losses, Map.of());
      PlainVae plain = new PlainVae(tiny.parameters());
      assertThat(actual).hasSize(TinyVae.BATCH);
      for (int row = 0; row < TinyVae.BATCH; row++) {
        double expected = plain.loss(TinyVae.images(), row, row(logits, row), row(value, row));
        assertThat(actual[row]).isCloseTo(expected, within(ROUNDING * expected));
      }
    }
  }

  /** A leading axis of passes changes nothing but the shape. */
  @Test
  void lossesTakeSeveralPassesOverTheSameImages() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      Operand<TFloat64> q = latent(tiny, uniform(4, -2, 2));
      Operand<TFloat64> r = latent(tiny, uniform(5, -2, 2));
      Operand<TFloat64> one = latent(tiny, uniform(7, 0, 1));
      Operand<TFloat64> two = latent(tiny, uniform(8, 0, 1));
      Operand<TFloat64> both =
          tiny.vae()
              .losses(
                  tiny.tf(),
                  tiny.imagesOperand(),
                  tiny.tf().stack(List.of(q, r)),
                  tiny.tf().stack(List.of(one, two)));
      assertThat(both.shape()).isEqualTo(Shape.of(2, TinyVae.BATCH));
      double[] expected =
          concat(
              tiny.fetch(tiny.vae().losses(tiny.tf(), tiny.imagesOperand(), q, one), Map.of()),
              tiny.fetch(tiny.vae().losses(tiny.tf(), tiny.imagesOperand(), r, two), Map.of()));
      assertThat(tiny.fetch(both, Map.of())).containsExactly(expected, within(1e-10));
    }
  }

  @Test
  void lossesHaveAKnownRankWhenTheBatchIsUnknown() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      Operand<TFloat64> images =
          tiny.tf()
              .placeholder(TFloat64.class, Placeholder.shape(Shape.of(-1, BinaryImages.PIXELS)));
      Operand<TFloat64> logits = tiny.vae().encode(tiny.tf(), images).logits();
      assertThat(tiny.vae().losses(tiny.tf(), images, logits, logits).shape().numDimensions())
          .isEqualTo(1);
    }
  }

  private static Operand<TFloat64> latent(TinyVae<TFloat64> tiny, double[] values) {
    return tiny.tf().constant(TinyVae.LATENT, DataBuffers.of(values));
  }

  private static double[] uniform(long seed, double from, double to) {
    return new SplittableRandom(seed).doubles(TinyVae.LATENT.size(), from, to).toArray();
  }

  private static double[] row(double[] values, int row) {
    return Arrays.copyOfRange(values, row * VARIABLES * ARITY, (row + 1) * VARIABLES * ARITY);
  }

  private static double[] concat(double[] a, double[] b) {
    return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }
}
