package io.github.gumbelrao.core.example;

import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientCheck.Sampler;
import io.github.gumbelrao.core.training.Initializers;
import io.github.gumbelrao.core.training.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Four words become one vector by three merges of neighbors, each chosen by a score, all with the
 * same weights: a Tree-LSTM without its gates.
 */
final class TreeSequence {

  private static final double[][][] WORDS = {
    {{1, 0}, {0, 1}}, {{0, 1}, {0, 1}}, {{1, 1}, {-1, 0}}, {{-1, 0}, {1, 0}}
  };
  private static final double[] TARGETS = {0.6, -0.4};
  private static final int SENTENCES = TARGETS.length;

  private TreeSequence() {}

  /** Generic over the number type, so that it can be checked in float64. */
  static <T extends TFloating> Losses<T> build(Ops tf, Sampler<T> sampler, Class<T> type) {
    Ops init = tf.withInitScope();
    Operand<TInt64> seed = init.constant(new long[] {1, 2});
    Parameter<T> compose =
        Parameter.weight(tf, "compose", Initializers.glorotUniform(init, type, 4, 2, seed));
    Parameter<T> query =
        Parameter.weight(
            tf, "query", init.dtypes.cast(init.constant(new double[][] {{0.5}, {1}}), type));

    // Nodes from left to right, each [sentences, 2].
    List<Operand<T>> nodes = new ArrayList<>();
    for (double[][] word : WORDS) {
      nodes.add(tf.dtypes.cast(tf.constant(word), type));
    }
    while (nodes.size() > 1) {
      List<Operand<T>> parents = new ArrayList<>();
      List<Operand<T>> scores = new ArrayList<>();
      for (int i = 0; i + 1 < nodes.size(); i++) {
        Operand<T> both = tf.concat(nodes.subList(i, i + 2), tf.constant(1));
        parents.add(tf.math.tanh(tf.linalg.matMul(both, compose.value())));
        scores.add(tf.linalg.matMul(parents.get(i), query.value()));
      }
      nodes = parents.size() == 1 ? parents : merged(tf, nodes, parents, scores, sampler);
    }
    Operand<T> answer = tf.reduceSum(nodes.get(0), tf.constant(1));
    Operand<T> targets = tf.dtypes.cast(tf.constant(TARGETS), type);
    return new Losses<>(tf.math.square(tf.math.sub(answer, targets)), List.of(compose, query));
  }

  /** One pair becomes its parent; the nodes before it stay, those after it move up. */
  private static <T extends TFloating> List<Operand<T>> merged(
      Ops tf,
      List<Operand<T>> nodes,
      List<Operand<T>> parents,
      List<Operand<T>> scores,
      Sampler<T> sampler) {
    int pairs = parents.size();
    Operand<T> choice = sampler.draw(tf.concat(scores, tf.constant(1))).value();
    Operand<T> one = tf.constant(choice.type(), 1.0);
    Operand<T> before = tf.math.sub(one, tf.math.cumsum(choice, tf.constant(1)));
    Operand<T> after = tf.math.sub(tf.math.sub(one, choice), before);
    List<Operand<T>> next = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      next.add(
          tf.math.addN(
              List.of(
                  tf.math.mul(column(tf, choice, i), parents.get(i)),
                  tf.math.mul(column(tf, before, i), nodes.get(i)),
                  tf.math.mul(column(tf, after, i), nodes.get(i + 1)))));
    }
    return next;
  }

  private static <T extends TFloating> Operand<T> column(Ops tf, Operand<T> matrix, int column) {
    return tf.slice(matrix, tf.array(0, column), tf.array(SENTENCES, 1));
  }
}
