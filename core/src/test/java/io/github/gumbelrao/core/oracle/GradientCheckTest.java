package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.estimator.StraightThrough;
import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientReport.Row;
import io.github.gumbelrao.core.oracle.GradientReport.Verdict;
import io.github.gumbelrao.core.training.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * Chances of a false alarm are those of {@link MeanGap#STANDARD_ERRORS}: below 1 in 2 million for
 * each of the eight estimators that these checks hold to the gradient.
 */
class GradientCheckTest {

  @Test
  void aRightModelIsSoundAndBiasesAreToldFromNone() {
    List<Double> shares = new ArrayList<>();
    GradientReport report =
        GradientCheck.of(FaultyChain.RIGHT.model())
            .estimators("reinforce", "st")
            .temperatures(0.5)
            .passes(1000)
            .progress(shares::add)
            .seed(1)
            .run()
            .assertSound();
    // Two estimators, for REINFORCE is measured once.
    assertThat(shares).hasSize(2000).isSorted().first().isEqualTo(1.0 / 2000);
    assertThat(shares).last().isEqualTo(1.0);
    Map<String, Row> rows =
        report.rows().stream().collect(Collectors.toMap(Row::estimator, row -> row));
    assertThat(rows.get("reinforce").verdict()).isEqualTo(Verdict.UNBIASED);
    assertThat(rows.get("st").verdict()).isEqualTo(Verdict.BIASED);
    assertThat(report.outcomes()).isEqualTo(27);
    assertThat(report.verdict())
        .startsWith("sound; held to the exact gradient by enumeration of 27 outcomes, length ")
        .containsPattern("\nreinforce: no bias seen; one of \\S+ \\(\\S+ %\\) would have been;")
        .containsPattern("\nst at 0.5: biased by \\S+ \\(\\S+ %\\) \\+/- ");
    assertThatThrownBy(() -> report.assertBiasAtMost(0.1))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("biases must be at most 0.1 of the gradient's length, got\nsound;");
    assertThat(report.assertBiasAtMost(2)).isSameAs(report);
  }

  /** No derivative is wrong here: only an estimator without bias can tell. */
  private static <T extends TFloating> Losses<T> linear(
      Ops tf,
      GradientCheck.Sampler<T> sampler,
      Class<T> type,
      double[][] logits,
      double[] weights,
      double offset) {
    Ops init = tf.withInitScope();
    Parameter<T> parameter =
        Parameter.weight(tf, "logits", init.dtypes.cast(init.constant(logits), type));
    Operand<T> chosen =
        tf.math.mul(
            sampler.draw(parameter.value()).value(), tf.dtypes.cast(tf.constant(weights), type));
    return Losses.of(
        tf.math.add(
            tf.reduceSum(chosen, tf.constant(-1)), tf.dtypes.cast(tf.constant(offset), type)),
        parameter);
  }

  /** What is never drawn says nothing against a model; what is drawn at times still does. */
  @ParameterizedTest
  @CsvSource({"4", "10", "14"})
  void categoriesThatAreHardlyEverDrawnMakeNoModelWrong(double gap) {
    double[][] logits = {{gap, 0}, {0, gap}};
    for (int seed = 0; seed < 2; seed++) {
      GradientReport report =
          GradientCheck.<TFloat64>of(
                  (tf, sampler) ->
                      linear(tf, sampler, TFloat64.class, logits, new double[] {1, 3}, 0))
              .passes(1000)
              .seed(seed)
              .run();
      assertThat(report.sound()).as(report.verdict()).isTrue();
    }
  }

  /** The gradient is 0, or small beside the losses: what is left of a sum is its rounding. */
  @ParameterizedTest
  @CsvSource({"0.3, 0.3, 0, float64", "0.3, 0.3, 0, float32", "1, 2, 5000, float32"})
  void roundingIsNoBias(double one, double other, double offset, String type) {
    double[][] logits = {{0.3, -0.2, 0.8}, {0.1, 0.5, -0.4}};
    double[] weights = {one, other, one};
    GradientCheck<?> check =
        type.equals("float32")
            ? GradientCheck.<TFloat32>of(
                (tf, sampler) -> linear(tf, sampler, TFloat32.class, logits, weights, offset))
            : GradientCheck.<TFloat64>of(
                (tf, sampler) -> linear(tf, sampler, TFloat64.class, logits, weights, offset));
    GradientReport report = check.estimators("st").temperatures(1).passes(1000).run();
    assertThat(report.sound()).as(report.verdict()).isTrue();
    // At temperature 1 st has no bias where losses are linear.
    assertThat(report.rows()).allMatch(row -> row.verdict() == Verdict.UNBIASED);
  }

  /** The slack for what is rare hides no bias where little is. */
  @Test
  void aBiasIsSeenBesideARareCategory() {
    double[][] logits = {{1, 0, -9}, {0, 0.5, 0.2}};
    GradientReport report =
        GradientCheck.<TFloat64>of(
                (tf, sampler) ->
                    linear(tf, sampler, TFloat64.class, logits, new double[] {1, 3, 2}, 0))
            .estimators("st")
            .temperatures(0.3)
            .passes(1000)
            .run();
    assertThat(report.rows().stream().filter(row -> row.estimator().equals("st")))
        .allMatch(row -> row.verdict() == Verdict.BIASED);
  }

  @Test
  void rowsThatSeeEachOthersSamplesAreFoundByReinforce() {
    GradientReport report =
        GradientCheck.of(FaultyChain.ROWS_MIXED.model()).passes(1000).seed(1).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.sound()).isFalse();
    assertThatThrownBy(report::assertSound)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("reinforce: wrong, off by ")
        .hasMessageContaining("rows depend on each other's samples");
  }

  @Test
  void aCutOnPurposeIsLeftToTheBias() {
    GradientReport report =
        GradientCheck.of(FaultyChain.SAMPLE_CUT.model())
            .withSamplesCutOnPurpose()
            .estimators(StraightThrough.of())
            .passes(1000)
            .run()
            .assertSound();
    assertThat(report.rows().get(1).verdict()).isEqualTo(Verdict.BIASED);
  }

  /** Too many outcomes; of a quadratic loss st at 0.1 has a large bias, and zgr none. */
  @Test
  void aLargeModelIsHeldToReinforce() {
    GradientCheck<TFloat64> check =
        GradientCheck.<TFloat64>of(
                (tf, sampler) -> {
                  Parameter<TFloat64> logits =
                      Parameter.bias(tf, "logits", tf.zeros(tf.array(1, 7, 4), TFloat64.class));
                  Operand<TFloat64> value = sampler.draw(logits.value()).value();
                  Operand<TFloat64> worth = tf.constant(new double[] {0, 1, 2, 4});
                  Operand<TFloat64> sum = tf.reduceSum(tf.math.mul(value, worth), tf.array(1, 2));
                  return Losses.of(tf.math.square(sum), logits);
                })
            .estimators("st", "zgr")
            .temperatures(0.1)
            .passes(1000)
            .seed(3);
    GradientReport report = check.run().assertSound();
    assertThat(report.outcomes()).isEqualTo(16384);
    assertThat(report.rows())
        .extracting(Row::verdict)
        .containsExactly(Verdict.REFERENCE, Verdict.BIASED, Verdict.UNBIASED);
    assertThat(report.verdict())
        .startsWith("sound; held to REINFORCE with a leave-one-out baseline")
        .contains("\nreinforce: what the others are held to; ");
  }

  @Test
  void lossesThatAreNotFiniteAreFound() {
    GradientReport report =
        GradientCheck.<TFloat64>of(
                (tf, sampler) -> {
                  Parameter<TFloat64> logits =
                      Parameter.bias(tf, "logits", tf.constant(new double[] {0, 1}));
                  Operand<TFloat64> value = sampler.draw(logits.value()).value();
                  Operand<TFloat64> sum = tf.reduceSum(value, tf.constant(0));
                  return Losses.of(tf.math.log(tf.math.neg(sum)), logits);
                })
            .passes(1000)
            .run();
    assertThat(report.findings())
        .containsExactly("the losses are not finite at samples that can be drawn, got NaN");
    assertThat(report.rows().get(0).reason()).isEqualTo("some of its gradients are not finite");
  }
}
