package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.noise.Points;
import io.github.gumbelrao.core.internal.noise.SampleBlock;
import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.ConditionalIntegral;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** Every way to sample the conditional Jacobian, against exact values and against each other. */
class MonteCarloJacobianTest {

  /** Independent matrices a mean is taken over; their spread gives the standard error. */
  private static final int ROWS = 400;

  /** What the reference file's values must be met to. */
  private static final double REFERENCE_Z = 5;

  /** The rules under test, by their point sets. */
  enum Rule {
    PLAIN(1000) {
      @Override
      MonteCarloJacobian of(int samples) {
        return MonteCarloJacobian.of(samples);
      }
    },
    ANTITHETIC(400) {
      @Override
      MonteCarloJacobian of(int samples) {
        return MonteCarloJacobian.antithetic(samples);
      }
    },
    QUASI(256) {
      @Override
      MonteCarloJacobian of(int samples) {
        return MonteCarloJacobian.quasi(samples);
      }
    };

    /**
     * Samples behind each matrix that is held to a reference. At temperature 0.1 some entries live
     * on events of probability 1e-4; the standard error means something once they occur often, as
     * in 400 times this many, or fewer that are better spread.
     */
    private final int samples;

    Rule(int samples) {
      this.samples = samples;
    }

    abstract MonteCarloJacobian of(int samples);
  }

