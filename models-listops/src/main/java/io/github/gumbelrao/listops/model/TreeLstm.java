package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.training.Dense;
import io.github.gumbelrao.core.training.Initializers;
import io.github.gumbelrao.core.training.Parameter;
import io.github.gumbelrao.listops.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The basic Gumbel Tree-LSTM without its sampling: leaves, composition, scores and classifier.
 *
 * <p>Leaf: {@code [h; c] = W x + b}. Composition: {@code [i, f_l, f_r, u, o] = W [h_l; h_r] + b},
 * {@code c = c_l sigma(f_l + 1) + c_r sigma(f_r + 1) + tanh(u) sigma(i)}, {@code h = sigma(o)
 * tanh(c)}. Score of a parent: {@code q.h}, over the square root of the width if so set.
 * Classifier: one layer of rectifiers. Embeddings and q start normal with deviation 0.01, leaf and
 * classifier as He et al., the composition orthogonal, biases at 0.
 *
 * <p>Source: Choi, Yoo and Lee (2017), arXiv:1707.02786, section 3; appendix D.1 of Paulus,
 * Maddison and Krause (2021), arXiv:2010.04838.
 *
 * @param <T> number type
 */
public final class TreeLstm<T extends TFloating> {

  /** Values an expression can have. */
  public static final int CLASSES = 10;

  /** Gates of the composition. */
  private static final int GATES = 5;

  private static final double SMALL = 0.01;

  private final TreeLstmSettings settings;
  private final Parameter<T> embeddings;
  private final Dense<T> leaf;
  private final Dense<T> compose;
  private final Parameter<T> query;
  private final Dense<T> head;
  private final Dense<T> output;

  private TreeLstm(TreeLstmSettings settings, Maker<T> maker) {
    int hidden = settings.hidden();
    this.settings = settings;
    this.embeddings = maker.small("embeddings", Vocabulary.SIZE, settings.embedding());
    this.leaf = maker.he("leaf", settings.embedding(), 2 * hidden);
    this.compose = maker.orthogonal("compose", 2 * hidden, GATES * hidden);
    this.query = maker.small("query", hidden, 1);
    this.head = maker.he("head", hidden, hidden);
    this.output = maker.he("output", hidden, CLASSES);
  }

  /**
   * Adds the parameters of a model to the graph.
   *
   * @param root ops of the enclosing graph
   * @param type number type
   * @param settings shape of the model
   * @param seed chooses the initial values
   * @param <T> number type
   * @return the model
   */
  public static <T extends TFloating> TreeLstm<T> of(
      Ops root, Class<T> type, TreeLstmSettings settings, long seed) {
    return new TreeLstm<>(settings, new Maker<>(root.withSubScope("TreeLstm"), type, seed));
  }

  /** Makes parameters whose initial values come from one seed and their names. */
  private static final class Maker<T extends TFloating> {
    private final Ops tf;
    private final Ops init;
    private final Class<T> type;
    private final long seed;

    Maker(Ops tf, Class<T> type, long seed) {
      this.tf = tf;
      this.init = tf.withInitScope();
      this.type = type;
      this.seed = seed;
    }

    Parameter<T> small(String name, int rows, int columns) {
      return Parameter.weight(
          tf, name, Initializers.normal(init, type, rows, columns, SMALL, own(name)));
    }

    Dense<T> he(String name, int inputs, int outputs) {
      return affine(name, outputs, Initializers.heNormal(init, type, inputs, outputs, own(name)));
    }

    Dense<T> orthogonal(String name, int inputs, int outputs) {
      return affine(name, outputs, Initializers.orthogonal(init, type, inputs, outputs, own(name)));
    }

    private Dense<T> affine(String name, int outputs, Operand<T> weights) {
      return new Dense<>(
          Parameter.weight(tf, name + ".weights", weights),
          Parameter.bias(tf, name + ".bias", Initializers.zeros(init, type, outputs)));
    }

    private Operand<TInt64> own(String name) {
      return Noise.stream(init, init.constant(new long[] {seed, 0}), name);
    }
  }

  /**
   * Everything that is trained.
   *
   * @return ten parameters in a fixed order
   */
  public List<Parameter<T>> parameters() {
    return Stream.of(
            Stream.of(embeddings),
            leaf.parameters(),
            compose.parameters(),
            Stream.of(query),
            head.parameters(),
            output.parameters())
        .flatMap(each -> each)
        .toList();
  }

