package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Min;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The family of least variance between straight-through and an estimator of second order.
 *
 * <p>The forward value is an exact sample. The temperature is the family's parameter t: as it falls
 * to 0 the estimator becomes straight-through at temperature 1; as it grows it becomes unbiased for
 * losses quadratic in the sample. Unbiased for linear losses at every t. The Jacobian is not
 * symmetric. Cost: one linear system of n equations with n right-hand sides for each variable, in
 * float64 whatever the logits' type. Its matrix is diagonally dominant by at least {@code 1 / (1 +
 * 2 t)}, and so nearly singular for huge t: the estimator is meant for t from 0 to 1e6, where the
 * system leaves at least nine digits.
 *
 * <p>Source: Hooper and Shekhovtsov, "Generalized and Optimal Straight-Through Estimators", AISTATS
 * 2026; the formula is restated in {@code docs/mathematics.md}.
 */
public final class MinimumVariance implements Estimator {

  /** Below this share of its largest entry, what makes the system regular is lost in rounding. */
  private static final double SINGULAR = 1e-15;

  private MinimumVariance() {}

  /**
   * Creates the estimator.
   *
   * @return the estimator
   */
  public static MinimumVariance of() {
    return new MinimumVariance();
  }

  @Override
  public String name() {
    return "mve";
  }

  /** It solves a linear system for each variable. */
  @Override
  public double cost() {
    return 17;
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
    Operand<TFloat64> matrix =
        matrix(
            tf,
            tf.nn.softmax(asDouble(tf, tf.stopGradient(logits))),
            asDouble(tf, oneHot),
            asDouble(tf, temperature.scalar(tf, logits)));
    return Draw.pathwise(
        StraightThroughValue.ofMatrix(
            tf, oneHot, logits, tf.dtypes.cast(tf.stopGradient(matrix), logits.type())));
  }

  /**
   * The Jacobian S given the outcome i; its row j is {@code [(1 + t p_j) V_j - t p_j V_i + (t
   * J(p)_i if j = i)] / (1 + t (p_j + p_i))}.
   */
  private static Operand<TFloat64> matrix(
      Ops tf, Operand<TFloat64> p, Operand<TFloat64> oneHot, Operand<TFloat64> t) {
    Operand<TFloat64> one = tf.constant(1.0);
    Operand<TFloat64> column = tf.expandDims(p, tf.constant(-1));
    Operand<TFloat64> scaled = tf.math.mul(t, column);
    Operand<TFloat64> jacobian = laplacian(tf, products(tf, column), tf.zerosLike(p));
    Operand<TFloat64> v = solution(tf, p, jacobian, t);

    Operand<TFloat64> outcome = tf.expandDims(oneHot, tf.constant(-1));
    Operand<TFloat64> transposed = tf.expandDims(oneHot, tf.constant(-2));
    Operand<TFloat64> vOutcome = tf.train.batchMatMul(transposed, v, TFloat64.class);
    Operand<TFloat64> jOutcome = tf.train.batchMatMul(transposed, jacobian, TFloat64.class);
    Operand<TFloat64> numerator =
        tf.math.add(
            tf.math.sub(tf.math.mul(tf.math.add(one, scaled), v), tf.math.mul(scaled, vOutcome)),
            tf.math.mul(tf.math.mul(outcome, t), jOutcome));
    Operand<TFloat64> drawn = tf.train.batchMatMul(transposed, scaled, TFloat64.class);
    return tf.math.div(numerator, tf.math.add(one, tf.math.add(scaled, drawn)));
  }

  /** V of the system {@code A V = diag((1 + t p) / (1 + 2 t p)) J(p)}. */
  private static Operand<TFloat64> solution(
      Ops tf, Operand<TFloat64> p, Operand<TFloat64> jacobian, Operand<TFloat64> t) {
    Operand<TFloat64> one = tf.constant(1.0);
    Operand<TFloat64> column = tf.expandDims(p, tf.constant(-1));
    Operand<TFloat64> row = tf.expandDims(p, tf.constant(-2));
    Operand<TFloat64> denominator = tf.math.add(one, tf.math.mul(t, tf.math.add(column, row)));
    // A = L + diag(c): a Laplacian with couplings t p_j p_k / den_jk, and c_j = sum_k p_k / den_jk.
    // This is the published A with its diagonal rearranged, so that nothing cancels.
    Operand<TFloat64> coupling = tf.math.mul(t, tf.math.div(products(tf, column), denominator));
    Operand<TFloat64> excess = tf.reduceSum(tf.math.div(row, denominator), tf.constant(-1));
    Operand<TFloat64> scaled = tf.math.mul(t, column);
    Operand<TFloat64> factor =
        tf.math.div(tf.math.add(one, scaled), tf.math.add(one, tf.math.add(scaled, scaled)));
    Operand<TFloat64> system = laplacian(tf, coupling, excess);
    // TensorFlow fails the whole run on a singular system; NaN is a result.
    Operand<TBool> regular = regular(tf, system, excess);
    Operand<TFloat64> diagonal = tf.onesLike(excess);
    Operand<TFloat64> identity =
        tf.linalg.matrixSetDiag(tf.zerosLike(system), diagonal, tf.constant(0));
    Operand<TFloat64> solution =
        tf.linalg.solve(tf.select(regular, system, identity), tf.math.mul(factor, jacobian));
    return tf.select(regular, solution, tf.constant(Double.NaN));
  }

  /** Whether the excess is more than the rounding of the rest, shape {@code [..., 1, 1]}. */
  private static Operand<TBool> regular(
      Ops tf, Operand<TFloat64> system, Operand<TFloat64> excess) {
    Operand<TInt32> axes = tf.array(-2, -1);
    Operand<TFloat64> largest = tf.max(tf.math.abs(system), axes, Max.keepDims(true));
    Operand<TFloat64> least =
        tf.min(tf.expandDims(excess, tf.constant(-1)), axes, Min.keepDims(true));
    return tf.math.greater(least, tf.math.mul(largest, tf.constant(SINGULAR)));
  }

  /** {@code p p^T} from p as a column. */
  private static Operand<TFloat64> products(Ops tf, Operand<TFloat64> column) {
    return tf.train.batchMatMul(column, column, TFloat64.class, BatchMatMul.adjY(true));
  }

  /** Minus the couplings off the diagonal, and on it the sum of its row's couplings plus excess. */
  private static Operand<TFloat64> laplacian(
      Ops tf, Operand<TFloat64> couplings, Operand<TFloat64> excess) {
    Operand<TInt32> main = tf.constant(0);
    Operand<TFloat64> others = tf.linalg.matrixSetDiag(couplings, tf.zerosLike(excess), main);
    Operand<TFloat64> diagonal = tf.math.add(tf.reduceSum(others, tf.constant(-1)), excess);
    return tf.linalg.matrixSetDiag(tf.math.neg(others), diagonal, main);
  }

  private static Operand<TFloat64> asDouble(Ops tf, Operand<? extends TFloating> x) {
    return tf.dtypes.cast(x, TFloat64.class);
  }
}
