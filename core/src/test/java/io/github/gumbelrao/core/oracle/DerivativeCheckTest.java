package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Derivatives of a model that are wrong are found and named, and right ones are not. */
class DerivativeCheckTest {

  private static List<String> findings(FaultyChain chain) {
    try (GivenSamples<TFloat64> given = new GivenSamples<>(chain.model())) {
      return DerivativeCheck.findings(given, true, 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DOUBLED          | parameter start         | the path counts 2 times",
        "NEGATED          | parameter start         | the sign is wrong",
        "PARAMETER_CUT    | parameter start         | the path is cut off",
        "WEIGHT_USED_ONCE | parameter weight        | a part of the paths is cut off",
        "SAMPLE_CUT       | the sample of draw 2    | a part of the paths is cut off",
      })
  void aMistakeIsFoundAndNamed(FaultyChain chain, String where, String what) {
    List<String> findings = findings(chain);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0)).startsWith(where + ": ").contains(what);
  }

  /** The findings above are of the mistakes, not of the model. */
  @ParameterizedTest
  @EnumSource(
      value = FaultyChain.class,
      mode = Mode.INCLUDE,
      names = {"RIGHT", "ROWS_MIXED"})
  void noneIsFoundWhereNoneIs(FaultyChain chain) {
    assertThat(findings(chain)).isEmpty();
  }

  /** In float32 differences are rough: no false alarm, and mistakes are still found. */
  @Test
  void float32IsChecked() {
    try (GivenSamples<TFloat32> right = given32(FaultyChain.RIGHT);
        GivenSamples<TFloat32> wrong = given32(FaultyChain.WEIGHT_USED_ONCE)) {
      assertThat(DerivativeCheck.findings(right, true, 1)).isEmpty();
      assertThat(DerivativeCheck.findings(wrong, true, 1)).hasSize(1);
    }
  }

  private static GivenSamples<TFloat32> given32(FaultyChain chain) {
    return new GivenSamples<>((tf, sampler) -> chain.build(tf, sampler, TFloat32.class));
  }

  @Test
  void noiseThatIsNotTheSamplersIsFound() {
    try (GivenSamples<TFloat64> given =
        new GivenSamples<>(
            (tf, sampler) -> {
              Parameter<TFloat64> logits =
                  Parameter.bias(tf, "logits", tf.constant(new double[] {0, 1}));
              sampler.draw(logits.value());
              return Losses.of(
                  tf.random.randomUniform(tf.array(new int[0]), TFloat64.class), logits);
            })) {
      assertThat(DerivativeCheck.findings(given, true, 1))
          .containsExactly(
              "the losses differ between two runs at the same samples: there is noise in the model"
                  + " that is not its sampler's");
    }
  }

  /** No difference is finite, or the derivative is not: that is no agreement. */
  @Test
  void aDerivativeThatCannotBeCheckedIsFound() {
    assertThat(findings(5e-6, (tf, x) -> tf.stopGradient(tf.math.log(x))))
        .containsExactly(
            "parameter x: its derivative could not be checked, for the losses are not finite 1.0E-5"
                + " from its values");
    String infinite = "parameter x: its derivative along a random direction is not finite, got ";
    assertThat(findings(0, (tf, x) -> tf.math.sqrt(x)))
        .singleElement()
        .satisfies(found -> assertThat(found).startsWith(infinite).endsWith("Infinity"));
    assertThat(findings(0, (tf, x) -> tf.math.sqrt(tf.math.maximum(x, tf.constant(0.0)))))
        .singleElement()
        .satisfies(found -> assertThat(found).startsWith(infinite).endsWith("Infinity"));
    assertThat(findings(0, (tf, x) -> tf.math.mul(tf.math.sqrt(x), tf.constant(0.0))))
        .singleElement()
        .satisfies(found -> assertThat(found).startsWith("parameter x: its derivative "));
    // Where the largest step alone leaves the domain, the others tell.
    assertThat(findings(8e-4, (tf, x) -> tf.math.pow(x, tf.constant(1.5)))).isEmpty();
    assertThat(findings(8e-4, (tf, x) -> tf.stopGradient(tf.math.pow(x, tf.constant(1.5)))))
        .singleElement()
        .satisfies(found -> assertThat(found).endsWith("the path is cut off"));
  }

  /** As a probability that a sample is: beyond 1 there is no number. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void lossesMayBeDefinedFromZeroToOneAlone(boolean cut) {
    List<String> findings =
        GradientCheck.<TFloat64>of(
                (tf, sampler) -> {
                  Parameter<TFloat64> logits =
                      Parameter.bias(tf, "logits", tf.constant(new double[][] {{0.3, -0.2, 0.8}}));
                  Operand<TFloat64> value = sampler.draw(logits.value()).value();
                  Operand<TFloat64> passed = cut ? tf.stopGradient(value) : value;
                  Operand<TFloat64> rest = tf.math.sub(tf.constant(1 + 1e-7), passed);
                  Operand<TFloat64> logs = tf.math.add(tf.math.log(rest), tf.math.sqrt(passed));
                  Operand<TFloat64> worth = tf.constant(new double[] {1, 2, -1});
                  return Losses.of(tf.reduceSum(tf.math.mul(logs, worth), tf.constant(1)), logits);
                })
            .wrongDerivatives();
    assertThat(findings).hasSize(cut ? 1 : 0);
    assertThat(findings)
        .allSatisfy(
            each ->
                assertThat(each)
                    .startsWith("the sample of draw 1: ")
                    .endsWith("the path is cut off"));
  }

  /** Findings of a model whose losses have a function of the parameter x as a term. */
  private static List<String> findings(
      double x, BiFunction<Ops, Operand<TFloat64>, Operand<TFloat64>> term) {
    return GradientCheck.<TFloat64>of(
            (tf, sampler) -> {
              Parameter<TFloat64> logits =
                  Parameter.bias(tf, "logits", tf.constant(new double[][] {{0.3, -0.2, 0.8}}));
              Parameter<TFloat64> added = Parameter.bias(tf, "x", tf.constant(new double[] {x}));
              Operand<TFloat64> value = sampler.draw(logits.value()).value();
              Operand<TFloat64> worth = tf.constant(new double[] {1, 2, -1});
              Operand<TFloat64> sum = tf.reduceSum(tf.math.mul(value, worth), tf.constant(1));
              return new Losses<>(
                  tf.math.add(sum, term.apply(tf, added.value())), List.of(logits, added));
            })
        .wrongDerivatives();
  }
}
