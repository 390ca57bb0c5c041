package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.noise.Points;
import io.github.gumbelrao.core.internal.noise.SampleBlock;
import io.github.gumbelrao.core.ops.LastAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The conditional Jacobian as a mean over samples of the noise.
 *
 * <p>Unbiased, however the samples lie to each other. Cost: for each sample and category one
 * uniform, two logarithms and one exponential, and n * n multiplications for each sample. Two
 * categories need one uniform, one logarithm and one exponential a sample. At a constant
 * temperature of 1, 1/2, 1/3, ... one logarithm and the exponential fall away.
 *
 * <p>Samples are worked off in blocks, one after the other, so that memory does not grow with their
 * number and a block stays in the processor's cache.
 */
final class MonteCarloJacobian extends ConditionalJacobian {

  /** Numbers of a block: 4 MiB of float32, the order of a second-level cache. */
  private static final long BLOCK_NUMBERS = 1 << 20;

  /**
   * Samples of a block at least, however large they are: a block ends in a matrix for each
   * variable, and broadcasts along the axis of samples; with only a few, both cost more than the
   * samples.
   */
  private static final int MIN_SAMPLES = 16;

  /** Blocks are unrolled in the graph, so there must not be many. */
  private static final int MAX_BLOCKS = 32;

  /** Assumed of a dimension that the graph does not know, which is most often the batch. */
  private static final long ASSUMED_SIZE = 32;

  /** Numbers a sample assumed where not even the rank is known. */
  private static final long ASSUMED_NUMBERS = 1 << 12;

  private final int samples;

  /** For the one ratio that matters for two categories. */
  private final Points ratioPoints;

  private final Points points;

  private MonteCarloJacobian(int samples, Points ratioPoints, Points points) {
    this.samples = samples;
    this.ratioPoints = ratioPoints;
    this.points = points;
  }

  /**
   * Plain Monte Carlo: independent samples.
   *
   * @param samples number of samples for each variable, the paper's K, at least 1
   * @return the rule; its mean squared error falls like 1 / K
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  static MonteCarloJacobian of(int samples) {
    return of(samples, Points.independent());
  }

  /**
   * Antithetic samples: pairs of uniforms u and 1 - u.
   *
   * @param samples number of samples for each variable, at least 1; of an odd number one has no
   *     partner
   * @return the rule; its mean squared error falls like 1 / K
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  static MonteCarloJacobian antithetic(int samples) {
    return of(samples, Points.antithetic());
  }

  /**
   * Randomized quasi-Monte Carlo: Sobol' points with a random digital shift; for two categories,
   * stratified antithetic points in their one ratio. The number of categories must be known when
   * the graph is built, and at most 64.
   *
   * @param samples number of points for each variable, at least 1; powers of two are best
   * @return the rule; its mean squared error falls nearly like 1 / K^2
   * @throws IllegalArgumentException if {@code samples} is below 1
   */
  static MonteCarloJacobian quasi(int samples) {
    Checks.atLeast("samples", samples, 1);
    return new MonteCarloJacobian(samples, Points.stratified(samples), Points.sobol());
  }

  /** Any other way to place the samples. */
  static MonteCarloJacobian of(int samples, Points points) {
    return new MonteCarloJacobian(Checks.atLeast("samples", samples, 1), points, points);
  }

  @Override
  OptionalInt samples() {
    return OptionalInt.of(samples);
  }

  @Override
  double cost() {
    return 1 + 0.4 * samples;
  }

  @Override
  int mostCategories() {
    return points.mostCategories();
  }

  /**
   * With p the probabilities, i the outcome and E standard exponentials, the tempered softmax given
   * i is {@code w / sum(w)} with {@code w_j = (1 + E_j / (E_i p_j))^(-1 / temperature)} and {@code
   * w_i = 1}. This is eq. 9 with the common shift divided out: nothing can overflow but {@code 1 /
   * p_j}, which {@link Odds} bounds.
   */
  @Override
  <T extends TFloating> GivenJacobian<T> given(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Temperature temperature, Operand<TInt64> seed) {
    TemperedWeight weight = TemperedWeight.at(temperature);
    Operand<T> theta = tf.stopGradient(logits);
    Operand<T> scale =
        tf.math.div(Scalars.like(tf, logits, 1.0 / samples), temperature.scalar(tf, logits));
    if (Categories.staticSize(logits) == 2) {
      Odds<T> loser = Odds.ofLoser(tf, Categories.logOdds(tf, theta, oneHot), weight);
      Operand<T> slopes =
          total(tf, logits, (ops, block) -> slopes(ops, loser, weight, block, seed));
      return new SlopeJacobian<>(tf.stopGradient(tf.math.mul(slopes, scale)));
    }
    Odds<T> odds = Odds.of(tf, theta, oneHot, weight);
    Operand<T> winner = Categories.sum(tf, oneHot);
    Operand<T> products =
        total(tf, logits, (ops, block) -> products(ops, winner, odds, weight, block, seed));
    return new MatrixJacobian<>(
        tf.stopGradient(Laplacian.ofCoupling(tf, tf.math.mul(products, scale))));
  }

  /** What one block of samples contributes. */
  private interface Contribution<T extends TFloating> {
    Operand<T> of(Ops tf, SampleBlock block);
  }

  /**
   * Sum over blocks, each of which waits for the one before: their memory is never held at once.
   */
  private <T extends TFloating> Operand<T> total(
      Ops tf, Operand<T> logits, Contribution<T> contribution) {
    Operand<T> total = null;
    for (SampleBlock block : blocks(logits.shape())) {
      if (total == null) {
        total = contribution.of(tf, block);
      } else {
        Ops after = tf.withControlDependencies(List.of(total));
        total = tf.math.add(total, contribution.of(after, block));
      }
    }
    return total;
  }

