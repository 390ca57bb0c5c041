package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.estimator.GaussLegendre.Node;
import io.github.gumbelrao.core.ops.Scalars;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The conditional Jacobian of two categories by quadrature: deterministic, and exact to 1e-7
 * relative in float64 for temperatures from 1e-3 to 1e3 and log-odds up to 80, over or under.
 *
 * <p>Two categories have one number, the slope {@code E[s (1 - s) | D] / temperature}. Given D the
 * ratio E_j / E_i of the noise is that of two standard exponentials. With {@code a = log(1 + E_j /
 * (E_i p_j)) / temperature}, which is the winner's lead in the tempered softmax, its density turns
 * the slope into
 *
 * <pre>  slope = (1 / p_i) * integral from 0 to infinity of  g(a) g(temperature a - d) da</pre>
 *
 * where d is the log-odds of the winner i and {@code g(x) = exp(-x) / (1 + exp(-x))^2} the logistic
 * density. Both factors are smooth on their own scales, 1 and 1 / temperature, with {@code exp}
 * flanks; the second peaks at {@code a = d / temperature}. So the integral is cut there, and each
 * part is mapped to [0, 1] by a function that follows its flanks:
 *
 * <ul>
 *   <li>beyond the peak, {@code a = d / temperature - 4 log(u) / (1 + temperature)}: no exponential
 *       depends on the logits;
 *   <li>before the peak, which is there if d is positive, {@code a = length x / (1 + bend (1 - x))}
 *       from the wider factor's side, where the other one falls.
 * </ul>
 *
 * <p>Gauss-Legendre quadrature then converges geometrically. Everything is a product of factors
 * that are at most 1 where it matters, so float32 keeps its relative precision until the slope
 * comes near its smallest number, at log-odds of 60.
 */
final class BinaryQuadratureJacobian implements ConditionalJacobian {

  private static final int NODES_BEFORE = 36;

  private static final int NODES_BEYOND = 10;

  /** With so many the rule errs by 7e-7 relative, less than float32 loses by rounding. */
  private static final int NODES_BEFORE_FLOAT32 = 28;

  private static final int NODES_BEYOND_FLOAT32 = 8;

  /** Makes the flank u^4: what is left of the factors' corners is then smooth at u = 0. */
  private static final double FLANK_POWER = 4;

  /** How the map bends with the difference of the two rates, and at equal rates; found by trial. */
  private static final double BEND = 0.15;

  private static final double LEAST_BEND = 0.005;

  /**
   * The slope falls like exp(-d / max(1, temperature)): beyond this many times the divisor it is 0
   * in float64, as that of a masked category must be.
   */
  private static final double LARGEST_LOG_ODDS = 800;

  private BinaryQuadratureJacobian() {}

  static BinaryQuadratureJacobian of() {
    return new BinaryQuadratureJacobian();
  }

  @Override
  public <T extends TFloating> Operand<T> matrix(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Temperature temperature, Operand<TInt64> seed) {
    Operand<T> logOdds = Categories.logOdds(tf, tf.stopGradient(logits), oneHot);
    Operand<T> tau = temperature.scalar(tf, logits);
    Operand<T> flat = slope(tf, tf.reshape(logOdds, tf.array(-1, 1)), tau);
    Operand<T> slope = tf.reshape(flat, tf.shape(logOdds));
    return tf.stopGradient(Laplacian.ofSlope(tf, slope));
  }

  /** The slopes for log-odds of the winner, shape [rows, 1]. */
  private static <T extends TFloating> Operand<T> slope(
      Ops tf, Operand<T> logOdds, Operand<T> temperature) {
    Operand<T> one = Scalars.like(tf, logOdds, 1);
    Operand<T> largest =
        tf.math.mul(tf.math.maximum(one, temperature), Scalars.like(tf, logOdds, LARGEST_LOG_ODDS));
    Operand<T> lead = tf.math.maximum(tf.math.minimum(logOdds, largest), tf.zerosLike(logOdds));
    Operand<T> integral =
        tf.math.add(beforePeak(tf, lead, temperature), beyondPeak(tf, logOdds, lead, temperature));
    // 1 / p_i = 1 + exp(-d); for negative d its exp(-d) is left out of the integrand instead.
    return tf.math.mul(integral, tf.math.add(one, tf.math.exp(tf.math.neg(tf.math.abs(logOdds)))));
  }

