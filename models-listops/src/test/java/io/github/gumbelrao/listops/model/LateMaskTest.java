package io.github.gumbelrao.listops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.SessionConfig;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** What the public model's mask after the softmax does, against st-gs with the same noise. */
class LateMaskTest {

  private static final int ROWS = 20_000;
  private static final int PAIRS = 8;

  /** Choices of a rule, and gradients of random weights of what it chose, at equal scores. */
  private record Outcome(List<Integer> choices, List<Double> gradients) {

    static Outcome of(double temperature, int live, boolean late) {
      SplittableRandom random = new SplittableRandom(1);
      float[][] weights = new float[ROWS][PAIRS];
      float[][] penalties = new float[ROWS][PAIRS];
      for (int row = 0; row < ROWS; row++) {
        for (int k = 0; k < PAIRS; k++) {
          weights[row][k] = (float) random.nextDouble();
          penalties[row][k] = k < live ? 0 : Float.NEGATIVE_INFINITY;
        }
      }
      try (Graph graph = new Graph();
          Session session = new Session(graph, SessionConfig.NOT_OPTIMIZED)) {
        Ops tf = Ops.create(graph);
        Operand<TFloat32> scores = tf.constant(new float[ROWS][PAIRS]);
        Operand<TInt64> seed = tf.constant(new long[] {3, 4});
        MergeRule<TFloat32> rule =
            late
                ? MergeRule.lateMasked(Temperature.of(temperature), seed)
                : MergeRule.sampled(Estimators.named("st-gs"), Temperature.of(temperature), seed);
        Draw<TFloat32> draw = rule.choose(tf, scores, tf.constant(penalties), 0);
        Operand<TFloat32> loss =
            tf.reduceSum(tf.math.mul(draw.value(), tf.constant(weights)), tf.array(0, 1));
        Operand<TFloat32> gradient = tf.gradients(loss, List.of(scores)).dy(0);
        try (Result result =
            session
                .runner()
                .fetch(tf.dtypes.cast(tf.math.argMax(draw.value(), tf.constant(1)), TFloat32.class))
                .fetch(gradient)
                .run()) {
          return new Outcome(
              Arrays.stream(Numbers.of(result.get(0))).mapToInt(k -> (int) k).boxed().toList(),
              Arrays.stream(Numbers.of(result.get(1))).boxed().toList());
        }
      }
    }

    double share(int pair) {
      return Collections.frequency(choices, pair) / (double) choices.size();
    }
  }

  @Test
  void withNothingMaskedItIsStraightThroughGumbelSoftmax() {
    Outcome early = Outcome.of(0.5, PAIRS, false);
    Outcome late = Outcome.of(0.5, PAIRS, true);
    assertThat(late.choices()).isEqualTo(early.choices());
    double worst = 0;
    for (int i = 0; i < ROWS * PAIRS; i++) {
      worst = Math.max(worst, Math.abs(late.gradients().get(i) - early.gradients().get(i)));
    }
    assertThat(worst).isLessThan(1e-5);
  }

  /** A softmax that is not yet sharp leaves the live pairs apart: the choice is right. */
  @Test
  void atHighTemperaturesTheChoiceIsRight() {
    assertThat(Outcome.of(1, 4, true).choices()).isEqualTo(Outcome.of(1, 4, false).choices());
  }

  /**
   * At 0.01 the choice is the leftmost pair wherever a masked pair is ahead of all others by 0.627:
   * divided by the temperature that is 1e-20 2^-24, and what float32 adds to 1e-20 without a trace.
   * Half of the pairs are masked. Of two equal Gumbel variables one is ahead by d with probability
   * {@code 1 / (1 + e^d)}, here in 0.348 of all rows; in the others each pair has a quarter.
   */
  @Test
  void atLowTemperaturesMaskedPairsMergeTheLeftmost() {
    Outcome early = Outcome.of(0.01, 4, false);
    Outcome late = Outcome.of(0.01, 4, true);
    double ahead = 1 / (1 + Math.exp(0.627));
    double leftmost = ahead + (1 - ahead) / 4;
    // Five and a half standard errors: 3.8e-8.
    double bound = 5.5 * Math.sqrt(leftmost * (1 - leftmost) / ROWS);
    assertThat(late.share(0)).isCloseTo(leftmost, within(bound));
    // Negative control: the mask on the logits does not.
    assertThat(early.share(0)).isCloseTo(0.25, within(bound)).isLessThan(leftmost - bound);
    for (int row = 0; row < ROWS; row++) {
      assertThat(late.choices().get(row)).isIn(early.choices().get(row), 0);
    }
  }

  @Test
  void itIsFoundByItsName() {
    assertThat(TreeSource.named("st-gs-late-mask", 0.01))
        .isEqualTo(new TreeSource.LateMasked(0.01));
    assertThatThrownBy(() -> TreeSource.named("st-gs-late-msk", 0.01))
        .hasMessageContaining("nearest: st-gs-late-mask, ");
    assertThatThrownBy(() -> TreeSource.named("tree-gld", 0.01))
        .hasMessageContaining("nearest: tree-gold, ");
    assertThatThrownBy(() -> TreeSource.named("st-gs-late-mask", 0))
        .hasMessage("temperature must be finite and > 0, got 0.0");
  }

  /** Sentences of one length have nothing to mask, others do. */
  @Test
  void aTrainingStepTakesItsTreesByIt() {
    TreeSource late = new TreeSource.LateMasked(0.02);
    TreeSource early = new TreeSource.Sampled(Estimators.named("st-gs"), 0.02);
    Sentences alike = TinyModel.copies("[MAX 2 9 5 ]", 20);
    assertThat(gradient(late, alike)).containsExactly(gradient(early, alike), within(1e-9));
    List<String> texts = List.of("[MAX 2 9 5 ]", "[SM 4 ]", "[MIN 7 1 ]", "[SM 8 ]");
    String[] many =
        Collections.nCopies(10, texts).stream().flatMap(List::stream).toArray(String[]::new);
    Sentences mixed = TinyModel.sentences(many);
    double gap = 0;
    double[] other = gradient(early, mixed);
    double[] own = gradient(late, mixed);
    for (int i = 0; i < own.length; i++) {
      gap = Math.max(gap, Math.abs(own[i] - other[i]));
    }
    assertThat(gap).isGreaterThan(1e-3);
  }

  private static double[] gradient(TreeSource trees, Sentences sentences) {
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      TrainingStep<TFloat64> step =
          TrainingStep.of(tiny.tf(), tiny.model(), trees, TinyModel.UNIT, sentences.longest());
      return tiny.gradient(step, sentences, 0, 1, 2);
    }
  }
}
