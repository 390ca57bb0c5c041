package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.check.Checks;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.ops.LastAxis;
import io.github.gumbelrao.core.ops.Scalars;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The conditional Jacobian as a mean over independent draws of the noise.
 *
 * <p>Unbiased. Cost: n uniforms, two logarithms and one exponential for each draw and category, and
 * n * n multiplications for each draw.
 */
public final class MonteCarloJacobian implements ConditionalJacobian {

  /** Streams of the caller's seed: one for the winner's noise, one for everyone else's. */
  private static final int WINNER = 1;

  private static final int OTHERS = 2;

  private final int samples;

  private MonteCarloJacobian(int samples) {
    this.samples = samples;
  }

  /**
   * Creates the rule.
   *
   * @param samples number of draws for each variable, the paper's K, at least 1
   * @return the rule
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  public static MonteCarloJacobian of(int samples) {
    return new MonteCarloJacobian(Checks.atLeast("samples", samples, 1));
  }

  /**
   * {@inheritDoc}
   *
   * <p>With p the probabilities, i the outcome and E standard exponentials, the tempered softmax
   * given i is {@code w / sum(w)} with {@code w_j = (1 + E_j / (E_i p_j))^(-1 / temperature)} and
   * {@code w_i = 1}. This is eq. 9 with the common shift divided out: nothing can overflow but
   * {@code 1 / p_j}, and that gives the right limit, {@code w_j = 0}.
   */
  @Override
  public <T extends TFloating> Operand<T> matrix(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Operand<T> temperature, Operand<TInt64> seed) {
    Operand<T> ratio = ratio(tf, tf.stopGradient(logits), oneHot, seed);
    Operand<T> power = tf.math.neg(tf.math.reciprocal(temperature));
    Operand<T> weight = tf.math.exp(tf.math.mul(power, tf.math.log1p(ratio)));
    Operand<T> total = tf.reduceSum(weight, tf.constant(-2), ReduceSum.keepDims(true));
    Operand<T> soft = tf.math.div(weight, total);
    Operand<T> products = tf.train.batchMatMul(soft, soft, logits.type(), BatchMatMul.adjY(true));
    Operand<T> scale = tf.math.div(Scalars.like(tf, logits, 1.0 / samples), temperature);
    return tf.stopGradient(laplacian(tf, tf.math.mul(products, scale)));
  }

  /** E_j / (E_i p_j) for each category j and draw, 0 for the winner i; shape [..., n, K]. */
  private <T extends TFloating> Operand<T> ratio(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Operand<TInt64> seed) {
    Operand<T> winner = exponential(tf, LastAxis.sum(tf, oneHot), seed, WINNER);
    Operand<T> others = exponential(tf, logits, seed, OTHERS);
    // Set, not multiplied: an outcome whose probability underflows has 1 / p = infinity.
    Operand<T> inverse =
        tf.select(
            tf.math.greater(oneHot, tf.zerosLike(oneHot)),
            tf.zerosLike(oneHot),
            tf.math.reciprocal(tf.nn.softmax(logits)));
    Operand<T> scaled = tf.math.mul(others, tf.expandDims(inverse, tf.constant(-1)));
    return tf.math.mul(scaled, tf.math.reciprocal(winner));
  }

  /** Standard exponentials, K for each entry of {@code like}, on a new last axis. */
  private <T extends TFloating> Operand<T> exponential(
      Ops tf, Operand<T> like, Operand<TInt64> seed, int stream) {
    Operand<TInt32> shape = tf.concat(List.of(tf.shape(like), tf.array(samples)), tf.constant(0));
    return Noise.exponential(tf, shape, Noise.stream(tf, seed, stream), like.type());
  }

  /**
   * The Jacobian from the mean of s s^T. The diagonal is minus the sum of the rest of its row, so
   * that rows sum to zero and a nearly certain outcome keeps its relative precision.
   */
  private static <T extends TFloating> Operand<T> laplacian(Ops tf, Operand<T> products) {
    Operand<TInt32> main = tf.constant(0);
    Operand<T> diagonal = tf.zerosLike(tf.reduceSum(products, tf.constant(-1)));
    Operand<T> coupling = tf.linalg.matrixSetDiag(products, diagonal, main);
    return tf.linalg.matrixSetDiag(
        tf.math.neg(coupling), tf.reduceSum(coupling, tf.constant(-1)), main);
  }
}
