package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.listops.BinaryTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * What a model makes of sentences of at most a given length: the tree of the best pair at each step
 * and the likeliest value. Nothing is sampled, but for fixed random trees.
 */
public final class EvaluationStep {

  private final SentenceBatch batch;
  private final Placeholder<TInt32> given;
  private final TreeSource trees;
  private final Operand<TFloat64> losses;
  private final Operand<TInt32> labels;
  private final Operand<TInt32> merges;

  private EvaluationStep(
      SentenceBatch batch,
      Placeholder<TInt32> given,
      TreeSource trees,
      Operand<TFloat64> losses,
      Operand<TInt32> labels,
      Operand<TInt32> merges) {
    this.batch = batch;
    this.given = given;
    this.trees = trees;
    this.losses = losses;
    this.labels = labels;
    this.merges = merges;
  }

  /**
   * Adds the evaluation to the graph.
   *
   * @param root ops of the enclosing graph
   * @param model the model
   * @param trees where its trees came from in training; fixed ones are kept
   * @param length most tokens of a sentence, at least 2
   * @param <T> number type
   * @return the evaluation
   */
  public static <T extends TFloating> EvaluationStep of(
      Ops root, TreeLstm<T> model, TreeSource trees, int length) {
    Ops tf = root.withSubScope("EvaluationStep" + length);
    SentenceBatch batch = SentenceBatch.of(tf, length);
    Placeholder<TInt32> given =
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(length - 1, -1)));
    MergeRule<T> rule = trees.sampled() ? MergeRule.best() : MergeRule.given(given);
    Operand<T> probe = tf.dtypes.cast(tf.zerosLike(batch.labels()), model.query().value().type());
    Parse<T> parse = Parse.of(tf, model, batch, probe, rule);
    Operand<T> logits = model.classify(tf, parse.root());
    return new EvaluationStep(
        batch,
        given,
        trees,
        tf.dtypes.cast(TrainingStep.losses(tf, logits, batch.labels()), TFloat64.class),
        tf.math.argMax(logits, tf.constant(1), TInt32.class),
        parse.choices());
  }

  /**
   * What the model made of one sentence.
   *
   * @param loss minus log-probability of the label, in nats
   * @param label the likeliest value, a digit
   * @param tree how it was parsed
   */
  public record Prediction(double loss, int label, BinaryTree tree) {}

  /**
   * Evaluates sentences.
   *
   * @param session session of the graph, initialized
   * @param sentences none longer than this evaluation is for
   * @param noise two numbers that choose fixed random trees
   * @return one prediction for each, in their order
   */
  public List<Prediction> run(Session session, Sentences sentences, long... noise) {
    FixedTrees fixed = trees instanceof TreeSource.Fixed own ? own.trees() : FixedTrees.LEFT;
    try (SentenceBatch.Feed feed = batch.feed(sentences);
        TInt32 fedMerges = FixedMerges.tensor(fixed, sentences, batch.length(), noise);
        Result result =
            feed.into(session.runner())
                .feed(given, fedMerges)
                .fetch(losses)
                .fetch(labels)
                .fetch(merges)
                .run()) {
      double[] loss = Numbers.of(result.get(0));
      int[] label = Numbers.integers(result.get(1));
      int[] merge = Numbers.integers(result.get(2));
      List<Prediction> predictions = new ArrayList<>();
      for (int row = 0; row < loss.length; row++) {
        BinaryTree tree = tree(merge, row, loss.length, sentences.length(row));
        predictions.add(new Prediction(loss[row], label[row], tree));
      }
      return predictions;
    }
  }

  private static BinaryTree tree(int[] merges, int row, int rows, int length) {
    int[] own = new int[length - 1];
    Arrays.setAll(own, step -> merges[step * rows + row]);
    return BinaryTree.ofMerges(own);
  }

  /**
   * Most tokens of a sentence.
   *
   * @return at least 2
   */
  public int length() {
    return batch.length();
  }
}
