package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.training.Dense;
import io.github.gumbelrao.core.training.Momentum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One step at a time, on a tiny model. */
class TrainingStepTest {

  private static final Temperature TEMPERATURE = Temperature.of(0.6);
  private static final double RATE = 0.01;

  /** Relative, of sums of some thousand numbers in float32. */
  private static final double ROUNDING = 1e-5;

  private static final Momentum PLAIN = new Momentum(RATE, 0, 0);

  @Test
  void returnsTheLossOfItsDrawBeforeTheUpdate() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      TrainingStep step = step(tiny, "st-gs", PLAIN);
      Operand<TFloat32> loss = loss(tiny, Estimators.named("st-gs"), 5, 1);
      double before = tiny.fetch(loss, Map.of())[0];
      float returned = step.run(tiny.session(), TinyVae.images(), 5, 1);
      double after = tiny.fetch(loss, Map.of())[0];
      assertThat((double) returned).isCloseTo(before, within(ROUNDING * before));
      // Negative control: the update changes this loss by far more than rounding.
      assertThat(after).isLessThan(before - 100 * ROUNDING * before);
    }
  }

  /** No image would make REINFORCE's baseline NaN for good, and half of one would be left out. */
  @Test
  void refusesPixelsThatAreNotThoseOfSomeImages() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      TrainingStep step = step(tiny, "reinforce", PLAIN);
      Session session = tiny.session();
      for (int length : new int[] {0, 783, 785}) {
        assertThatThrownBy(() -> step.run(session, new byte[length], 5, 1))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("images must have a positive multiple of 784 pixels, got " + length);
      }
      byte[] grey = new byte[784];
      grey[3] = (byte) 255;
      assertThatThrownBy(() -> step.run(session, grey, 5, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("images[3] must be 0 or 1, got -1");
      assertThatThrownBy(() -> step.run(session, new byte[784], 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("seed must be two numbers, got 1");
      assertThat(step.run(session, TinyVae.images(), 5, 1)).isPositive();
      assertThat(tiny.fetch(step.baseline(), Map.of())[0]).isPositive();
    }
  }

  private static Operand<TFloat32> loss(TinyVae<TFloat32> tiny, Estimator estimator, long... seed) {
    Ops tf = tiny.tf();
    Operand<TFloat32> logits = tiny.vae().encode(tf, tiny.imagesOperand()).logits();
    Draw<TFloat32> draw = estimator.draw(tf, logits, TEMPERATURE, tf.constant(seed));
    return tf.math.mean(
        tiny.vae().losses(tf, tiny.imagesOperand(), logits, draw.value()), tf.constant(0));
  }

  /**
   * So what is measured at a checkpoint is what training follows, REINFORCE's baseline included.
   */
  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "gs", "st", "st-gs", "gr-mc3"})
  void movesTheEncoderAgainstTheGradientThatPassesMeasure(String name) {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      Estimator estimator = Estimators.named(name);
      TrainingStep step = step(tiny, name, PLAIN);
      GradientPasses<TFloat32> passes =
          GradientPasses.of(tiny.tf(), tiny.vae(), estimator, TEMPERATURE, step.baseline(), 1);
      step.run(tiny.session(), TinyVae.images(), 5, 1);
      double[] gradient = passes.run(tiny.session(), TinyVae.images(), 5, 2).mean();
      double[] before = encoder(tiny);
      step.run(tiny.session(), TinyVae.images(), 5, 2);
      double[] after = encoder(tiny);
      double[] moved = before.clone();
      Arrays.setAll(moved, i -> (before[i] - after[i]) / RATE);
      assertThat(Vectors.gap(moved, gradient)).isLessThan(1e-3 * Vectors.largest(gradient));
    }
  }

  @Test
  void movesEveryParameter() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      List<double[]> before = tiny.parameters();
      step(tiny, "gr-mc3", PLAIN).run(tiny.session(), TinyVae.images(), 5, 1);
      List<double[]> after = tiny.parameters();
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i)).isNotEqualTo(before.get(i));
      }
    }
  }

  @Test
  void weightDecayShrinksWeightsAndNothingElse() {
    double decay = 10;
    try (TinyVae<TFloat32> free = TinyVae.of(TFloat32.class);
        TinyVae<TFloat32> decayed = TinyVae.of(TFloat32.class)) {
      List<double[]> start = free.parameters();
      step(free, "st", PLAIN).run(free.session(), TinyVae.images(), 5, 1);
      step(decayed, "st", new Momentum(RATE, 0, decay))
          .run(decayed.session(), TinyVae.images(), 5, 1);
      for (int i = 0; i < start.size(); i++) {
        // Weights and biases alternate; the last is the prior.
        double factor = i % 2 == 0 && i < start.size() - 1 ? RATE * decay : 0;
        double[] expected = free.parameters().get(i);
        for (int j = 0; j < expected.length; j++) {
          expected[j] -= factor * start.get(i)[j];
        }
        assertThat(Vectors.gap(decayed.parameters().get(i), expected)).isLessThan(ROUNDING);
      }
    }
  }

  @Test
  void baselineIsTheRunningMeanOfTheLosses() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      TrainingStep step = step(tiny, "reinforce", PLAIN);
      assertThat(baseline(tiny, step)).isZero();
      List<Float> losses = new ArrayList<>();
      double total = 0;
      double weight = 0;
      for (int i = 1; i <= 20; i++) {
        float loss = step.run(tiny.session(), TinyVae.images(), 5, i);
        losses.add(loss);
        total = 0.99 * total + 0.01 * loss;
        weight = 0.99 * weight + 0.01;
        assertThat(baseline(tiny, step)).isCloseTo(total / weight, within(ROUNDING * loss));
      }
      // Negative control: the losses moved, so the last one would not do for their mean.
      assertThat(losses.get(0)).isGreaterThan(1.1f * losses.get(19));
    }
  }

  private static double baseline(TinyVae<TFloat32> tiny, TrainingStep step) {
    tiny.session();
    return tiny.fetch(step.baseline(), Map.of())[0];
  }

  private static TrainingStep step(TinyVae<TFloat32> tiny, String name, Momentum momentum) {
    return TrainingStep.of(tiny.tf(), tiny.vae(), Estimators.named(name), TEMPERATURE, momentum);
  }

  /** All weights and biases of the inference network, one after the other. */
  private static double[] encoder(TinyVae<TFloat32> tiny) {
    return tiny.vae().encoder().stream()
        .flatMap(Dense::parameters)
        .flatMapToDouble(p -> Arrays.stream(tiny.fetch(p.value(), Map.of())))
        .toArray();
  }
}