  /**
   * What scores are made with, and nothing else: no gradient reaches it but through the choice of
   * the tree.
   *
   * @return q, shape {@code [hidden, 1]}
   */
  public Parameter<T> query() {
    return query;
  }

  /** States of tokens [nodes, batch]. */
  Nodes<T> leaves(Ops tf, Operand<TInt32> tokens) {
    Operand<T> like = embeddings.value();
    Operand<T> table = leaf.apply(tf, like);
    Operand<T> oneHot =
        tf.oneHot(
            tokens,
            tf.constant(Vocabulary.SIZE),
            Scalars.like(tf, like, 1),
            Scalars.like(tf, like, 0));
    Operand<T> rows = tf.reshape(oneHot, tf.array(-1, Vocabulary.SIZE));
    List<? extends Operand<T>> both =
        tf.split(tf.constant(1), tf.linalg.matMul(rows, table), 2L).output();
    int nodes = Math.toIntExact(tokens.shape().get(0));
    return new Nodes<>(unflat(tf, both.get(0), nodes), unflat(tf, both.get(1), nodes));
  }

  /** States of the parents of each node and its right neighbor, one fewer than nodes. */
  Nodes<T> parents(Ops tf, Nodes<T> nodes) {
    int count = Math.toIntExact(nodes.hidden().shape().get(0)) - 1;
    Nodes<T> left = nodes.slice(tf, 0, count);
    Nodes<T> right = nodes.slice(tf, 1, count);
    Operand<T> children =
        flat(tf, tf.concat(List.of(left.hidden(), right.hidden()), tf.constant(2)), 2);
    Operand<T> product = tf.linalg.matMul(children, compose.weights().value());
    Operand<T> gates = tf.math.add(product, tf.math.add(compose.bias().value(), forgetBias(tf)));
    List<? extends Operand<T>> each = tf.split(tf.constant(1), gates, (long) GATES).output();
    Operand<T> cell =
        tf.math.addN(
            List.of(
                tf.math.mul(flat(tf, left.cell(), 1), tf.math.sigmoid(each.get(1))),
                tf.math.mul(flat(tf, right.cell(), 1), tf.math.sigmoid(each.get(2))),
                tf.math.mul(tf.math.tanh(each.get(3)), tf.math.sigmoid(each.get(0)))));
    Operand<T> hidden = tf.math.mul(tf.math.sigmoid(each.get(4)), tf.math.tanh(cell));
    return new Nodes<>(unflat(tf, hidden, count), unflat(tf, cell, count));
  }

  /** 1 for the two forget gates, 0 for the others, shape [5 * hidden]. */
  private Operand<T> forgetBias(Ops tf) {
    double[] bias = new double[GATES * settings.hidden()];
    Arrays.fill(bias, settings.hidden(), 3 * settings.hidden(), 1);
    return tf.dtypes.cast(tf.constant(bias), compose.bias().value().type());
  }

  /** How much each parent is wanted, shape [batch, nodes]. */
  Operand<T> scores(Ops tf, Nodes<T> parents) {
    int count = Math.toIntExact(parents.hidden().shape().get(0));
    Operand<T> products = tf.linalg.matMul(flat(tf, parents.hidden(), 1), query.value());
    double scale = settings.scaledScores() ? 1 / Math.sqrt(settings.hidden()) : 1;
    Operand<T> scores = tf.math.mul(products, Scalars.like(tf, products, scale));
    return tf.linalg.transpose(tf.reshape(scores, tf.array(count, -1)), tf.array(1, 0));
  }

  /** Logits of the value, shape [batch, 10], from the one node that is left. */
  Operand<T> classify(Ops tf, Nodes<T> root) {
    Operand<T> hidden = tf.nn.relu(head.apply(tf, flat(tf, root.hidden(), 1)));
    return output.apply(tf, hidden);
  }

  private Operand<T> flat(Ops tf, Operand<T> x, int widths) {
    return tf.reshape(x, tf.array(-1, widths * settings.hidden()));
  }

  private Operand<T> unflat(Ops tf, Operand<T> x, int nodes) {
    return tf.reshape(x, tf.array(nodes, -1, settings.hidden()));
  }
}
