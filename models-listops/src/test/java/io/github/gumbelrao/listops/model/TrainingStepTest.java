package io.github.gumbelrao.listops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.listops.ListOpsExample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

class TrainingStepTest {

  /** Two-sided normal tail 3.8e-8; under 1000 comparisons here: in all below 4e-5. */
  private static final double Z = 5.5;

  private static final int COPIES = 100;
  private static final int RUNS = 100;

  /** The exact gradient: central differences of the loss's expectation over all trees. */
  @ParameterizedTest
  @ValueSource(strings = {"[SM 4 ]", "[MAX 2 9 ]"})
  void theMeanOfReinforceIsTheGradientOfTheExpectedLoss(String text) {
    double[] exact = exact(text);
    assertThat(distance(Estimators.named("reinforce"), text, exact)).isLessThan(Z);
    // Negative control: the direct path alone, which leaves out the choice of the tree.
    assertThat(distance(new WithoutGradient(), text, exact)).isGreaterThan(Z);
  }

  private static double[] exact(String text) {
    ListOpsExample example = TinyModel.sentences(text).examples().get(0);
    int[] codes = TinyModel.codes(example.expression());
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      Map<String, double[]> values = tiny.values();
      return values.keySet().stream()
          .flatMapToDouble(
              name ->
                  java.util.stream.IntStream.range(0, values.get(name).length)
                      .mapToDouble(i -> slope(values, name, i, codes, example.label())))
          .toArray();
    }
  }

  private static double slope(
      Map<String, double[]> values, String name, int entry, int[] codes, int label) {
    double step = 1e-5;
    return (expectedLoss(values, name, entry, step, codes, label)
            - expectedLoss(values, name, entry, -step, codes, label))
        / (2 * step);
  }

  private static double expectedLoss(
      Map<String, double[]> values, String name, int entry, double step, int[] codes, int label) {
    Map<String, double[]> moved = new HashMap<>(values);
    double[] parameter = values.get(name).clone();
    parameter[entry] += step;
    moved.put(name, parameter);
    return new PlainTreeLstm(TinyModel.SETTINGS.hidden(), moved).expectedLoss(codes, label);
  }

  /** Largest distance of an entry's mean from the exact one, in standard errors. */
  private static double distance(Estimator estimator, String text, double[] exact) {
    double[] sum = new double[exact.length];
    double[] squares = new double[exact.length];
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      TrainingStep<TFloat64> step = step(tiny, estimator, 6);
      Sentences sentences = TinyModel.copies(text, COPIES);
      for (int run = 0; run < RUNS; run++) {
        double[] gradient = tiny.gradient(step, sentences, 1.5, 9, run);
        for (int i = 0; i < gradient.length; i++) {
          sum[i] += gradient[i];
          squares[i] += gradient[i] * gradient[i];
        }
      }
    }
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      double mean = sum[i] / RUNS;
      double error = Math.sqrt(Math.max(squares[i] / RUNS - mean * mean, 0) / (RUNS - 1));
      double gap = Math.abs(mean - exact[i]);
      // Central differences are right to 1e-9.
      worst = Math.max(worst, gap < 1e-8 ? 0 : gap / error);
    }
    return worst;
  }

  /** One and the same sentence alone, and beside longer ones with room to spare. */
  @Test
  void paddingChangesNeitherLossNorGradient() {
    List<String> texts = List.of("[SM 4 ]", "[MAX 2 9 ]", "[MIN 4 [MED 7 1 ] ]");
    Sentences all = TinyModel.sentences(texts.toArray(String[]::new));
    Estimator estimator = new Deterministic();
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      TrainingStep<TFloat64> wide = step(tiny, estimator, 9);
      double loss = wide.run(tiny.session(), all, 0, 1, 2).loss();
      // The step above moved the parameters; the gradient's own step is taken back first.
      tiny.gradient(wide, all, 0, 1, 2);
      double[] batch = tiny.gradient(wide, all, 0, 1, 2);
      double lossAlone = 0;
      double[] alone = new double[batch.length];
      for (String text : texts) {
        Sentences one = TinyModel.sentences(text);
        TrainingStep<TFloat64> narrow = step(tiny, estimator, one.longest());
        lossAlone += narrow.run(tiny.session(), one, 0, 1, 2).loss() / texts.size();
        tiny.gradient(narrow, one, 0, 1, 2);
        double[] gradient = tiny.gradient(narrow, one, 0, 1, 2);
        for (int i = 0; i < alone.length; i++) {
          alone[i] += gradient[i] / texts.size();
        }
      }
      assertThat(loss).isCloseTo(lossAlone, within(1e-12));
      assertThat(batch).containsExactly(alone, within(1e-12));
    }
  }

  @Test
  void countsSentencesWithoutAGradientThroughTheirTree() {
    Sentences sentences = TinyModel.sentences("7", "[SM 4 ]", "[MAX 2 9 ]");
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      TrainingStep<TFloat64> some = step(tiny, Estimators.named("st"), 5);
      TrainingStep<TFloat64> none = step(tiny, new WithoutGradient(), 5);
      TrainingStep.Outcome with = some.run(tiny.session(), sentences, 0, 1, 2);
      TrainingStep.Outcome without = none.run(tiny.session(), sentences, 0, 1, 2);
      assertThat(List.of(with.parsed(), with.withoutTreeGradient(), with.notFinite()))
          .containsExactly(2, 0, 0);
      assertThat(List.of(without.parsed(), without.withoutTreeGradient(), without.notFinite()))
          .containsExactly(2, 2, 0);
      assertThat(with.finite()).isTrue();
      assertThat(with.squaredGradientNorm()).isPositive();
    }
  }

  /**
   * st-gs and gr-mc1 have one law, so their shares of trees without a gradient agree at every size
   * of a batch. At a temperature of 1/50 most choices are certain in float32; a softmax that sums
   * to 1 - 2^-24 on some batches (TensorFlow's is one, from 8 rows on) would leave them a gradient.
   */
  @ParameterizedTest
  @ValueSource(ints = {7, 64})
  void treesWithoutAGradientDoNotDependOnTheBatchSize(int rows) {
    int sentences = 3200;
    double first = withoutGradient("st-gs", rows, sentences);
    double second = withoutGradient("gr-mc1", rows, sentences);
    double share = (first + second) / 2;
    assertThat(share).isBetween(0.05, 0.95);
    double error = Math.sqrt(2 * share * (1 - share) / sentences);
    assertThat(Math.abs(first - second)).isLessThan(Z * error);
    // The check can fail: it sees a share that is lower by a quarter.
    assertThat(share / 4).isGreaterThan(Z * error);
  }

  private static double withoutGradient(String name, int rows, int sentences) {
    int without = 0;
    int runs = sentences / rows;
    try (TinyModel<TFloat32> tiny = TinyModel.of(TFloat32.class)) {
      TrainingStep<TFloat32> step =
          TrainingStep.of(
              tiny.tf(),
              tiny.model(),
              new TreeSource.Sampled(Estimators.named(name), 0.02),
              new GradientDescent(1e-12, 0),
              4);
      Sentences batch = TinyModel.copies("[MAX 2 9 ]", rows);
      for (int run = 0; run < runs; run++) {
        without += step.run(tiny.session(), batch, 0, 7, run).withoutTreeGradient();
      }
    }
    return without / (double) (runs * rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree", "baseline"})
  void tellsWhatIsNotFinite(String what) {
    Sentences sentences = TinyModel.sentences("[SM 4 ]", "[MAX 2 9 ]");
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      TrainingStep<TFloat64> step = step(tiny, Estimators.named("reinforce"), 5);
      double baseline = what.equals("tree") ? Double.NaN : Double.POSITIVE_INFINITY;
      TrainingStep.Outcome outcome = step.run(tiny.session(), sentences, baseline, 1, 2);
      assertThat(outcome.notFinite()).isEqualTo(2);
      assertThat(outcome.finite()).isFalse();
    }
  }

  /** Given trees train everything but the scores. */
  @Test
  void fixedTreesLeaveTheQueryAlone() {
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      TrainingStep<TFloat64> step =
          TrainingStep.of(
              tiny.tf(), tiny.model(), new TreeSource.Fixed(FixedTrees.GOLD), TinyModel.UNIT, 6);
      Map<String, double[]> before = tiny.values();
      step.run(tiny.session(), TinyModel.sentences("[MAX 2 9 ]"), 0, 1, 2);
      Map<String, double[]> after = tiny.values();
      for (String name : before.keySet()) {
        assertThat(java.util.Arrays.equals(before.get(name), after.get(name)))
            .as(name)
            .isEqualTo(name.equals("query"));
      }
    }
  }

  @Test
  void refusesSentencesThatAreTooLong() {
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      TrainingStep<TFloat64> step = step(tiny, Estimators.named("st-gs"), 4);
      EvaluationStep evaluation =
          EvaluationStep.of(
              tiny.tf(), tiny.model(), new TreeSource.Sampled(Estimators.named("st-gs"), 0.8), 4);
      Sentences five = TinyModel.sentences("[MAX 2 9 ]", "[SM 1 2 3 ]");
      assertThatThrownBy(() -> step.run(tiny.session(), five, 0, 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("sentences must have at most 4 tokens, got 5");
      assertThatThrownBy(() -> evaluation.run(tiny.session(), five, 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("sentences must have at most 4 tokens, got 5");
      Sentences four = TinyModel.sentences("[MAX 2 9 ]");
      assertThatThrownBy(() -> step.run(tiny.session(), four, 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("noise must be two numbers, got 1");
      assertThatThrownBy(() -> step(tiny, Estimators.named("st-gs"), 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("length must be >= 3, got 2");
    }
  }

  @Test
  void refusesRelaxedEstimators() {
    assertThatThrownBy(() -> new TreeSource.Sampled(Estimators.named("gs"), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "estimator must evaluate the loss at a tree, got gs, whose relaxed choices blend"
                + " neighboring nodes into what is no tree");
    assertThatThrownBy(() -> new TreeSource.Sampled(Estimators.named("reinmax"), 0.5))
        .hasMessage("temperature of reinmax must be >= 1.0, got 0.5");
  }

  private static <T extends TFloating> TrainingStep<T> step(
      TinyModel<T> tiny, Estimator estimator, int length) {
    return TrainingStep.of(
        tiny.tf(), tiny.model(), new TreeSource.Sampled(estimator, 0.8), TinyModel.UNIT, length);
  }

  /** Noise by the index of a category alone, so that it does not depend on the batch's shape. */
  private record Deterministic() implements Estimator {
    @Override
    public String name() {
      return "deterministic";
    }

    @Override
    public <T extends TFloating> Draw<T> build(
        Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
      Operand<T> index =
          tf.dtypes.cast(
              tf.range(tf.constant(0), Categories.size(tf, logits), tf.constant(1)), logits.type());
      Operand<T> noise = tf.math.cos(tf.math.mul(index, Scalars.like(tf, logits, 2)));
      Operand<T> perturbed = tf.math.add(logits, noise);
      Operand<T> soft = LastAxis.softmax(tf, perturbed, temperature.scalar(tf, logits));
      Operand<T> oneHot =
          tf.oneHot(
              tf.math.argMax(perturbed, tf.constant(-1)),
              Categories.size(tf, logits),
              Scalars.like(tf, logits, 1),
              Scalars.like(tf, logits, 0));
      return Draw.pathwise(
          tf.math.add(tf.stopGradient(oneHot), tf.math.sub(soft, tf.stopGradient(soft))));
    }
  }

  /** Samples whose gradient is zero: a path is there, and nothing comes through it. */
  private record WithoutGradient() implements Estimator {
    @Override
    public String name() {
      return "without-gradient";
    }

    @Override
    public <T extends TFloating> Draw<T> build(
        Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
      Operand<T> value =
          tf.stopGradient(Estimators.named("st-gs").draw(tf, logits, temperature, seed).value());
      Operand<T> nothing = tf.math.mul(logits, Scalars.like(tf, logits, 0));
      return Draw.pathwise(tf.math.add(value, nothing));
    }
  }
}
