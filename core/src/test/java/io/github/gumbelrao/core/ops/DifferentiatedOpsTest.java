package io.github.gumbelrao.core.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.testing.CentralDifferences;
import io.github.gumbelrao.core.testing.CentralDifferences.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Every op of TensorFlow's own that the graphs of this project differentiate through, at the ranks
 * and axes they meet; {@link LastAxisTest} holds those that are composed here.
 */
class DifferentiatedOpsTest {

  /** Central differences of step 1e-5 are this close for functions with derivatives of order 10. */
  private static final double TOLERANCE = 1e-8;

  private static final int LAST_AXIS = 3;

  private static final long[] VECTOR = {3};
  private static final long[] MATRIX = {4, 3};
  private static final long[] RANK_3 = {2, 4, 3};
  private static final long[] RANK_4 = {2, 2, 2, 3};

  private static Arguments of(String name, Operation operation, long[] shape) {
    return Arguments.of(name, operation, shape);
  }

  /** Along the categories, with any number of axes before them. */
  static Stream<Arguments> ofEveryRank() {
    return Stream.of(VECTOR, MATRIX, RANK_3, RANK_4)
        .flatMap(
            shape ->
                Stream.of(
                    of("sum without the axis", (tf, x) -> tf.reduceSum(x, tf.constant(-1)), shape),
                    of("below the largest", Categories::belowLargest, shape),
                    of("product with broadcasting", DifferentiatedOpsTest::broadcast, shape),
                    of("batch matrix times vector", DifferentiatedOpsTest::batchProduct, shape),
                    of("difference and quotient", DifferentiatedOpsTest::quotient, shape)));
  }

  /** Layers, and the sums and shapes between them. */
  static Stream<Arguments> ofTheModels() {
    return Stream.of(
        of("tanh", (tf, x) -> tf.math.tanh(x), MATRIX),
        of("sigmoid", (tf, x) -> tf.math.sigmoid(x), MATRIX),
        of("relu", (tf, x) -> tf.nn.relu(x), MATRIX),
        of("negative", (tf, x) -> tf.math.neg(x), VECTOR),
        of("both factors of a product of matrices", DifferentiatedOpsTest::gram, MATRIX),
        of("bias of a layer", DifferentiatedOpsTest::bias, VECTOR),
        of("transpose", (tf, x) -> tf.linalg.transpose(x, tf.array(1, 0)), MATRIX));
  }

  /** The VAE's losses, also with an axis of passes before that of the images. */
  static Stream<Arguments> ofTheVae() {
    return Stream.of(
        of("softplus of an image", (tf, x) -> tf.math.softplus(x), MATRIX),
        of("softplus of a pass", (tf, x) -> tf.math.softplus(x), RANK_3),
        of("sum of two axes", DifferentiatedOpsTest::sumOfTwo, RANK_3),
        of("sum of two axes of a pass", DifferentiatedOpsTest::sumOfTwo, RANK_4),
        of("prior against a batch", (tf, x) -> against(tf, x, 5, 4, 3), MATRIX),
        of("prior against passes", (tf, x) -> against(tf, x, 2, 5, 4, 3), MATRIX),
        of("codes to corners", (tf, x) -> tf.reshape(x, tf.array(-1, 3)), RANK_3));
  }

  /** The Tree-LSTM: nodes, then sentences, then the hidden state. */
  static Stream<Arguments> ofTheTreeLstm() {
    return Stream.of(
        of("gates", DifferentiatedOpsTest::gates, MATRIX),
        of("neighbors", (tf, x) -> slice(tf, x, 1), RANK_3),
        of("children side by side", DifferentiatedOpsTest::children, RANK_3),
        of("rows of nodes", (tf, x) -> tf.reshape(x, tf.array(-1, 3)), RANK_3),
        of("nodes of rows", (tf, x) -> tf.reshape(x, tf.array(2, -1, 3)), MATRIX),
        of("choice, nodes first", DifferentiatedOpsTest::nodesFirst, MATRIX),
        of("sum of earlier choices", (tf, x) -> tf.math.cumsum(x, tf.constant(0)), RANK_3),
        of("merge", DifferentiatedOpsTest::merge, RANK_3),
        of("probes", DifferentiatedOpsTest::probes, VECTOR),
        of("masked logits", DifferentiatedOpsTest::masked, MATRIX));
  }

  @ParameterizedTest(name = "{0} at {2}")
  @MethodSource({"ofEveryRank", "ofTheModels", "ofTheVae", "ofTheTreeLstm"})
  void gradientsAgreeWithCentralDifferences(String name, Operation operation, long[] shape) {
    assertThat(CentralDifferences.error(operation, shape)).isLessThan(TOLERANCE);
  }

  /** Negative control: a merge whose shift of the nodes behind it carries no gradient. */
  @Test
  void checkCatchesAPathThatIsLeftOut() {
    Operation wrong =
        (tf, x) -> {
          Operand<TFloat64> m = choice(tf, x);
          Operand<TFloat64> sum = tf.stopGradient(tf.math.cumsum(m, tf.constant(0)));
          return tf.math.add(tf.math.mul(m, x), tf.math.mul(sum, x));
        };
    assertThat(CentralDifferences.error(wrong, RANK_3)).isGreaterThan(0.01);
  }

