package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.ops.LastAxis;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The exact conditional Jacobian as a sum over nodes of products of ratios; see {@link
 * io.github.gumbelrao.core.quadrature.ConditionalRule}.
 *
 * <p>With u a loser's row of the table (0 for the winner), W a node's weight and B the matrix that
 * makes ratios of rows, and v counted from the winner's entry, the product with v is {@code v_j u_j
 * . c - u_j . q} for losers, where {@code c = sum of W (1 + r B) B} does not depend on v and {@code
 * q = sum of W (h B) B} with {@code h = sum of v_j u_j}; the winner has minus the sum of that. So
 * rows sum to zero whatever is rounded, and a category without live rivals has exactly 0.
 *
 * @param oneHot the winners, shape {@code [m, n]}
 * @param rows u, shape {@code [m, n, rank]}
 * @param weights W over the temperature, shape {@code [m, nodes]}
 * @param ratios B, shape {@code [rank, nodes]}
 * @param diagonal u . c, shape {@code [m, n]}
 * @param <T> number type
 */
record ProductJacobian<T extends TFloating>(
    Operand<T> oneHot, Operand<T> rows, Operand<T> weights, Operand<T> ratios, Operand<T> diagonal)
    implements GivenJacobian<T> {

  /** From what the rule gives; {@code total} is r, shape {@code [m, rank]}. */
  static <T extends TFloating> ProductJacobian<T> of(
      Ops tf,
      Operand<T> oneHot,
      Operand<T> rows,
      Operand<T> weights,
      Operand<T> ratios,
      Operand<T> total) {
    Operand<T> one = tf.onesLike(weights);
    Operand<T> sums = tf.math.add(tf.linalg.matMul(total, ratios), one);
    Operand<T> rate = over(tf, tf.math.mul(weights, sums), ratios);
    return new ProductJacobian<>(
        oneHot, rows, weights, ratios, tf.stopGradient(inner(tf, rows, rate)));
  }

  @Override
  public Operand<T> times(Ops tf, Operand<T> v) {
    Operand<T> flat = tf.reshape(v, tf.shape(oneHot));
    Operand<T> lead = tf.math.sub(flat, LastAxis.sum(tf, tf.math.mul(flat, oneHot)));
    Operand<T> line = tf.expandDims(lead, tf.constant(1));
    Operand<T> moment =
        tf.squeeze(tf.train.batchMatMul(line, rows, v.type()), Squeeze.axis(List.of(1L)));
    Operand<T> among = tf.math.mul(weights, tf.linalg.matMul(moment, ratios));
    Operand<T> losers =
        tf.math.sub(tf.math.mul(lead, diagonal), inner(tf, rows, over(tf, among, ratios)));
    Operand<T> all = tf.math.sub(losers, tf.math.mul(oneHot, LastAxis.sum(tf, losers)));
    return tf.reshape(all, tf.shape(v));
  }

  @Override
  public Operand<T> matrix(Ops tf) {
    Operand<T> flat = tf.reshape(rows, tf.concat(List.of(tf.array(-1), rank(tf)), tf.constant(0)));
    Operand<T> ratio = tf.linalg.matMul(flat, ratios);
    Operand<T> shaped =
        tf.reshape(ratio, tf.concat(List.of(tf.shape(oneHot), tf.array(-1)), tf.constant(0)));
    Operand<T> all = tf.math.add(shaped, tf.expandDims(oneHot, tf.constant(-1)));
    Operand<T> weighted = tf.math.mul(all, tf.expandDims(weights, tf.constant(1)));
    return tf.stopGradient(
        Laplacian.ofCoupling(
            tf, tf.train.batchMatMul(weighted, all, all.type(), BatchMatMul.adjY(true))));
  }

  private Operand<TInt32> rank(Ops tf) {
    return tf.stridedSlice(tf.shape(rows), Indices.sliceFrom(2));
  }

  /** Sum over the nodes of numbers times B; shape [m, rank]. */
  private static <T extends TFloating> Operand<T> over(
      Ops tf, Operand<T> numbers, Operand<T> ratios) {
    return tf.linalg.matMul(numbers, ratios, MatMul.transposeB(true));
  }

  /** Inner products of all rows of a variable with one vector; shape [m, n]. */
  private static <T extends TFloating> Operand<T> inner(
      Ops tf, Operand<T> rows, Operand<T> vector) {
    Operand<T> column = tf.expandDims(vector, tf.constant(-1));
    return tf.squeeze(tf.train.batchMatMul(rows, column, rows.type()), Squeeze.axis(List.of(2L)));
  }
}