  private static <T extends TFloating> Operand<T> beyondPeak(
      Ops tf, Operand<T> logOdds, Operand<T> lead, Operand<T> temperature) {
    Operand<T> one = Scalars.like(tf, logOdds, 1);
    Operand<T> rate = tf.math.reciprocal(tf.math.add(one, temperature));
    List<Node> rule = rule(logOdds, NODES_BEYOND, NODES_BEYOND_FLOAT32);
    Operand<T> flank = nodes(tf, logOdds, rule, node -> FLANK_POWER * Math.log(node.x()));
    Operand<T> first = tf.math.exp(tf.math.mul(flank, rate));
    Operand<T> second = tf.math.exp(tf.math.mul(tf.math.mul(flank, rate), temperature));
    // du / da times exp(-(1 + temperature) a), with the rate in front.
    Operand<T> weights =
        nodes(
            tf,
            logOdds,
            rule,
            node -> node.weight() * FLANK_POWER * Math.pow(node.x(), FLANK_POWER - 1));

    Operand<T> atPeak = tf.math.exp(tf.math.neg(tf.math.div(lead, temperature)));
    Operand<T> behind = tf.math.exp(tf.math.minimum(logOdds, tf.zerosLike(logOdds)));
    Operand<T> denominator =
        tf.math.mul(
            tf.math.add(one, tf.linalg.matMul(atPeak, first)),
            tf.math.add(one, tf.linalg.matMul(behind, second)));
    Operand<T> each = tf.math.reciprocal(tf.math.square(denominator));
    Operand<T> sum = weightedSum(tf, each, weights);
    return tf.math.mul(tf.math.mul(atPeak, rate), sum);
  }

  private static <T extends TFloating> Operand<T> beforePeak(
      Ops tf, Operand<T> lead, Operand<T> temperature) {
    Operand<T> one = Scalars.like(tf, lead, 1);
    Operand<T> slower = tf.math.minimum(temperature, tf.math.reciprocal(temperature));
    Operand<T> length = tf.math.div(lead, tf.math.minimum(temperature, one));
    Operand<T> bend =
        tf.math.mul(
            length,
            tf.math.add(
                tf.math.mul(tf.math.sub(one, slower), Scalars.like(tf, lead, BEND)),
                Scalars.like(tf, lead, LEAST_BEND)));
    List<Node> rule = rule(lead, NODES_BEFORE, NODES_BEFORE_FLOAT32);
    Operand<T> x = nodes(tf, lead, rule, Node::x);
    Operand<T> rest = nodes(tf, lead, rule, node -> 1 - node.x());
    Operand<T> weights = nodes(tf, lead, rule, Node::weight);

    Operand<T> map = tf.math.reciprocal(tf.math.add(one, tf.linalg.matMul(bend, rest)));
    Operand<T> stretched = tf.math.mul(length, tf.math.add(one, bend));
    Operand<T> start = tf.math.mul(tf.linalg.matMul(tf.math.neg(length), x), map);
    Operand<T> pace = tf.math.mul(tf.math.neg(stretched), slower);
    Operand<T> end = tf.math.mul(tf.linalg.matMul(pace, rest), map);
    // The logistic density is y (1 - y) with y its distribution function at a negative number.
    Operand<T> once = tf.math.sigmoidGrad(tf.math.sigmoid(start), tf.math.square(map));
    Operand<T> each = tf.math.sigmoidGrad(tf.math.sigmoid(end), once);
    Operand<T> sum = weightedSum(tf, each, weights);
    return tf.math.mul(
        tf.math.mul(stretched, tf.math.minimum(one, tf.math.reciprocal(temperature))), sum);
  }

  private static List<Node> rule(Operand<?> like, int float64, int float32) {
    return GaussLegendre.nodes(like.type().equals(TFloat64.class) ? float64 : float32);
  }

  /** Sum over the nodes, shape [rows, 1], of values [rows, nodes] with weights [1, nodes]. */
  private static <T extends TFloating> Operand<T> weightedSum(
      Ops tf, Operand<T> values, Operand<T> weights) {
    return tf.linalg.matMul(values, weights, MatMul.transposeB(true));
  }

  /**
   * A constant with one number a node, shape [1, nodes]. Where it meets a column, [rows, 1], the
   * outer product is taken as a matrix product: a broadcast of both sides is several times slower.
   */
  private static <T extends TFloating> Operand<T> nodes(
      Ops tf, Operand<T> like, List<Node> rule, ToDoubleFunction<Node> of) {
    double[] values = rule.stream().mapToDouble(of).toArray();
    return tf.dtypes.cast(tf.constant(new double[][] {values}), like.type());
  }
}
