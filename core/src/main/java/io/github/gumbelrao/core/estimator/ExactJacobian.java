package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.quadrature.ConditionalRule;
import io.github.gumbelrao.core.internal.quadrature.SharedBasis;
import io.github.gumbelrao.core.ops.LastAxis;
import java.util.List;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssertThat;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The conditional Jacobian itself, for any number of categories, as a short deterministic sum.
 *
 * <p>Nothing is random in it: with the same logits and outcome it is the same to the last bit. A
 * category has five to eight numbers from a table, a variable ten to sixty nodes in float32; see
 * {@link ConditionalRule}. Cost of a draw with its gradient: about {@code n * rank} numbers and
 * {@code rank * nodes} multiplications a variable, no n by n matrix, no noise beyond the sample's.
 * Two categories need one table look-up.
 *
 * <p>Accuracy is the largest error over the Jacobian's largest entry, at temperatures from 0.05 to
 * 5 and for up to 1,024 categories; where all losers together are rarer than about 1e-6 it fades to
 * some percent of what is then next to nothing. A constant temperature from 1e-6 to 1,000 is worked
 * out all the same, to 1e-4 up to 25 and to half a percent up to 1,000, and any other refused; a
 * fed one is taken as the nearer end of 0.05 to 5. More categories, to a million, are worked out
 * where the graph knows their number, and refused when it runs where it does not. Categories whose
 * probability, to the power of 1 or one over the temperature, whichever is less, is below exp(-88)
 * count as masked.
 */
final class ExactJacobian extends ConditionalJacobian {

  /** The rule itself is then within 4e-5; the rest is for the table and for rounding. */
  private static final double ACCURACY_FLOAT32 = 1e-4;

  private static final double ACCURACY_FLOAT64 = 2e-10;

  /** What a fed temperature's rule reaches in float64: its table serves a hundred temperatures. */
  private static final double ACCURACY_FED_FLOAT64 = 3e-7;

  /** Off every table. */
  private static final double NOWHERE = 1e9;

  /** Below, a draw's zero-temperature limit differs by less than the accuracy of float32. */
  private static final double LEAST_TEMPERATURE = 1e-6;

  /** From some thousands, the functions of unlikely categories underflow. */
  private static final double GREATEST_TEMPERATURE = 1000;

  /** Allowed where the graph does not know the number of categories. */
  private static final int MAX_CATEGORIES = 1024;

  /** A rule built for an accuracy misses it by up to eight times where that is fine. */
  private static final double MARGIN = 10;

  /** The finest that can be asked for. */
  private static final double LEAST_ACCURACY = 1e-10;

  /** What the rule is built for; empty for what a number type usually has. */
  private final OptionalDouble accuracy;

  private ExactJacobian(OptionalDouble accuracy) {
    this.accuracy = accuracy;
  }

  /**
   * To 1e-4 in float32; in float64 to 1e-9, or 1e-6 where the temperature is fed.
   *
   * @return the rule
   */
  static ExactJacobian of() {
    return new ExactJacobian(OptionalDouble.empty());
  }

