package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.training.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

/** The gradients of the whole model, the draw held fixed, held to central differences. */
class VaeDerivativesTest {

  /** Balances the truncation error, of order step squared, against rounding. */
  private static final double STEP = 2e-5;

  private static final double TOLERANCE = 1e-6;

  /** Of larger operands so many entries are sampled. */
  private static final int MAX_ENTRIES = 60;

  /** Without a leading axis, as in training, and with one, as in {@link GradientPasses}. */
  @ParameterizedTest
  @ValueSource(longs = {0, 2})
  void gradientsOfParametersLogitsAndDrawAgreeWithCentralDifferences(long passes) {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      Ops tf = tiny.tf();
      Shape shape = passes == 0 ? TinyVae.LATENT : TinyVae.LATENT.prepend(passes);
      // Added to the encoder's logits, so that its gradient is theirs, pass by pass.
      Operand<TFloat64> offset = tf.placeholder(TFloat64.class, Placeholder.shape(shape));
      Operand<TFloat64> value = tf.placeholder(TFloat64.class, Placeholder.shape(shape));
      Operand<TFloat64> images = tiny.imagesOperand();
      Operand<TFloat64> logits = tf.math.add(tiny.vae().encode(tf, images).logits(), offset);
      Operand<TFloat64> losses = tiny.vae().losses(tf, images, logits, value);
      Operand<TFloat64> loss = tf.reduceSum(tf.reshape(losses, tf.array(-1)), tf.constant(0));

      SplittableRandom random = new SplittableRandom(12);
      Map<Operand<?>, double[]> point = new HashMap<>();
      point.put(offset, random.doubles(shape.size(), -2, 2).toArray());
      point.put(value, random.doubles(shape.size(), 0, 1).toArray());
      for (Parameter<TFloat64> parameter : tiny.vae().parameters()) {
        point.put(parameter.value(), tiny.fetch(parameter.value(), Map.of()));
      }
      new Comparison(tiny, loss, point).run();
    }
  }

  /**
   * One comparison.
   *
   * @param point operands to differentiate by, with their values
   */
  private record Comparison(
      TinyVae<TFloat64> tiny, Operand<TFloat64> loss, Map<Operand<?>, double[]> point) {

    void run() {
      List<Operand<?>> inputs = new ArrayList<>(point.keySet());
      Gradients gradients = tiny.tf().gradients(loss, inputs);
      for (int i = 0; i < inputs.size(); i++) {
        Operand<?> input = inputs.get(i);
        double[] gradient = tiny.fetch(gradients.<TFloat64>dy(i), point);
        assertThat(gradient).hasSameSizeAs(point.get(input));
        for (int entry : entries(gradient.length)) {
          assertThat(gradient[entry])
              .as("entry %d of %s", entry, input)
              .isCloseTo(slope(input, entry), within(TOLERANCE));
        }
      }
    }

    private double slope(Operand<?> input, int entry) {
      return (lossAt(input, entry, STEP) - lossAt(input, entry, -STEP)) / (2 * STEP);
    }

    private double lossAt(Operand<?> input, int entry, double step) {
      double[] values = point.get(input).clone();
      values[entry] += step;
      Map<Operand<?>, double[]> moved = new HashMap<>(point);
      moved.put(input, values);
      return tiny.fetch(loss, moved)[0];
    }

    private static int[] entries(int size) {
      return size <= MAX_ENTRIES
          ? IntStream.range(0, size).toArray()
          : new SplittableRandom(13).ints(MAX_ENTRIES, 0, size).toArray();
    }
  }
}
