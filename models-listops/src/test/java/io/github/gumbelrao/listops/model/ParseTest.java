package io.github.gumbelrao.listops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.training.Parameter;
import io.github.gumbelrao.listops.BinaryTree;
import io.github.gumbelrao.listops.ListOpsExample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** The batched parser held to {@link PlainTreeLstm}. */
class ParseTest {

  /** Survival of chi-square with 5 degrees of freedom at this value: 1e-7. */
  private static final double CHI_SQUARE = 40.9;

  @ParameterizedTest
  @EnumSource(FixedTrees.class)
  void givenTreesHaveTheLossesOfThePlainModel(FixedTrees trees) {
    assertPlainLosses(new TreeSource.Fixed(trees));
  }

  @Test
  void theBestTreeIsThatOfThePlainModel() {
    Sentences sentences = TinyModel.sentences(TinyModel.texts().toArray(String[]::new));
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      List<EvaluationStep.Prediction> found = evaluate(tiny, sampled("st-gs"), sentences);
      for (int i = 0; i < sentences.size(); i++) {
        int[] codes = TinyModel.codes(sentences.examples().get(i).expression());
        BinaryTree best = BinaryTree.ofMerges(tiny.plain().best(codes));
        assertThat(found.get(i).tree()).isEqualTo(best);
      }
    }
    assertPlainLosses(sampled("st-gs"));
  }

  private static void assertPlainLosses(TreeSource source) {
    Sentences sentences = TinyModel.sentences(TinyModel.texts().toArray(String[]::new));
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      List<EvaluationStep.Prediction> found = evaluate(tiny, source, sentences);
      for (int i = 0; i < sentences.size(); i++) {
        ListOpsExample example = sentences.examples().get(i);
        int[] codes = TinyModel.codes(example.expression());
        int[] merges = found.get(i).tree().merges();
        double loss = tiny.plain().loss(codes, merges, example.label());
        assertThat(found.get(i).loss()).as("sentence %d", i).isCloseTo(loss, within(1e-12));
        assertThat(tiny.plain().loss(codes, merges, found.get(i).label())).isLessThan(2.31);
      }
    }
  }

  private static List<EvaluationStep.Prediction> evaluate(
      TinyModel<TFloat64> tiny, TreeSource source, Sentences sentences) {
    EvaluationStep step = EvaluationStep.of(tiny.tf(), tiny.model(), source, 9);
    return step.run(tiny.session(), sentences, 3, 4);
  }

  private static TreeSource sampled(String name) {
    return new TreeSource.Sampled(Estimators.named(name), 0.5);
  }

  /** Six sequences of merges, with room for two tokens more than there are. */
  @ParameterizedTest
  @CsvSource({"st-gs, 1", "st-gs, 0.01", "gr-mc2, 0.01", "reinforce, 1"})
  void treesAreSampledFromTheirLaw(String name, double temperature) {
    double[] law = law();
    double[] counts = new double[law.length];
    count(MergeRules.sampled(name, temperature), counts);
    assertThat(chiSquare(counts, law)).isLessThan(CHI_SQUARE);
    // Negative control: of a law in which two sequences change places nobody is convinced.
    double[] wrong = law.clone();
    wrong[1] = law[2];
    wrong[2] = law[1];
    assertThat(chiSquare(counts, wrong)).isGreaterThan(CHI_SQUARE);
  }

  /** In a batch of one, two steps that shared their noise would share its first numbers. */
  @Test
  void stepsDoNotShareTheirNoise() {
    double[] law = law();
    double[] counts = new double[law.length];
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      Sampler<TFloat64> sampler = Sampler.of(tiny, MergeRules.sampled("st-gs", 1), 6);
      Sentences one = TinyModel.sentences("[MAX 2 9 ]");
      for (int run = 0; run < 3000; run++) {
        int[] merges = sampler.run(tiny, one, 7, run);
        counts[2 * merges[0] + merges[1]]++;
      }
    }
    assertThat(chiSquare(counts, law)).isLessThan(CHI_SQUARE);
  }

  private static double[] law() {
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      ListOpsExample example = TinyModel.sentences("[MAX 2 9 ]").examples().get(0);
      return tiny.plain().enumerate(TinyModel.codes(example.expression()), example.label()).stream()
          .mapToDouble(PlainTreeLstm.Outcome::probability)
          .toArray();
    }
  }

  private static void count(MergeRules rules, double[] counts) {
    int copies = 3000;
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      Sampler<TFloat64> sampler = Sampler.of(tiny, rules, 6);
      for (int run = 0; run < 10; run++) {
        int[] merges = sampler.run(tiny, TinyModel.copies("[MAX 2 9 ]", copies), 5, run);
        for (int row = 0; row < copies; row++) {
          counts[2 * merges[row] + merges[copies + row]]++;
        }
      }
    }
  }

  private static double chiSquare(double[] counts, double[] law) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    double sum = 0;
    for (int i = 0; i < law.length; i++) {
      double expected = total * law[i];
      sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
  }

  /** A hundred thousand draws in which most pairs are masked, in the precision of training. */
  @Test
  void pairsBeyondTheEndAreNeverChosen() {
    assertThat(violations(MergeRules.sampled("st-gs", 0.01), 10)).isZero();
    // Negative control: without the mask they are.
    MergeRules unmasked =
        new MergeRules() {
          @Override
          public <T extends TFloating> MergeRule<T> of(Operand<TInt64> seed) {
            MergeRule<T> rule = MergeRules.sampled("st-gs", 0.01).of(seed);
            return (tf, scores, penalties, step) ->
                rule.choose(tf, scores, tf.zerosLike(penalties), step);
          }
        };
    assertThat(violations(unmasked, 1)).isGreaterThan(1000);
  }

  private static long violations(MergeRules rules, int runs) {
    List<ListOpsExample> examples = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      examples.addAll(
          TinyModel.sentences("[SM 4 ]", "[MAX 2 9 ]", "[MAX [MIN 7 ] ]", "[SM 1 2 3 4 ]")
              .examples());
    }
    Sentences sentences = new Sentences(examples);
    long violations = 0;
    try (TinyModel<TFloat32> tiny = TinyModel.of(TFloat32.class)) {
      Sampler<TFloat32> sampler = Sampler.of(tiny, rules, 10);
      for (int run = 0; run < runs; run++) {
        int[] merges = sampler.run(tiny, sentences, 6, run);
        for (int row = 0; row < sentences.size(); row++) {
          for (int step = 0; step < sentences.length(row) - 1; step++) {
            int pairs = sentences.length(row) - 1 - step;
            violations += merges[step * sentences.size() + row] >= pairs ? 1 : 0;
          }
        }
      }
    }
    return violations;
  }

  /** A rule for any number type. */
  interface MergeRules {
    <T extends TFloating> MergeRule<T> of(Operand<TInt64> seed);

    static MergeRules sampled(String name, double temperature) {
      return new MergeRules() {
        @Override
        public <T extends TFloating> MergeRule<T> of(Operand<TInt64> seed) {
          return MergeRule.sampled(Estimators.named(name), Temperature.of(temperature), seed);
        }
      };
    }
  }

  /** A parser whose merges are fetched. */
  private record Sampler<T extends TFloating>(
      SentenceBatch batch, Placeholder<TInt64> seed, Parse<T> parse) {

    static <T extends TFloating> Sampler<T> of(TinyModel<T> tiny, MergeRules rules, int length) {
      Ops tf = tiny.tf();
      SentenceBatch batch = SentenceBatch.of(tf, length);
      Placeholder<TInt64> seed = tf.placeholder(TInt64.class);
      return new Sampler<>(
          batch, seed, Parse.of(tf, tiny.model(), batch, probe(tiny, batch), rules.of(seed)));
    }

    int[] run(TinyModel<T> tiny, Sentences sentences, long... noise) {
      try (SentenceBatch.Feed feed = batch.feed(sentences);
          TInt64 fed = TInt64.vectorOf(noise);
          Result result =
              feed.into(tiny.session().runner()).feed(seed, fed).fetch(parse.choices()).run()) {
        return Numbers.integers(result.get(0));
      }
    }
  }

  private static <T extends TFloating> Operand<T> probe(TinyModel<T> tiny, SentenceBatch batch) {
    return tiny.tf()
        .dtypes
        .cast(tiny.tf().zerosLike(batch.labels()), tiny.model().query().value().type());
  }

  /**
   * With a choice that is a smooth function of the scores, the whole model is one of its
   * parameters: every path of the gradient counts, through the three terms of a merge as well.
   */
  @Test
  void theGradientOfSoftMergesAgreesWithCentralDifferences() {
    Sentences sentences = TinyModel.sentences(TinyModel.texts().toArray(String[]::new));
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      Ops tf = tiny.tf();
      SentenceBatch batch = SentenceBatch.of(tf, 8);
      MergeRule<TFloat64> soft =
          (ops, scores, penalties, step) ->
              Draw.pathwise(
                  ops.nn.softmax(
                      ops.math.maximum(ops.math.add(scores, penalties), ops.constant(-1e30))));
      Parse<TFloat64> parse = Parse.of(tf, tiny.model(), batch, probe(tiny, batch), soft);
      Operand<TFloat64> losses =
          TrainingStep.losses(tf, tiny.model().classify(tf, parse.root()), batch.labels());
      Operand<TFloat64> loss = tf.reduceSum(losses, tf.constant(0));
      List<Parameter<TFloat64>> parameters = tiny.model().parameters();
      Gradients gradients = tf.gradients(loss, parameters.stream().map(Parameter::value).toList());
      SplittableRandom random = new SplittableRandom(8);
      for (int i = 0; i < parameters.size(); i++) {
        double[] gradient = run(tiny, batch, sentences, gradients.<TFloat64>dy(i), Map.of());
        Operand<TFloat64> parameter = parameters.get(i).value();
        for (int entry : random.ints(30, 0, gradient.length).toArray()) {
          double slope =
              (run(tiny, batch, sentences, loss, moved(tiny, parameter, entry, 1e-5))[0]
                      - run(tiny, batch, sentences, loss, moved(tiny, parameter, entry, -1e-5))[0])
                  / 2e-5;
          assertThat(gradient[entry])
              .as("entry %d of %s", entry, parameters.get(i).name())
              .isCloseTo(slope, within(1e-7));
        }
      }
    }
  }

  private static Map<Operand<TFloat64>, double[]> moved(
      TinyModel<TFloat64> tiny, Operand<TFloat64> parameter, int entry, double step) {
    double[] values = tiny.fetch(parameter);
    values[entry] += step;
    Map<Operand<TFloat64>, double[]> moved = new HashMap<>();
    moved.put(parameter, values);
    return moved;
  }

  private static double[] run(
      TinyModel<TFloat64> tiny,
      SentenceBatch batch,
      Sentences sentences,
      Operand<TFloat64> fetch,
      Map<Operand<TFloat64>, double[]> feeds) {
    try (SentenceBatch.Feed feed = batch.feed(sentences)) {
      Session.Runner runner = feed.into(tiny.session().runner());
      feeds.forEach(
          (operand, values) ->
              runner.feed(operand, TFloat64.tensorOf(operand.shape(), DataBuffers.of(values))));
      try (Result result = runner.fetch(fetch).run()) {
        return Numbers.of(result.get(0));
      }
    }
  }
}
