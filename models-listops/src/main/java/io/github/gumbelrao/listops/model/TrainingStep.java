package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.core.training.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * One step of stochastic gradient descent on sentences of at most a given length.
 *
 * @param <T> number type
 */
public final class TrainingStep<T extends TFloating> {

  private final SentenceBatch batch;
  private final Placeholder<TInt64> seed;
  private final Placeholder<TFloat64> baseline;
  private final Placeholder<TInt32> merges;
  private final TreeSource trees;
  private final Operand<TFloat64> summary;
  private final Operand<T> probes;
  private final Op step;

  private TrainingStep(
      Ops tf, TreeLstm<T> model, TreeSource trees, GradientDescent descent, int length) {
    this.batch = SentenceBatch.of(tf, length);
    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    this.baseline = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.scalar()));
    this.merges = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(length - 1, -1)));
    this.trees = trees;
    List<Parameter<T>> parameters = trained(model, trees);
    Class<T> type = model.query().value().type();
    Operand<T> probe = tf.dtypes.cast(tf.zerosLike(batch.labels()), type);
    Parse<T> parse = Parse.of(tf, model, batch, probe, rule());
    Operand<T> losses = losses(tf, model.classify(tf, parse.root()), batch.labels());
    Operand<T> surrogate =
        SurrogateLoss.of(tf, losses, parse.draws(), tf.dtypes.cast(baseline, type));
    Operand<T> loss = tf.math.mean(surrogate, tf.constant(0));
    List<Operand<T>> sources = new ArrayList<>(parameters.stream().map(Parameter::value).toList());
    sources.add(probe);
    boolean sampled = trees.sampled();
    Gradients all = tf.gradients(loss, sampled ? sources : sources.subList(0, parameters.size()));
    List<Operand<T>> gradients = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      gradients.add(all.<T>dy(i));
    }
    this.probes = sampled ? all.<T>dy(parameters.size()) : tf.zerosLike(losses);
    this.step = descent.step(tf, gradients, parameters);
    this.summary = tf.stack(List.of(wide(tf, loss), squaredNorm(tf, gradients)));
  }

  /**
   * Adds the step to the graph.
   *
   * @param root ops of the enclosing graph
   * @param model the model to train
   * @param trees where its trees come from
   * @param descent how the parameters are updated
   * @param length most tokens of a sentence, at least 3
   * @param <T> number type
   * @return the step
   * @throws IllegalArgumentException if {@code length} is below 3
   */
  public static <T extends TFloating> TrainingStep<T> of(
      Ops root, TreeLstm<T> model, TreeSource trees, GradientDescent descent, int length) {
    Checks.atLeast("length", length, 3);
    return new TrainingStep<>(
        root.withSubScope("TrainingStep" + length), model, trees, descent, length);
  }

  /** Nothing reaches the scores where the trees are given. */
  private static <T extends TFloating> List<Parameter<T>> trained(
      TreeLstm<T> model, TreeSource trees) {
    return model.parameters().stream()
        .filter(each -> trees.sampled() || !each.equals(model.query()))
        .toList();
  }

  private MergeRule<T> rule() {
    if (trees instanceof TreeSource.Sampled sampled) {
      return MergeRule.sampled(sampled.own(), Temperature.of(sampled.temperature()), seed);
    }
    if (trees instanceof TreeSource.LateMasked late) {
      return MergeRule.lateMasked(Temperature.of(late.temperature()), seed);
    }
    return MergeRule.given(merges);
  }

  /** Minus log-probability of each label, nats, shape [batch]. */
  static <T extends TFloating> Operand<T> losses(
      Ops tf, Operand<T> logits, Operand<TInt32> labels) {
    Operand<T> oneHot =
        tf.oneHot(
            labels,
            tf.constant(TreeLstm.CLASSES),
            Scalars.like(tf, logits, 1),
            Scalars.like(tf, logits, 0));
    Operand<T> chosen = tf.math.mul(oneHot, LastAxis.logSoftmax(tf, logits));
    return tf.math.neg(tf.reduceSum(chosen, tf.constant(1)));
  }

  private static <T extends TFloating> Operand<TFloat64> squaredNorm(
      Ops tf, List<Operand<T>> gradients) {
    List<Operand<TFloat64>> squares = new ArrayList<>();
    for (Operand<T> gradient : gradients) {
      Operand<T> flat = tf.reshape(gradient, tf.array(-1));
      squares.add(wide(tf, tf.reduceSum(tf.math.square(flat), tf.constant(0))));
    }
    return tf.math.addN(squares);
  }

  private static <T extends TFloating> Operand<TFloat64> wide(Ops tf, Operand<T> x) {
    return tf.dtypes.cast(x, TFloat64.class);
  }

  /**
   * What one step was like.
   *
   * @param loss mean before the update, in nats
   * @param squaredGradientNorm of all parameters, without weight decay
   * @param parsed sentences whose tree was a choice: those of at least 3 tokens
   * @param withoutTreeGradient how many of these had a gradient of exactly 0 through their tree
   * @param notFinite how many of these had one that is not finite
   */
  public record Outcome(
      double loss, double squaredGradientNorm, int parsed, int withoutTreeGradient, int notFinite) {

    /**
     * Whether training may go on.
     *
     * @return true if loss and gradient are finite
     */
    public boolean finite() {
      return Double.isFinite(loss) && Double.isFinite(squaredGradientNorm);
    }
  }

  /**
   * Takes one step.
   *
   * @param session session of the graph, initialized
   * @param sentences none longer than this step is for
   * @param mean what score-function estimators subtract from the loss, in nats
   * @param noise two numbers of which one changes at every step
   * @return its loss and gradients
   */
  public Outcome run(Session session, Sentences sentences, double mean, long... noise) {
    try (SentenceBatch.Feed feed = batch.feed(sentences);
        TInt64 fedSeed = TInt64.vectorOf(noise);
        TFloat64 fedBaseline = TFloat64.scalarOf(mean);
        Tensor fedMerges = merges(sentences, noise)) {
      Session.Runner runner = feed.into(session.runner());
      runner = trees.sampled() ? runner.feed(seed, fedSeed) : runner;
      runner.feed(baseline, fedBaseline).feed(merges, fedMerges).addTarget(step);
      try (Result result = runner.fetch(summary).fetch(probes).run()) {
        double[] both = Numbers.of(result.get(0));
        return outcome(both[0], both[1], sentences, Numbers.of(result.get(1)));
      }
    }
  }

  /** A derivative by a change of a sentence's scores shows whether a gradient came through. */
  private static Outcome outcome(
      double loss, double squaredNorm, Sentences sentences, double[] derivatives) {
    int parsed = 0;
    int without = 0;
    int notFinite = 0;
    for (int row = 0; row < derivatives.length; row++) {
      if (sentences.length(row) >= 3) {
        parsed++;
        without += derivatives[row] == 0 ? 1 : 0;
        notFinite += Double.isFinite(derivatives[row]) ? 0 : 1;
      }
    }
    return new Outcome(loss, squaredNorm, parsed, without, notFinite);
  }

  private TInt32 merges(Sentences sentences, long[] noise) {
    return FixedMerges.tensor(
        trees instanceof TreeSource.Fixed fixed ? fixed.trees() : FixedTrees.LEFT,
        sentences,
        batch.length(),
        noise);
  }

  /**
   * Most tokens of a sentence.
   *
   * @return at least 3
   */
  public int length() {
    return batch.length();
  }
}