  /**
   * To an accuracy that is asked for; float32 arithmetic itself reaches about 1e-5, and a fed
   * temperature 1e-8.
   *
   * @param accuracy in [1e-10, 1e-2)
   * @return the rule
   * @throws IllegalArgumentException if {@code accuracy} is out of range
   */
  static ExactJacobian of(double accuracy) {
    Checks.inRange("accuracy", accuracy, LEAST_ACCURACY, ConditionalRule.ERROR_LIMIT);
    return new ExactJacobian(
        OptionalDouble.of(Math.max(accuracy / MARGIN, ConditionalRule.MIN_ERROR)));
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  double leastTemperature() {
    return LEAST_TEMPERATURE;
  }

  @Override
  double greatestTemperature() {
    return GREATEST_TEMPERATURE;
  }

  @Override
  <T extends TFloating> Temperature workedAt(Ops tf, Temperature temperature, Operand<T> like) {
    return temperature.constant().isPresent()
        ? temperature
        : Temperature.fed(new RuleCoefficients(temperature, ACCURACY_FLOAT32).held(tf, like));
  }

  @Override
  <T extends TFloating> GivenJacobian<T> given(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Temperature temperature, Operand<TInt64> seed) {
    double constant = temperature.constant().orElse(1);
    if (constant < LEAST_TEMPERATURE || constant > GREATEST_TEMPERATURE) {
      throw new IllegalArgumentException(
          "temperature must be in [%s, %s], got %s"
              .formatted(LEAST_TEMPERATURE, GREATEST_TEMPERATURE, constant));
    }
    double wanted = accuracy.orElse(usual(logits.type(), temperature.constant().isPresent()));
    RuleCoefficients coefficients = new RuleCoefficients(temperature, wanted);
    Operand<T> theta = tf.stopGradient(logits);
    return Categories.staticSize(logits) == 2
        ? slope(tf, theta, oneHot, coefficients)
        : products(tf, theta, oneHot, coefficients);
  }

  /** Of two categories: a table of the slope itself, over the loser's log-probability. */
  private static <T extends TFloating> GivenJacobian<T> slope(
      Ops tf, Operand<T> theta, Operand<T> oneHot, RuleCoefficients coefficients) {
    SharedBasis slopes = RuleCache.slopes(coefficients);
    Operand<T> logOdds = Categories.logOdds(tf, theta, oneHot);
    Operand<T> flat = tf.reshape(logOdds, tf.array(-1));
    Operand<T> x = tf.math.mul(tf.math.neg(tf.math.softplus(flat)), coefficients.slope(tf, theta));
    RuleCoefficients.Functions all = coefficients.functions(slopes, 0, 1, 1);
    TableLookup.Rows<T> rows =
        TableLookup.of(theta.type(), coefficients.accuracy()).rows(tf, slopes, x, all);
    Operand<T> perTemperature = tf.math.div(all.matrix(tf, theta), coefficients.held(tf, theta));
    Operand<T> slope =
        tf.math.mul(
            rows.scale(),
            tf.reshape(tf.linalg.matMul(rows.unscaled(), perTemperature), tf.array(-1)));
    return new SlopeJacobian<>(tf.stopGradient(tf.reshape(slope, tf.shape(logOdds))));
  }

  private static <T extends TFloating> GivenJacobian<T> products(
      Ops tf, Operand<T> logits, Operand<T> oneHot, RuleCoefficients coefficients) {
    long categories = Categories.staticSize(logits);
    boolean unknown = categories == Shape.UNKNOWN_SIZE;
    int most = unknown ? MAX_CATEGORIES : Math.toIntExact(categories);
    Operand<T> theta = unknown ? atMost(tf, logits, most) : logits;
    ConditionalRule rule = RuleCache.rule(powerOfTwo(most), coefficients);
    Operand<TInt32> flat =
        unknown
            ? tf.concat(
                List.of(tf.array(-1), tf.expandDims(Categories.size(tf, theta), tf.constant(0))),
                tf.constant(0))
            : tf.array(-1, most);
    Operand<T> winner = tf.reshape(oneHot, flat);
    // Before the reshape: the sample has subtracted the largest of the same logits.
    Operand<T> logP = tf.reshape(LastAxis.logSoftmax(tf, theta), flat);
    Operand<T> x = tf.math.mul(logP, coefficients.slope(tf, theta));
    // The winner has no row.
    Operand<T> losing = tf.math.sub(x, tf.math.mul(winner, Scalars.like(tf, x, NOWHERE)));
    SharedBasis basis = rule.basis();
    int nodes = rule.nodes();
    TableLookup.Rows<T> rows =
        TableLookup.of(theta.type(), coefficients.accuracy())
            .rows(tf, basis, losing, coefficients.functions(basis, 0, 2 * nodes, 2 * nodes));
    Operand<T> ratios = coefficients.functions(basis, 0, nodes, 2 * nodes).matrix(tf, theta);
    Operand<T> logProducts =
        coefficients.functions(basis, nodes, nodes, 2 * nodes).matrix(tf, theta);
    Operand<T> logWeights = tf.dtypes.cast(tf.constant(rule.logWeights()), theta.type());
    return new ProductJacobian<>(
        winner,
        tf.stopGradient(rows.scale()),
        tf.stopGradient(rows.unscaled()),
        tf.stopGradient(ratios),
        tf.stopGradient(logProducts),
        tf.stopGradient(tf.math.sub(logWeights, tf.math.log(coefficients.held(tf, theta)))),
        SmallProducts.of(categories));
  }

  /** Refuses more categories when the graph runs. */
  private static <T extends TFloating> Operand<T> atMost(Ops tf, Operand<T> logits, int most) {
    Operand<TInt32> categories = Categories.size(tf, logits);
    AssertThat held =
        tf.assertThat(
            tf.math.lessEqual(categories, tf.constant(most)),
            List.of(
                tf.constant(
                    "categories of the exact rule must be <= "
                        + most
                        + " where the graph does not know their number, got"),
                categories));
    return tf.withControlDependencies(List.of(held)).identity(logits);
  }

  private static double usual(Class<?> type, boolean constant) {
    if (!type.equals(TFloat64.class)) {
      return ACCURACY_FLOAT32;
    }
    return constant ? ACCURACY_FLOAT64 : ACCURACY_FED_FLOAT64;
  }

  /** So that a few rules serve all numbers of categories. */
  private static int powerOfTwo(int categories) {
    return categories <= 2 ? 2 : Integer.highestOneBit(categories - 1) * 2;
  }
}