  private static Operand<TFloat64> broadcast(Ops tf, Operand<TFloat64> x) {
    Operand<TFloat64> total = tf.reduceSum(x, tf.constant(-1), ReduceSum.keepDims(true));
    return tf.math.add(tf.math.mul(x, total), tf.constant(new double[] {1, 2, 3}));
  }

  private static Operand<TFloat64> batchProduct(Ops tf, Operand<TFloat64> x) {
    Operand<TFloat64> column = tf.expandDims(x, tf.constant(-1));
    Operand<TInt32> shape = tf.concat(List.of(tf.shape(x), tf.array(LAST_AXIS)), tf.constant(0));
    Operand<TFloat64> matrices =
        tf.random.statelessRandomUniform(shape, tf.constant(new long[] {3, 4}), TFloat64.class);
    Operand<TFloat64> product =
        tf.train.batchMatMul(tf.stopGradient(matrices), column, TFloat64.class);
    return tf.reshape(product, tf.shape(x));
  }

  private static Operand<TFloat64> quotient(Ops tf, Operand<TFloat64> x) {
    return tf.math.div(tf.math.sub(tf.math.exp(x), x), tf.math.add(tf.constant(3.0), x));
  }

  private static Operand<TFloat64> gram(Ops tf, Operand<TFloat64> x) {
    return tf.linalg.matMul(x, tf.linalg.transpose(x, tf.array(1, 0)));
  }

  private static Operand<TFloat64> bias(Ops tf, Operand<TFloat64> x) {
    return tf.math.tanh(tf.math.add(tf.constant(new double[][] {{1, 2, 3}, {0, -1, 1}}), x));
  }

  private static Operand<TFloat64> sumOfTwo(Ops tf, Operand<TFloat64> x) {
    return tf.reduceSum(tf.math.square(x), tf.array(-1, -2));
  }

  /** A parameter of fewer axes than what it is multiplied with. */
  private static Operand<TFloat64> against(Ops tf, Operand<TFloat64> x, int... shape) {
    Operand<TFloat64> q =
        tf.random.statelessRandomUniform(
            tf.array(shape), tf.constant(new long[] {5, 6}), TFloat64.class);
    return tf.math.mul(q, tf.math.sub(tf.math.log(q), tf.math.exp(x)));
  }

  private static Operand<TFloat64> gates(Ops tf, Operand<TFloat64> x) {
    List<? extends Operand<TFloat64>> each = tf.split(tf.constant(1), x, 3L).output();
    return tf.math.addN(
        List.of(
            tf.math.mul(each.get(0), tf.math.sigmoid(each.get(1))),
            tf.math.mul(tf.math.tanh(each.get(2)), each.get(0)),
            each.get(1)));
  }

  private static Operand<TFloat64> slice(Ops tf, Operand<TFloat64> x, int first) {
    return tf.slice(x, tf.array(first, 0, 0), tf.array(1, -1, -1));
  }

  private static Operand<TFloat64> children(Ops tf, Operand<TFloat64> x) {
    return tf.concat(List.of(slice(tf, x, 0), slice(tf, x, 1)), tf.constant(2));
  }

  private static Operand<TFloat64> nodesFirst(Ops tf, Operand<TFloat64> x) {
    return tf.expandDims(tf.linalg.transpose(x, tf.array(1, 0)), tf.constant(2));
  }

  /** Weights of nodes [nodes, batch, 1] that depend on the nodes. */
  private static Operand<TFloat64> choice(Ops tf, Operand<TFloat64> x) {
    return tf.reduceSum(x, tf.constant(2), ReduceSum.keepDims(true));
  }

  private static Operand<TFloat64> merge(Ops tf, Operand<TFloat64> x) {
    Operand<TFloat64> m = choice(tf, x);
    Operand<TFloat64> sum = tf.math.cumsum(m, tf.constant(0));
    Operand<TFloat64> keep = tf.math.sub(tf.constant(1.0), sum);
    Operand<TFloat64> shift = tf.math.sub(sum, m);
    return tf.math.addN(
        List.of(
            tf.math.mul(m, tf.math.tanh(x)),
            tf.math.mul(keep, x),
            tf.math.mul(shift, tf.math.sigmoid(x))));
  }

  private static Operand<TFloat64> probes(Ops tf, Operand<TFloat64> x) {
    return tf.math.mul(tf.expandDims(x, tf.constant(1)), tf.constant(new double[] {1, 2, 3, 4}));
  }

  private static Operand<TFloat64> masked(Ops tf, Operand<TFloat64> x) {
    double out = Double.NEGATIVE_INFINITY;
    Operand<TFloat64> penalties =
        tf.constant(new double[][] {{0, 0, 0}, {0, 0, out}, {0, out, out}, {0, 0, 0}});
    return tf.nn.softmax(Categories.unmasked(tf, tf.math.add(x, penalties)));
  }
}
