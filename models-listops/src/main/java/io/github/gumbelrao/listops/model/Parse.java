package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.internal.Scalars;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A batch of sentences parsed bottom-up: at each step one pair of neighbors becomes a node.
 *
 * <p>With m the one-hot choice, {@code new = m parent + (1 - cumsum(m)) old[:-1] + (cumsum(m) - m)
 * old[1:]}: the gradient reaches m through all three terms, so that a choice is held to account for
 * the nodes it moves as well. Pairs that reach beyond a sentence's end are masked on the logits,
 * before any softmax, and have probability exactly 0 (but with {@link TreeSource.LateMasked}); a
 * sentence that is one node already stays so. The last merge has one candidate and is not sampled.
 *
 * <p>Source: Choi, Yoo and Lee (2017), arXiv:1707.02786, section 3.2.
 *
 * @param root the one node left, at index 0
 * @param draws every sampled choice
 * @param choices which pair was merged at each step, by its left node, shape {@code [steps,
 *     batch]}; of no meaning in steps after a sentence's last
 * @param <T> number type
 */
record Parse<T extends TFloating>(Nodes<T> root, List<Draw<T>> draws, Operand<TInt32> choices) {

  /**
   * Adds a parser to the graph.
   *
   * @param batch the sentences
   * @param probe added to every score with a weight that grows with its index, shape {@code
   *     [batch]}: zero, so that only its gradient matters
   * @param rule how the pair to merge is chosen
   */
  static <T extends TFloating> Parse<T> of(
      Ops tf, TreeLstm<T> model, SentenceBatch batch, Operand<T> probe, MergeRule<T> rule) {
    Nodes<T> nodes = model.leaves(tf, batch.tokens());
    Operand<T> column = tf.expandDims(probe, tf.constant(1));
    List<Draw<T>> draws = new ArrayList<>();
    List<Operand<TInt32>> choices = new ArrayList<>();
    for (int step = 0; step < batch.length() - 1; step++) {
      int pairs = batch.length() - 1 - step;
      Ops own = tf.withSubScope("Merge" + step);
      Pairs<T> valid = Pairs.of(own, batch.lengths(), column, step, pairs);
      Nodes<T> parents = model.parents(own, nodes);
      if (pairs > 1) {
        Operand<T> scores = own.math.add(model.scores(own, parents), valid.probes());
        Draw<T> draw = rule.choose(own, scores, valid.penalties(), step);
        draws.add(draw);
        choices.add(own.math.argMax(draw.value(), own.constant(1), TInt32.class));
        nodes = merge(own, nodes, parents, own.math.mul(draw.value(), valid.active()));
      } else {
        choices.add(own.zerosLike(batch.lengths()));
        nodes = merge(own, nodes, parents, valid.active());
      }
    }
    return new Parse<>(nodes, draws, tf.stack(choices));
  }

  /**
   * What a step knows of its pairs.
   *
   * @param penalties 0, or minus infinity for a pair beyond the end, shape [batch, pairs]
   * @param active 1, or 0 for a sentence that is one node already, shape [batch, 1]
   * @param probes shape [batch, pairs]
   */
  private record Pairs<T extends TFloating>(
      Operand<T> penalties, Operand<T> active, Operand<T> probes) {

    static <T extends TFloating> Pairs<T> of(
        Ops tf, Operand<TInt32> lengths, Operand<T> probe, int step, int pairs) {
      Operand<TInt32> left =
          tf.expandDims(tf.math.sub(lengths, tf.constant(step + 1)), tf.constant(1));
      // A sentence that is done keeps one pair, for every variable needs a category.
      Operand<TInt32> some = tf.math.maximum(left, tf.constant(1));
      Operand<TInt32> index = tf.range(tf.constant(0), tf.constant(pairs), tf.constant(1));
      Operand<T> penalties =
          tf.select(
              tf.math.less(tf.expandDims(index, tf.constant(0)), some),
              Scalars.like(tf, probe, 0),
              Scalars.like(tf, probe, Double.NEGATIVE_INFINITY));
      Operand<T> active = tf.dtypes.cast(tf.math.greater(left, tf.constant(0)), probe.type());
      Operand<T> weights =
          tf.dtypes.cast(
              tf.range(tf.constant(1), tf.constant(pairs + 1), tf.constant(1)), probe.type());
      return new Pairs<>(penalties, active, tf.math.mul(probe, weights));
    }
  }

  private static <T extends TFloating> Nodes<T> merge(
      Ops tf, Nodes<T> old, Nodes<T> parents, Operand<T> choice) {
    int pairs = Math.toIntExact(parents.hidden().shape().get(0));
    // m = the choice, nodes first
    Operand<T> m = tf.expandDims(tf.linalg.transpose(choice, tf.array(1, 0)), tf.constant(2));
    Operand<T> sum = tf.math.cumsum(m, tf.constant(0));
    Operand<T> keep = tf.math.sub(Scalars.like(tf, m, 1), sum);
    Operand<T> shift = tf.math.sub(sum, m);
    Nodes<T> left = old.slice(tf, 0, pairs);
    Nodes<T> right = old.slice(tf, 1, pairs);
    return new Nodes<>(
        mixed(tf, m, parents.hidden(), keep, left.hidden(), shift, right.hidden()),
        mixed(tf, m, parents.cell(), keep, left.cell(), shift, right.cell()));
  }

  private static <T extends TFloating> Operand<T> mixed(
      Ops tf,
      Operand<T> m,
      Operand<T> parent,
      Operand<T> keep,
      Operand<T> left,
      Operand<T> shift,
      Operand<T> right) {
    return tf.math.addN(
        List.of(tf.math.mul(m, parent), tf.math.mul(keep, left), tf.math.mul(shift, right)));
  }
}