  private List<SampleBlock> blocks(Shape shape) {
    long fitting = Math.max(MIN_SAMPLES, BLOCK_NUMBERS / Math.max(numbers(shape), 1));
    long least = ((long) samples + MAX_BLOCKS - 1) / MAX_BLOCKS;
    // Even, so that antithetic pairs stay together.
    int size = Math.toIntExact(Math.min(samples, (Math.max(fitting, least) + 1) / 2 * 2));
    List<SampleBlock> blocks = new ArrayList<>();
    for (int first = 0; first < samples; first += size) {
      blocks.add(new SampleBlock(first, Math.min(size, samples - first)));
    }
    return blocks;
  }

  /** How many numbers a sample has, as far as the graph knows. */
  private static long numbers(Shape shape) {
    if (shape.isUnknown()) {
      return ASSUMED_NUMBERS;
    }
    long numbers = 1;
    for (long size : shape.asArray()) {
      numbers *= size == Shape.UNKNOWN_SIZE ? ASSUMED_SIZE : size;
    }
    return numbers;
  }

  /**
   * {@code 1 / p_j} of each category j, 0 of the winner, as a number within the range of float32,
   * times E_j over the smallest E_i, and the logarithm of what is left.
   *
   * @param inverse at most {@link #LARGEST} where the weight takes an excess, shape [..., n]
   * @param excess at least 0, shape [..., n, 1]; of no meaning where the weight takes none
   */
  private record Odds<T extends TFloating>(Operand<T> inverse, Operand<T> excess) {

    private static final double LARGEST = 1e28;

    static <T extends TFloating> Odds<T> of(
        Ops tf, Operand<T> logits, Operand<T> oneHot, TemperedWeight weight) {
      Operand<T> none = tf.zerosLike(oneHot);
      Operand<TBool> won = tf.math.greater(oneHot, none);
      Operand<T> inverse = tf.math.reciprocal(LastAxis.softmax(tf, logits));
      Operand<T> logInverse = tf.math.neg(LastAxis.logSoftmax(tf, logits));
      // Set, not multiplied: an outcome whose probability underflows has 1 / p = infinity.
      return new Odds<>(tf.select(won, none, inverse), tf.select(won, none, logInverse))
          .bounded(tf, weight);
    }

    /** Of two categories: of the loser alone, given its log-odds against it. */
    static <T extends TFloating> Odds<T> ofLoser(
        Ops tf, Operand<T> logOdds, TemperedWeight weight) {
      Operand<T> inverse = tf.math.add(Scalars.like(tf, logOdds, 1), tf.math.exp(logOdds));
      return new Odds<>(inverse, tf.math.softplus(logOdds)).bounded(tf, weight);
    }

    /** From the logarithm of the whole to that of what is left. */
    private Odds<T> bounded(Ops tf, TemperedWeight weight) {
      if (!weight.takesExcess()) {
        return this;
      }
      Operand<T> left = tf.math.sub(excess, Scalars.like(tf, excess, Math.log(LARGEST)));
      return new Odds<>(
          tf.math.minimum(inverse, Scalars.like(tf, inverse, LARGEST)),
          tf.expandDims(tf.nn.relu(left), tf.constant(-1)));
    }
  }

  /** Sum over a block of s s^T; shape [..., n, n]. */
  private <T extends TFloating> Operand<T> products(
      Ops tf,
      Operand<T> winner,
      Odds<T> odds,
      TemperedWeight tempered,
      SampleBlock block,
      Operand<TInt64> seed) {
    // E = -log(u), and the signs cancel in E_j / E_i.
    Operand<T> negativeRate =
        tf.math.reciprocal(tf.math.log(points.uniform(tf, winner, 0, block, seed)));
    Operand<T> others = tf.math.log(points.uniform(tf, odds.inverse, 1, block, seed));
    Operand<T> scaled = tf.math.mul(others, tf.expandDims(odds.inverse, tf.constant(-1)));
    Operand<T> weight = tempered.of(tf, tf.math.mul(scaled, negativeRate), odds.excess);
    Operand<T> total = tf.reduceSum(weight, tf.constant(-2), ReduceSum.keepDims(true));
    Operand<T> soft = tf.math.mul(weight, tf.math.reciprocal(total));
    return tf.train.batchMatMul(soft, soft, winner.type(), BatchMatMul.adjY(true));
  }

  /**
   * Sum over a block of s (1 - s) for two categories, where only the ratio E_j / E_i matters and
   * that is u / (1 - u) for one uniform; shape [..., 1].
   */
  private <T extends TFloating> Operand<T> slopes(
      Ops tf, Odds<T> loser, TemperedWeight tempered, SampleBlock block, Operand<TInt64> seed) {
    Operand<T> u = ratioPoints.uniform(tf, loser.inverse, 0, block, seed);
    Operand<T> one = Scalars.like(tf, u, 1);
    Operand<T> odds = tf.math.div(u, tf.math.sub(one, u));
    Operand<T> ratio = tf.math.mul(odds, tf.expandDims(loser.inverse, tf.constant(-1)));
    Operand<T> weight = tempered.of(tf, ratio, loser.excess);
    // The loser's share is w / (1 + w), the winner's the rest.
    Operand<T> slope = tf.math.div(weight, tf.math.square(tf.math.add(weight, one)));
    return tf.reduceSum(slope, tf.constant(-1));
  }
}
