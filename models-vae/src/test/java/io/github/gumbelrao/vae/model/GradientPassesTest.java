package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.training.Dense;
import io.github.gumbelrao.core.training.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** The fast summary of many gradients, held to one ordinary backward pass for each of them. */
class GradientPassesTest {

  private static final int PASSES = 6;
  private static final Temperature TEMPERATURE = Temperature.of(0.6);
  private static final long[] SEED = {21, 3};

  /** Near the losses, so that REINFORCE's gradient is not their mean times the score. */
  private static final double BASELINE = 600;

  private static final double ROUNDING = 1e-10;

  static Stream<Arguments> estimatorsAndDivergences() {
    return Stream.of("reinforce", "gs", "st", "gr-mc3")
        .flatMap(name -> Stream.of(KlForm.values()).map(kl -> arguments(name, kl)));
  }

  @ParameterizedTest
  @MethodSource("estimatorsAndDivergences")
  void summaryEqualsThatOfSeparateBackwardPasses(String name, KlForm kl) {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class, kl);
        TinyVae<TFloat64> other = TinyVae.of(TFloat64.class, kl)) {
      GradientSummary summary = summary(tiny, Estimators.named(name));
      Operand<TFloat64> losses = losses(other, Estimators.named(name));
      SeparatePasses separate = SeparatePasses.of(other, losses, encoder(other, any -> true));

      double[] mean = separate.mean();
      assertThat(summary.passes()).isEqualTo(PASSES);
      assertThat(Vectors.gap(summary.mean(), mean)).isLessThan(ROUNDING * Vectors.largest(mean));
      assertThat(summary.squaredDistances())
          .isCloseTo(separate.squaredDistances(), rounding(separate.squaredDistances()));
      double loss = Arrays.stream(other.fetch(losses, Map.of())).average().getAsDouble();
      assertThat(summary.loss()).isCloseTo(loss, rounding(loss));
    }
  }

  /** Pass k is the mean over draws whose rows are k, k + passes, k + 2 passes, ... */
  @Test
  void leaveOneOutEqualsSeparateBackwardPasses() {
    int draws = 3;
    int passes = 2;
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class);
        TinyVae<TFloat64> other = TinyVae.of(TFloat64.class)) {
      GradientSummary summary =
          GradientPasses.leaveOneOut(tiny.tf(), tiny.vae(), passes, draws)
              .run(tiny.session(), TinyVae.images(), SEED);
      Ops tf = other.tf();
      Operand<TFloat64> images = other.imagesOperand();
      Operand<TFloat64> zeros =
          tf.fill(tf.constant(TinyVae.LATENT.prepend((long) draws * passes)), tf.constant(0.0));
      Operand<TFloat64> tiled = tf.math.add(other.vae().encode(tf, images).logits(), zeros);
      Draw<TFloat64> draw =
          Estimators.named("reinforce").draw(tf, tiled, TEMPERATURE, tf.constant(SEED));
      Operand<TFloat64> losses = other.vae().losses(tf, images, tiled, draw.value());
      double[] values = other.fetch(losses, Map.of());
      double[] baselines = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        // Row r of the losses belongs to pass r % passes; the others of it are one apart.
        for (int r = i % (passes * TinyVae.BATCH); r < values.length; r += passes * TinyVae.BATCH) {
          baselines[i] += r == i ? 0 : values[r] / (draws - 1);
        }
      }
      Operand<TFloat64> surrogate =
          SurrogateLoss.of(
              tf,
              losses,
              List.of(draw),
              tf.reshape(tf.constant(baselines), tf.array(draws * passes, TinyVae.BATCH)));
      Operand<TFloat64> means =
          tf.math.mean(tf.reshape(surrogate, tf.array(draws, passes, -1)), tf.constant(0));
      SeparatePasses separate = SeparatePasses.of(other, means, encoder(other, any -> true));

      double[] mean = separate.mean();
      assertThat(summary.passes()).isEqualTo(passes);
      assertThat(Vectors.gap(summary.mean(), mean)).isLessThan(ROUNDING * Vectors.largest(mean));
      assertThat(summary.squaredDistances())
          .isCloseTo(separate.squaredDistances(), rounding(separate.squaredDistances()));
    }
  }

  /** Negative controls: what the comparison must tell apart is far more than rounding. */
  @Test
  void comparisonCatchesForgottenBiasesAndALostPass() {
    Estimator estimator = Estimators.named("gr-mc3");
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      double distances = summary(tiny, estimator).squaredDistances();
      Operand<TFloat64> losses = losses(tiny, estimator);
      SeparatePasses all = SeparatePasses.of(tiny, losses, encoder(tiny, any -> true));
      SeparatePasses weights = SeparatePasses.of(tiny, losses, encoder(tiny, Parameter::decayed));
      SeparatePasses fewer = new SeparatePasses(all.gradients().subList(1, PASSES));
      assertThat(weights.squaredDistances()).isNotCloseTo(distances, within(1e-3 * distances));
      assertThat(fewer.squaredDistances()).isNotCloseTo(distances, within(1e-3 * distances));
      assertThat(Vectors.gap(fewer.mean(), all.mean()))
          .isGreaterThan(1e-3 * Vectors.largest(all.mean()));
    }
  }

  /**
   * The prior's huge logits give all passes the same huge gradient: its square is over 10^8 times
   * the variance, more than float32 can tell apart by subtraction.
   */
  @Test
  void smallVarianceAroundALargeMeanKeepsItsDigitsInFloat32() {
    Estimator estimator = new DrawnInFloat64(Estimators.named("gr-mc3"));
    try (TinyVae<TFloat64> exact = TinyVae.of(TFloat64.class);
        TinyVae<TFloat32> rounded = TinyVae.of(TFloat32.class)) {
      exact.randomize(exact.prior(), 1e3);
      rounded.randomize(rounded.prior(), 1e3);
      GradientSummary expected = summary(exact, estimator);
      GradientSummary actual = summary(rounded, estimator);
      double square = Arrays.stream(expected.mean()).map(x -> x * x).sum() * PASSES;
      assertThat(square / expected.squaredDistances()).isGreaterThan(1e8);
      assertThat(actual.squaredDistances())
          .isCloseTo(expected.squaredDistances(), within(1e-3 * expected.squaredDistances()));
    }
  }

  @Test
  void equalSeedsGiveEqualSummaries() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      GradientPasses<TFloat64> passes = passes(tiny, Estimators.named("gr-mc3"), PASSES);
      GradientSummary first = passes.run(tiny.session(), TinyVae.images(), 1, 2);
      GradientSummary again = passes.run(tiny.session(), TinyVae.images(), 1, 2);
      GradientSummary other = passes.run(tiny.session(), TinyVae.images(), 1, 3);
      assertThat(again.mean()).isEqualTo(first.mean());
      assertThat(other.squaredDistances()).isNotEqualTo(first.squaredDistances());
    }
  }

  @Test
  void rejectsNoPasses() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      assertThatThrownBy(() -> passes(tiny, Estimators.named("st"), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("passes must be >= 1, got 0");
    }
  }

  private static <T extends TFloating> GradientSummary summary(
      TinyVae<T> tiny, Estimator estimator) {
    return passes(tiny, estimator, PASSES).run(tiny.session(), TinyVae.images(), SEED);
  }

  private static <T extends TFloating> GradientPasses<T> passes(
      TinyVae<T> tiny, Estimator estimator, int passes) {
    Operand<T> baseline = tiny.tf().constant(tiny.prior().value().type(), BASELINE);
    return GradientPasses.of(tiny.tf(), tiny.vae(), estimator, TEMPERATURE, baseline, passes);
  }

  /** The same draws as in {@link GradientPasses}, but the gradient flows on into the encoder. */
  private static Operand<TFloat64> losses(TinyVae<TFloat64> tiny, Estimator estimator) {
    Ops tf = tiny.tf();
    Operand<TFloat64> images = tiny.imagesOperand();
    Operand<TFloat64> zeros =
        tf.fill(tf.constant(TinyVae.LATENT.prepend(PASSES)), tf.constant(0.0));
    Operand<TFloat64> tiled = tf.math.add(tiny.vae().encode(tf, images).logits(), zeros);
    Draw<TFloat64> draw = estimator.draw(tf, tiled, TEMPERATURE, tf.constant(SEED));
    Operand<TFloat64> losses = tiny.vae().losses(tf, images, tiled, draw.value());
    return SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(BASELINE));
  }

  private static List<Operand<TFloat64>> encoder(
      TinyVae<TFloat64> tiny, Predicate<Parameter<TFloat64>> which) {
    return tiny.vae().encoder().stream()
        .flatMap(Dense::parameters)
        .filter(which)
        .map(Parameter::value)
        .toList();
  }

  private static Offset<Double> rounding(double value) {
    return within(ROUNDING * Math.abs(value));
  }

  /**
   * Draws in float64 whatever the number type: TensorFlow's noise of one seed is another in
   * float32.
   */
  private record DrawnInFloat64(Estimator estimator) implements Estimator {

    @Override
    public String name() {
      return estimator.name();
    }

    @Override
    public <T extends TFloating> Draw<T> build(
        Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
      Operand<TFloat64> exact = tf.dtypes.cast(logits, TFloat64.class);
      Temperature tau = Temperature.of(temperature.constant().orElseThrow());
      return Draw.pathwise(
          tf.dtypes.cast(estimator.draw(tf, exact, tau, seed).value(), logits.type()));
    }
  }
}
