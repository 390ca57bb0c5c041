package io.github.gumbelrao.core.testing;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * Nodes of three categories, each with the logits {@code b_k + M D_(k-1)}, and a loss linear in the
 * last: {@code u.D}.
 *
 * @param estimator name of all nodes' estimator
 * @param temperature of all of them
 */
public record Chain(String estimator, double temperature) {

  private static final double[][] BIASES = {{0.4, -0.3, 0.1}, {-0.1, -1.0, 1.9}, {0, 0, 0}};
  private static final double[][] M = {{-0.3, -1.0, -0.7}, {-0.4, -0.3, -0.1}, {-0.1, 0.8, -0.6}};
  private static final double[] U = {0.2, 1.9, 0.6};

  /** Most nodes of a chain. */
  public static final int NODES = BIASES.length;

  /**
   * Gradients with respect to the biases, node by node, shape [rows, 3 * nodes].
   *
   * @param seeds one for each node
   */
  public Operand<TFloat64> gradients(Ops tf, int rows, List<Operand<TInt64>> seeds) {
    Operand<TFloat64> transposed = tf.linalg.transpose(tf.constant(M), tf.array(1, 0));
    List<Operand<TFloat64>> biases = new ArrayList<>();
    List<Draw<TFloat64>> draws = new ArrayList<>();
    for (int k = 0; k < seeds.size(); k++) {
      biases.add(tf.broadcastTo(tf.constant(BIASES[k]), tf.array(rows, 3)));
      Operand<TFloat64> logits =
          k == 0
              ? biases.get(0)
              : tf.math.add(biases.get(k), tf.linalg.matMul(draws.get(k - 1).value(), transposed));
      draws.add(
          Estimators.named(estimator).draw(tf, logits, Temperature.of(temperature), seeds.get(k)));
    }
    Operand<TFloat64> last = draws.get(draws.size() - 1).value();
    Operand<TFloat64> losses = tf.reduceSum(tf.math.mul(last, tf.constant(U)), tf.constant(1));
    Operand<TFloat64> surrogate = SurrogateLoss.of(tf, losses, draws, tf.constant(0.0));
    var gradients = tf.gradients(surrogate, biases);
    List<Operand<TFloat64>> all = new ArrayList<>();
    for (int k = 0; k < biases.size(); k++) {
      all.add(gradients.dy(k));
    }
    return tf.concat(all, tf.constant(1));
  }

  /**
   * The exact mean of a row of {@link #gradients}, by enumeration.
   *
   * @param nodes how many
   */
  public double[] exact(int nodes) {
    return mean(0, nodes, BIASES[0]);
  }

  /** Mean gradients of a node and those after it, given its logits. */
  private double[] mean(int node, int nodes, double[] logits) {
    double[] mean = new double[3 * (nodes - node)];
    double[] p = Softmax.of(logits, 1);
    for (int i = 0; i < 3; i++) {
      double[] derivative = U;
      if (node < nodes - 1) {
        double[] next = new double[3];
        for (int j = 0; j < 3; j++) {
          next[j] = BIASES[node + 1][j] + M[j][i];
        }
        double[] later = mean(node + 1, nodes, next);
        derivative = new double[3];
        for (int j = 0; j < 9; j++) {
          derivative[j % 3] += M[j / 3][j % 3] * later[j / 3];
        }
        for (int j = 0; j < later.length; j++) {
          mean[3 + j] += p[i] * later[j];
        }
      }
      double[] own = Formulas.gradient(estimator, logits, i, derivative, temperature);
      for (int j = 0; j < 3; j++) {
        mean[j] += p[i] * own[j];
      }
    }
    return mean;
  }

  /** The same row so many times. */
  public static double[] repeated(double[] row, int times) {
    double[] all = Arrays.copyOf(row, row.length * times);
    for (int i = row.length; i < all.length; i++) {
      all[i] = row[i % row.length];
    }
    return all;
  }
}
