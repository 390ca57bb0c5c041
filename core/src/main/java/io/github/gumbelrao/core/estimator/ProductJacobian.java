package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.linalg.MatMul;
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
 * @param products how those with the rows are worked out
 * @param <T> number type
 */
record ProductJacobian<T extends TFloating>(
    Operand<T> oneHot,
    Operand<T> scale,
    Operand<T> unscaled,
    Operand<T> ratios,
    Operand<T> logProducts,
    Operand<T> logWeights,
    SmallProducts products)
    implements GivenJacobian<T> {

  @Override
  public Operand<T> times(Ops tf, Operand<T> v) {
    Operand<T> flat = tf.reshape(v, tf.shape(oneHot));
    Operand<T> lead = tf.math.sub(flat, Categories.sum(tf, tf.math.mul(flat, oneHot)));
    // Both sums of rows at once, and then both lines with every row.
    List<Output<T>> sums =
        both(tf, products.of(tf, pairs(tf, scale, tf.math.mul(lead, scale)), unscaled));
    Operand<T> total = sums.get(0);
    Operand<T> weights = weights(tf, total);
    Operand<T> totals = tf.math.add(tf.linalg.matMul(total, ratios), Scalars.like(tf, scale, 1));
    Operand<T> along = tf.linalg.matMul(sums.get(1), ratios);
    Operand<T> weighted = tf.math.mul(ratios, tf.math.exp(logWeights));
    Operand<T> lines =
        pairs(tf, over(tf, weights, totals, weighted), over(tf, weights, along, weighted));
    List<Output<T>> found = both(tf, products.transposed(tf, lines, unscaled));
    Operand<T> losers =
        tf.math.mul(scale, tf.math.sub(tf.math.mul(lead, found.get(0)), found.get(1)));
    Operand<T> all = tf.math.sub(losers, tf.math.mul(oneHot, Categories.sum(tf, losers)));
    return tf.reshape(all, tf.shape(v));
  }

  @Override
  public List<Operand<T>> parts() {
    return List.of(oneHot, scale, unscaled, ratios, logProducts, logWeights);
  }

  @Override
  public String name() {
    return "ProductJacobian_" + products;
  }

  @Override
  public <U extends TFloating> GivenJacobian<U> of(List<Operand<U>> parts) {
    return new ProductJacobian<>(
        parts.get(0),
        parts.get(1),
        parts.get(2),
        parts.get(3),
        parts.get(4),
        parts.get(5),
        products);
  }

  @Override
  public Operand<T> matrix(Ops tf) {
    Operand<T> rows = tf.math.mul(unscaled, tf.expandDims(scale, tf.constant(-1)));
    Operand<T> weights =
        tf.math.mul(weights(tf, tf.reduceSum(rows, tf.constant(1))), tf.math.exp(logWeights));
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
        Laplacian.ofCoupling(tf, SmallProducts.EIGEN.transposed(tf, weighted, all)));
  }

  /** W but for the nodes' own weights; shape [m, nodes]. */
  private Operand<T> weights(Ops tf, Operand<T> total) {
    return tf.math.exp(tf.linalg.matMul(total, logProducts));
  }

  /** {@code sum of W x B}; shape [m, rank]. */
  private static <T extends TFloating> Operand<T> over(
      Ops tf, Operand<T> weights, Operand<T> x, Operand<T> weighted) {
    return tf.linalg.matMul(tf.math.mul(weights, x), weighted, MatMul.transposeB(true));
  }

  /** Two matrices of m rows as m matrices of two rows. */
  private static <T extends TFloating> Operand<T> pairs(Ops tf, Operand<T> one, Operand<T> other) {
    return tf.stack(List.of(one, other), Stack.axis(1L));
  }

  private static <T extends TFloating> List<Output<T>> both(Ops tf, Operand<T> pairs) {
    return tf.unstack(pairs, 2L, Unstack.axis(1L)).output();
  }
}
