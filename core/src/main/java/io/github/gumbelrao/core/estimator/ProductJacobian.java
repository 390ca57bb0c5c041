package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
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
 * io.github.gumbelrao.core.internal.quadrature.ConditionalRule}.
 *
 * <p>With u a loser's row of the table (0 for the winner), r the sum of all rows, W a node's weight
 * and B the matrix that makes ratios of rows, and v counted from the winner's entry, the product
 * with v is {@code v_j u_j . c - u_j . q(h)} for losers, where {@code q(h) = sum of W (h B) B},
 * {@code h = sum of v_j u_j} and {@code c = q(r) + sum of W B}; the winner has minus the sum of
 * that. So rows sum to zero whatever is rounded, and a category without live rivals has exactly 0.
 *
 * @param oneHot the winners, shape {@code [m, n]}
 * @param scale of the rows, shape {@code [m, n]}
 * @param unscaled u = scale * unscaled, shape {@code [m, n, rank]}
 * @param ratios B, shape {@code [rank, nodes]}
 * @param logProducts what makes logarithms of products of r, shape {@code [rank, nodes]}
 * @param logWeights logarithms of each node's weight over the temperature, shape {@code [nodes]}
 * @param <T> number type
 */
record ProductJacobian<T extends TFloating>(
    Operand<T> oneHot,
    Operand<T> scale,
    Operand<T> unscaled,
    Operand<T> ratios,
    Operand<T> logProducts,
    Operand<T> logWeights)
    implements GivenJacobian<T> {

  @Override
  public Operand<T> times(Ops tf, Operand<T> v) {
    Operand<T> lead = lead(tf, v);
    Operand<T> total = sum(tf, tf.onesLike(lead));
    Operand<T> weights = weights(tf, total);
    Operand<T> diagonal = tf.stopGradient(inner(tf, affine(tf, weights, total)));
    Operand<T> rest =
        inner(tf, over(tf, tf.math.mul(weights, tf.linalg.matMul(sum(tf, lead), ratios))));
    return all(tf, tf.math.sub(tf.math.mul(lead, diagonal), rest), v);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The forward pass computes the diagonal, at v = 1, in the very operations whose backward pass
   * is the rest of the product: nothing is computed only to be zero.
   */
  @Override
  public Operand<T> asDerivative(Ops tf, Operand<T> logits) {
    Operand<T> zero = tf.math.sub(logits, tf.stopGradient(logits));
    Operand<T> lead = lead(tf, zero);
    Operand<T> one = tf.math.add(lead, Scalars.like(tf, lead, 1));
    Operand<T> total = sum(tf, one);
    Operand<T> rest = inner(tf, affine(tf, weights(tf, total), total));
    return all(tf, tf.math.sub(tf.math.mul(one, tf.stopGradient(rest)), rest), logits);
  }

  @Override
  public Operand<T> matrix(Ops tf) {
    Operand<T> weights = weights(tf, sum(tf, tf.onesLike(oneHot)));
    Operand<T> rows = tf.math.mul(unscaled, tf.expandDims(scale, tf.constant(-1)));
    Operand<TInt32> rank = tf.stridedSlice(tf.shape(rows), Indices.sliceFrom(2));
    Operand<T> flat = tf.reshape(rows, tf.concat(List.of(tf.array(-1), rank), tf.constant(0)));
    Operand<T> ratio = tf.linalg.matMul(flat, ratios);
    // By its number: of an empty batch no dimension can be left to be inferred.
    Operand<TInt32> nodes = tf.expandDims(Categories.size(tf, ratios), tf.constant(0));
    Operand<T> shaped =
        tf.reshape(ratio, tf.concat(List.of(tf.shape(oneHot), nodes), tf.constant(0)));
    Operand<T> all = tf.math.add(shaped, tf.expandDims(oneHot, tf.constant(-1)));
    Operand<T> weighted = tf.math.mul(all, tf.expandDims(weights, tf.constant(1)));
    return tf.stopGradient(
        Laplacian.ofCoupling(
            tf, tf.train.batchMatMul(weighted, all, all.type(), BatchMatMul.adjY(true))));
  }

  /** Counted from the winner's entry; shape [m, n]. */
  private Operand<T> lead(Ops tf, Operand<T> v) {
    Operand<T> flat = tf.reshape(v, tf.shape(oneHot));
    return tf.math.sub(flat, Categories.sum(tf, tf.math.mul(flat, oneHot)));
  }

  /** With the winner's entry, in the shape of {@code like}. */
  private Operand<T> all(Ops tf, Operand<T> losers, Operand<T> like) {
    Operand<T> all = tf.math.sub(losers, tf.math.mul(oneHot, Categories.sum(tf, losers)));
    return tf.reshape(all, tf.shape(like));
  }

  /** W; shape [m, nodes]. */
  private Operand<T> weights(Ops tf, Operand<T> total) {
    Operand<T> product = tf.linalg.matMul(total, logProducts);
    return tf.stopGradient(tf.math.exp(tf.nn.biasAdd(product, logWeights)));
  }

  /** {@code sum of W (1 + h B) B}; shape [m, rank]. */
  private Operand<T> affine(Ops tf, Operand<T> weights, Operand<T> h) {
    Operand<T> sums =
        tf.nn.biasAdd(tf.linalg.matMul(h, ratios), tf.stopGradient(tf.onesLike(logWeights)));
    return over(tf, tf.math.mul(weights, sums));
  }

  /** Sum over the nodes of numbers times B; shape [m, rank]. */
  private Operand<T> over(Ops tf, Operand<T> numbers) {
    return tf.linalg.matMul(numbers, ratios, MatMul.transposeB(true));
  }

  /** Sum of all rows, each times a number; shape [m, rank]. */
  private Operand<T> sum(Ops tf, Operand<T> numbers) {
    Operand<T> line = tf.expandDims(tf.math.mul(numbers, scale), tf.constant(1));
    return tf.squeeze(
        tf.train.batchMatMul(line, unscaled, scale.type()), Squeeze.axis(List.of(1L)));
  }

  /** Inner products of all rows with one vector; shape [m, n]. */
  private Operand<T> inner(Ops tf, Operand<T> vector) {
    Operand<T> line = tf.expandDims(vector, tf.constant(1));
    Operand<T> products =
        tf.train.batchMatMul(line, unscaled, scale.type(), BatchMatMul.adjY(true));
    return tf.math.mul(scale, tf.squeeze(products, Squeeze.axis(List.of(1L))));
  }
}