  /**
   * A probability that float32 cannot hold has a weight at a high temperature, and not a small one.
   */
  @ParameterizedTest
  @EnumSource(Rule.class)
  void unlikelyCategoriesCountAtHighTemperatures(Rule rule) {
    for (double[] theta : new double[][] {{0, -100}, {0, -100, 0.5}, {-60, 40, 0}}) {
      double[] exact = ConditionalIntegral.jacobian(theta, 0, 50);
      double[] found =
          Evaluate.once(
              tf -> {
                Operand<TFloat32> logits =
                    tf.dtypes.cast(tf.constant(new double[][] {theta}), TFloat32.class);
                Operand<TFloat32> matrix = JacobianSamples.matrix(tf, rule.of(1024), logits, 0, 50);
                return tf.dtypes.cast(matrix, TFloat64.class);
              });
      for (int entry = 0; entry < exact.length; entry++) {
        // The noise of a thousand samples moves a weight's logarithm by 1.8 / 50 / 32.
        assertThat(found[entry]).isCloseTo(exact[entry], within(0.02 * Math.abs(exact[entry])));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoCategoriesAtTemperatureOneMeetTheClosedForm(Rule rule) {
    for (double logOdds : new double[] {0, 0.7, -0.7, -2, 3}) {
      double slope = BinaryJacobian.slope(logOdds);
      // Few samples, and an odd number: a bias that falls with their number would show.
      Moments moments =
          JacobianSamples.moments(rule.of(7), new double[] {logOdds, 0}, 0, 1, 100 * ROWS);
      assertThat(moments.distance(new double[] {slope, -slope, -slope, slope}))
          .isLessThan(Bounds.Z);

      // Negative control: three percent too much would not pass.
      double wrong = 1.03 * slope;
      assertThat(moments.distance(new double[] {wrong, -wrong, -wrong, wrong}))
          .isGreaterThan(Bounds.Z);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyReferenceCaseIsMet(Rule rule) throws IOException {
    double worst = 0;
    double worstScaled = 0;
    for (ReferenceCases.Case each : ReferenceCases.all()) {
      Moments moments =
          JacobianSamples.moments(
              rule.of(rule.samples), each.theta(), each.outcome(), each.temperature(), ROWS);
      worst = Math.max(worst, each.distance(moments, 1));
      worstScaled = Math.max(worstScaled, each.distance(moments, 1.02));
    }
    assertThat(worst).isLessThan(REFERENCE_Z);
    // Negative control: two percent too much would not pass.
    assertThat(worstScaled).isGreaterThan(2 * REFERENCE_Z);
  }

  /** Three categories: few samples have the mean of many. */
  @ParameterizedTest
  @EnumSource
  void meanDoesNotDependOnTheNumberOfSamples(Rule rule) {
    double[] theta = {0.4, -1, 0.9};
    Moments few = JacobianSamples.moments(rule.of(3), theta, 1, 0.5, 200 * ROWS);
    Moments many = JacobianSamples.moments(MonteCarloJacobian.of(300), theta, 1, 0.5, 20 * ROWS);
    for (int entry = 0; entry < 9; entry++) {
      double error = Math.hypot(few.standardError(entry), many.standardError(entry));
      assertThat(Math.abs(few.mean(entry) - many.mean(entry))).isLessThan(Bounds.Z * error);
    }
  }

  /**
   * Negative control: points that are not randomized have an error that no number of rows mends.
   */
  @Test
  void fixedPointsAreCaught() {
    double slope = BinaryJacobian.slope(0.7);
    MonteCarloJacobian fixed = MonteCarloJacobian.of(8, new Midpoints());
    Moments moments = JacobianSamples.moments(fixed, new double[] {0.7, 0}, 0, 1, ROWS);
    assertThat(moments.distance(new double[] {slope, -slope, -slope, slope}))
        .isGreaterThan(2 * Bounds.Z);
  }

  /**
   * Mean squared error at 64 samples against that of independent ones; since all are unbiased it is
   * the variance. The bound is what is claimed, and was met with a margin.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 0.1, 0.08",
    "2, 0.5, 0.02",
    "2, 1, 0.02",
    "4, 0.5, 0.15",
    "8, 0.5, 0.2",
    "16, 0.5, 0.35",
    "16, 1, 0.25",
    "64, 1, 0.4"
  })
  void quasiRandomPointsBeatIndependentOnes(int n, double temperature, double share) {
    double plain = error(MonteCarloJacobian.of(64), n, temperature);
    double quasi = error(MonteCarloJacobian.quasi(64), n, temperature);
    assertThat(quasi).isLessThan(share * plain);
  }

  /** As {@link GumbelRao#quasiMonteCarlo} and {@link GumbelRao#conditional} say. */
  @ParameterizedTest
  @CsvSource({"2, 0.5, 8", "2, 1, 8", "16, 0.5, 256", "16, 1, 128"})
  void fewQuasiRandomPointsDoTheWorkOfAThousand(int n, double temperature, int points) {
    assertThat(error(MonteCarloJacobian.quasi(points), n, temperature))
        .isLessThan(error(MonteCarloJacobian.of(1000), n, temperature));
  }

  /** It does, but by less the more categories there are and the lower the temperature. */
  @ParameterizedTest
  @CsvSource({"2, 1, 0.2", "2, 0.5, 0.25", "4, 1, 0.5", "16, 1, 0.75", "16, 0.5, 0.85"})
  void antitheticPairsReduceTheError(int n, double temperature, double share) {
    double plain = error(MonteCarloJacobian.of(32), n, temperature);
    double antithetic = error(MonteCarloJacobian.antithetic(32), n, temperature);
    assertThat(antithetic).isLessThan(share * plain);
  }

  @ParameterizedTest
  @EnumSource
  void rowsSumToZeroAndMatrixIsSymmetric(Rule rule) {
    double[] matrix = JacobianSamples.of(rule.of(9), new double[] {1, -2, 0.5, 4}, 2, 0.3, 1);
    for (int i = 0; i < 4; i++) {
      assertThat(Math.abs(Arrays.stream(matrix, 4 * i, 4 * i + 4).sum())).isLessThan(1e-14);
      for (int j = 0; j < 4; j++) {
        assertThat(matrix[4 * i + j]).isEqualTo(matrix[4 * j + i]);
      }
    }
  }

  /** The outcome conditioned on may itself underflow in float32. */
  @ParameterizedTest
  @EnumSource
  void anyOutcomeOfExtremeLogitsIsFinite(Rule rule) {
    for (float[] theta : new float[][] {{0, 100, 0}, {-200, 0, 5}, {90, -90}}) {
      for (int outcome = 0; outcome < theta.length; outcome++) {
        int winner = outcome;
        double[] matrix =
            Evaluate.once(
                tf -> {
                  Operand<TFloat32> logits = tf.constant(new float[][] {theta});
                  return JacobianSamples.matrix(tf, rule.of(20), logits, winner, 0.5);
                });
        assertThat(Arrays.stream(matrix)).allMatch(Double::isFinite);
      }
    }
  }

  /** Twenty-five thousand samples of 64 numbers are more than a block: they come in several. */
  @ParameterizedTest
  @EnumSource
  void manySamplesAreWorkedOffInBlocks(Rule rule) {
    double[] theta = new double[64];
    double[] once = JacobianSamples.of(rule.of(25_000), theta, 0, 1, 1);
    double[] often = JacobianSamples.of(rule.of(25_000), theta, 0, 1, 3);
    for (int row = 0; row < 3; row++) {
      // By symmetry the winner's couplings are alike, and so are the others'.
      double total = Arrays.stream(once, 1, 64).sum();
      assertThat(often[row * 4096]).isCloseTo(-total, within(0.01 * -total));
    }
  }

  @Test
  void quasiRandomPointsNeedTheNumberOfCategories() {
    assertThatThrownBy(() -> unknown(MonteCarloJacobian.quasi(4), Shape.of(-1, -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "number of categories must be known when the graph is built and <= 64, got shape"
                + " [-1, -1]");
    assertThatThrownBy(() -> unknown(MonteCarloJacobian.quasi(4), Shape.of(-1, 65)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "number of categories must be known when the graph is built and <= 64, got shape"
                + " [-1, 65]");
  }

  /** Batch size and, for independent samples, the number of categories may come with the data. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void shapeMayBeUnknown(int n) {
    double[] theta = Arrays.copyOf(new double[] {0.3, -0.4, 1}, n);
    double[] known = JacobianSamples.of(MonteCarloJacobian.of(400), theta, 0, 1, 1);
    try (TFloat64 tensor = TFloat64.tensorOf(Shape.of(1, n))) {
      IntStream.range(0, n).forEach(i -> tensor.setDouble(theta[i], 0, i));
      double[] unknown =
          Evaluate.with(
              tf -> unknown(tf, MonteCarloJacobian.of(400), Shape.unknown()), Map.of("x", tensor));
      for (int i = 0; i < n * n; i++) {
        assertThat(unknown[i]).isCloseTo(known[i], within(0.1));
      }
    }
  }

  private static void unknown(ConditionalJacobian rule, Shape shape) {
    Evaluate.once(tf -> unknown(tf, rule, shape));
  }

  private static Operand<TFloat64> unknown(Ops tf, ConditionalJacobian rule, Shape shape) {
    Operand<TFloat64> x = tf.withName("x").placeholder(TFloat64.class, Placeholder.shape(shape));
    Operand<TFloat64> oneHot =
        tf.oneHot(
            tf.zeros(Categories.leading(tf, x, 1), TInt32.class),
            Categories.size(tf, x),
            tf.constant(1.0),
            tf.constant(0.0));
    return rule.given(tf, x, oneHot, Temperature.of(1), tf.constant(new long[] {31, 41}))
        .matrix(tf);
  }

  /** Mean squared error of the matrix, over several logits, outcomes and draws. */
  private static double error(ConditionalJacobian rule, int n, double temperature) {
    SplittableRandom random = new SplittableRandom(7);
    double error = 0;
    for (int trial = 0; trial < 4; trial++) {
      double[] theta = random.doubles(n, -2, 2).toArray();
      error += JacobianSamples.moments(rule, theta, trial % n, temperature, ROWS / 4).trace();
    }
    return error;
  }

  /** The same midpoints of equal intervals for every variable. */
  private static final class Midpoints implements Points {

    @Override
    public <T extends TFloating> Operand<T> uniform(
        Ops tf, Operand<T> like, int coordinate, SampleBlock block, Operand<TInt64> seed) {
      double[] middle =
          IntStream.range(0, block.count()).mapToDouble(k -> (k + 0.5) / block.count()).toArray();
      Operand<T> row = tf.dtypes.cast(tf.constant(middle), like.type());
      return tf.math.add(tf.expandDims(tf.zerosLike(like), tf.constant(-1)), row);
    }
  }

  /** A batch that is only known when the graph runs is taken for a usual one, not for none. */
  @Test
  void blocksAreSmallWhereTheBatchIsNotKnown() {
    // 32 images of 960 numbers: 34 samples a block of 2^20, 30 blocks of two draws.
    assertThat(draws(1000, Shape.of(-1, 60, 16))).isEqualTo(60);
  }

  /** However large a sample: each block also costs a matrix for each variable. */
  @Test
  void blocksHaveSixteenSamplesAtLeast() {
    assertThat(draws(100, Shape.of(-1, -1, 60, 16))).isEqualTo(14);
    assertThat(draws(10, Shape.of(-1, -1, 60, 16))).isEqualTo(2);
  }

  /** Random ops in the graph of one draw's Jacobian: two for each block. */
  private static long draws(int samples, Shape shape) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> logits = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      MonteCarloJacobian.of(samples)
          .given(tf, logits, logits, Temperature.of(0.5), tf.constant(new long[] {1, 2}));
      long draws = 0;
      for (Iterator<GraphOperation> each = graph.operations(); each.hasNext(); ) {
        draws += each.next().type().equals("StatelessRandomUniform") ? 1 : 0;
      }
      return draws;
    }
  }
}
