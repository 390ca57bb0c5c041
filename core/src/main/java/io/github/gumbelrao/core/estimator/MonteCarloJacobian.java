package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.noise.Points;
import io.github.gumbelrao.core.internal.noise.SampleBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.train.BatchMatMul;
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
   * p_j}, and that gives the right limit, {@code w_j = 0}.
   */
  @Override
  <T extends TFloating> GivenJacobian<T> given(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Temperature temperature, Operand<TInt64> seed) {
    TemperedWeight weight = TemperedWeight.at(temperature);
    Operand<T> theta = tf.stopGradient(logits);
    Operand<T> scale =
        tf.math.div(Scalars.like(tf, logits, 1.0 / samples), temperature.scalar(tf, logits));
    if (Categories.staticSize(logits) == 2) {
      Operand<T> odds = tf.math.exp(Categories.logOdds(tf, theta, oneHot));
      Operand<T> inverse = tf.math.add(Scalars.like(tf, logits, 1), odds);
      Operand<T> slopes =
          total(tf, logits, (ops, block) -> slopes(ops, inverse, weight, block, seed));
      return new SlopeJacobian<>(tf.stopGradient(tf.math.mul(slopes, scale)));
    }
    Operand<T> inverse = inverse(tf, theta, oneHot);
    Operand<T> winner = Categories.sum(tf, oneHot);
    Operand<T> products =
        total(tf, logits, (ops, block) -> products(ops, winner, inverse, weight, block, seed));
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

  /** 1 / p_j for each category j, 0 for the winner; shape [..., n]. */
  private static <T extends TFloating> Operand<T> inverse(
      Ops tf, Operand<T> logits, Operand<T> oneHot) {
    // Set, not multiplied: an outcome whose probability underflows has 1 / p = infinity.
    return tf.select(
        tf.math.greater(oneHot, tf.zerosLike(oneHot)),
        tf.zerosLike(oneHot),
        tf.math.reciprocal(tf.nn.softmax(logits)));
  }

  /** Sum over a block of s s^T; shape [..., n, n]. */
  private <T extends TFloating> Operand<T> products(
      Ops tf,
      Operand<T> winner,
      Operand<T> inverse,
      TemperedWeight tempered,
      SampleBlock block,
      Operand<TInt64> seed) {
    // E = -log(u), and the signs cancel in E_j / E_i.
    Operand<T> negativeRate =
        tf.math.reciprocal(tf.math.log(points.uniform(tf, winner, 0, block, seed)));
    Operand<T> others = tf.math.log(points.uniform(tf, inverse, 1, block, seed));
    Operand<T> scaled = tf.math.mul(others, tf.expandDims(inverse, tf.constant(-1)));
    Operand<T> weight = tempered.of(tf, tf.math.mul(scaled, negativeRate));
    Operand<T> total = tf.reduceSum(weight, tf.constant(-2), ReduceSum.keepDims(true));
    Operand<T> soft = tf.math.mul(weight, tf.math.reciprocal(total));
    return tf.train.batchMatMul(soft, soft, inverse.type(), BatchMatMul.adjY(true));
  }

  /**
   * Sum over a block of s (1 - s) for two categories, where only the ratio E_j / E_i matters and
   * that is u / (1 - u) for one uniform; shape [..., 1].
   *
   * @param inverse 1 / p of the loser, shape [..., 1]
   */
  private <T extends TFloating> Operand<T> slopes(
      Ops tf,
      Operand<T> inverse,
      TemperedWeight tempered,
      SampleBlock block,
      Operand<TInt64> seed) {
    Operand<T> u = ratioPoints.uniform(tf, inverse, 0, block, seed);
    Operand<T> one = Scalars.like(tf, u, 1);
    Operand<T> odds = tf.math.div(u, tf.math.sub(one, u));
    Operand<T> weight = tempered.of(tf, tf.math.mul(odds, tf.expandDims(inverse, tf.constant(-1))));
    // The loser's share is w / (1 + w), the winner's the rest.
    Operand<T> slope = tf.math.div(weight, tf.math.square(tf.math.add(weight, one)));
    return tf.reduceSum(slope, tf.constant(-1));
  }
}
