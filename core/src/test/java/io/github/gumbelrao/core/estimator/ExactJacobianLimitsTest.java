package io.github.gumbelrao.core.estimator;

import static io.github.gumbelrao.core.estimator.ExactJacobians.difference;
import static io.github.gumbelrao.core.estimator.ExactJacobians.error;
import static io.github.gumbelrao.core.estimator.ExactJacobians.given;
import static io.github.gumbelrao.core.estimator.ExactJacobians.matrices;
import static io.github.gumbelrao.core.estimator.ExactJacobians.matrix;
import static io.github.gumbelrao.core.estimator.ExactJacobians.product;
import static io.github.gumbelrao.core.estimator.ExactJacobians.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.ConditionalIntegral;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** The exact rule at the ends of what it takes: temperatures, logits, numbers of categories. */
class ExactJacobianLimitsTest {

  /** Errors are over the largest entry. */
  private static final double FLOAT32 = 1e-4;

  private static final double FLOAT64 = 1e-9;

  private static final double[] FAR = {0.3, -1.2, 0.8, -1, 2};

  /** Far above 5, to the end of what is worked out. */
  @ParameterizedTest
  @CsvSource({"30, 1e-4", "1000, 5e-3"})
  void highTemperaturesAreMet(double temperature, double bound) {
    for (int categories : new int[] {2, 5}) {
      double[] theta = Arrays.copyOf(FAR, categories);
      double[] exact = ConditionalIntegral.jacobian(theta, 0, temperature);
      assertFar(theta, temperature, exact, bound);
    }
  }

  /**
   * And far below 0.05, where the expansion to first order is right to the temperature's square.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-4})
  void lowTemperaturesAreMet(double temperature) {
    for (int categories : new int[] {2, 5}) {
      double[] theta = Arrays.copyOf(FAR, categories);
      assertFar(theta, temperature, expansion(theta, temperature), FLOAT32);
    }
  }

  /**
   * Seen, in either number type: 6e-5 at 1e-6, and 2e-3 at 1,000, where the table is too coarse.
   */
  private static void assertFar(double[] theta, double temperature, double[] exact, double bound) {
    Temperature constant = Temperature.of(temperature);
    assertThat(error(matrix(TFloat64.class, theta, 0, constant), exact)).isLessThan(bound);
    assertThat(error(product(TFloat32.class, theta, 0, constant), exact)).isLessThan(bound);
  }

  /** Given category 0; see {@code docs/mathematics.md}. */
  private static double[] expansion(double[] theta, double temperature) {
    int n = theta.length;
    double[] p = Softmax.of(theta, 1);
    double[] jacobian = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        if (j != k) {
          double loser = p[Math.max(j, k)];
          double coupling =
              j > 0 && k > 0
                  ? 2 * temperature * p[j] * p[k] * Math.log(4.0 / 3)
                  : loser / 2
                      + temperature
                          * loser
                          * (Math.log(2) * (1 - 2 * loser)
                              - Math.log(8.0 / 3) * (1 - p[0] - loser));
          jacobian[j * n + k] = -coupling;
          jacobian[j * n + j] += coupling;
        }
      }
    }
    return jacobian;
  }

  @ParameterizedTest
  @CsvSource({"9e-7, >= 1.0E-6", "1001, <= 1000.0"})
  void otherConstantTemperaturesAreRefused(double temperature, String range) {
    for (String name : List.of("gr", "reinmax-rao", "reinmax-cv")) {
      assertThatThrownBy(() -> Estimators.named(name).checkTemperature(temperature))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("temperature of %s must be %s, got %s", name, range, temperature);
    }
    double[] theta = {0, 1, 2};
    assertThatThrownBy(() -> matrix(TFloat64.class, theta, 0, Temperature.of(temperature)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature must be in [1.0E-6, 1000.0], got " + temperature);
  }

  /** Of unknown number, up to 1,024 are right and more are refused when the graph runs. */
  @Test
  void tooManyCategoriesOfUnknownNumberAreRefused() {
    double[] most = ofUnknownNumber(1024);
    assertThat(most[0]).isPositive();
    assertThatThrownBy(() -> ofUnknownNumber(1025))
        .hasMessageContaining("categories of the exact rule must be <= 1024");
  }

  private static double[] ofUnknownNumber(int categories) {
    return Evaluate.once(
        tf -> {
          double[] first = new double[categories];
          first[0] = 1;
          Operand<TFloat64> outcome = tf.constant(new double[][] {first});
          Operand<TFloat64> unknown =
              tf.reshape(
                  tf.zerosLike(outcome),
                  tf.placeholderWithDefault(tf.array(1, categories), Shape.of(2)));
          return ExactJacobian.of()
              .given(tf, unknown, outcome, Temperature.of(5), tf.constant(new long[] {1, 2}))
              .times(tf, outcome);
        });
  }

  /** Winners whose probability underflows, certain ones, equal ones. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 2})
  void extremeLogitsAreMet(double temperature) {
    double[][] cases = {{0, 100, 0}, {-200, 0, 5}, {80, -80, 80, 0}, {0, 0, 0, 0, 0}, {20, 0, 1}};
    for (double[] theta : cases) {
      int size = theta.length * theta.length;
      double[] wide = matrices(TFloat64.class, theta, Temperature.of(temperature));
      double[] narrow = matrices(TFloat32.class, theta, Temperature.of(temperature));
      double[][] all = ConditionalIntegral.jacobians(theta, temperature);
      for (int outcome = 0; outcome < theta.length; outcome++) {
        double[] exact = all[outcome];
        double[] matrix = Arrays.copyOfRange(wide, outcome * size, (outcome + 1) * size);
        double[] single = Arrays.copyOfRange(narrow, outcome * size, (outcome + 1) * size);
        double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
        // Below e^-12 the accuracy fades: there is next to nothing to be accurate about.
        double lost = largest < 1e-5 ? 0.05 : 0;
        assertThat(difference(matrix, exact)).isLessThan((FLOAT64 + lost) * largest + 1e-30);
        assertThat(difference(single, exact)).isLessThan((FLOAT32 + lost) * largest + 1e-30);
      }
    }
  }

  /** One live category has exactly no gradient, and masked ones none beside two live ones. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 1, 5})
  void maskedCategoriesAreExactlyZero(double temperature) {
    Temperature constant = Temperature.of(temperature);
    double[] alone = product(TFloat32.class, new double[] {3, -1e30, -1e30}, 0, constant);
    assertThat(Arrays.stream(alone).map(Math::abs)).containsOnly(0.0);
    double[] two = product(TFloat32.class, new double[] {3, -1e30, 2, -1e30}, 0, constant);
    double[] exact = ConditionalIntegral.jacobian(new double[] {3, 2}, 0, temperature);
    assertThat(two[0]).isCloseTo(exact[0], within(FLOAT32 * exact[0]));
    for (int entry = 0; entry < 16; entry++) {
      if (entry / 4 % 2 == 1 || entry % 2 == 1) {
        assertThat(two[entry]).isZero();
      }
    }
  }

  /** Given the outcome there is no noise left, whatever the seed. */
  @Test
  void nothingIsRandom() {
    double[] theta = {0.3, -0.4, 1, 2};
    assertThat(product(TFloat32.class, theta, 1, Temperature.of(0.4)))
        .isEqualTo(product(TFloat32.class, theta, 1, Temperature.of(0.4)));
  }

  /** Whatever the rule makes of the leading axes on the way. */
  @ParameterizedTest
  @CsvSource({"gr, 2", "gr, 3", "gr-mc4, 2", "gr-mc4, 3"})
  void aMatrixStandsWhereItsLogitsDo(String name, int categories) {
    ConditionalJacobian rule = ((GumbelRao) Estimators.named(name)).jacobian();
    for (int[] batch : new int[][] {{}, {4}, {2, 5}, {2, 0, 3}}) {
      int[] shape = IntStream.concat(Arrays.stream(batch), IntStream.of(categories)).toArray();
      double[] found =
          run(
              tf -> {
                Operand<TFloat64> zeros = tf.zeros(tf.constant(shape), TFloat64.class);
                Operand<TInt32> first = tf.zeros(tf.constant(batch), TInt32.class);
                Operand<TFloat64> winners =
                    tf.oneHot(first, tf.constant(categories), tf.constant(1.0), tf.constant(0.0));
                Operand<TFloat64> matrices =
                    rule.matrix(
                        tf, zeros, winners, Temperature.of(0.7), tf.constant(new long[] {1, 2}));
                return tf.dtypes.cast(tf.shape(matrices), TFloat64.class);
              });
      assertThat(found)
          .containsExactly(
              IntStream.concat(Arrays.stream(shape), IntStream.of(categories))
                  .asDoubleStream()
                  .toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void anEmptyBatchHasNoMatrices(int categories) {
    Temperature one = Temperature.of(1);
    double[] none =
        run(
            tf -> {
              Operand<TFloat32> logits = tf.zeros(tf.array(0, categories), TFloat32.class);
              Operand<TFloat32> matrices = given(tf, logits, 0, one).matrix(tf);
              return tf.dtypes.cast(tf.shape(matrices), TFloat64.class);
            });
    assertThat(none).containsExactly(0, categories, categories);
  }

  /** A graph that does not know the number of categories gets the same. */
  @Test
  void unknownNumberOfCategoriesIsServed() {
    double[] theta = {0.3, -0.4, 1, 2};
    double[] exact = ConditionalIntegral.jacobian(theta, 2, 0.7);
    double[] found =
        run(
            tf -> {
              Operand<TFloat64> known = tf.constant(new double[][] {theta});
              Operand<TFloat64> unknown =
                  tf.reshape(known, tf.placeholderWithDefault(tf.array(1, 4), Shape.of(2)));
              Operand<TFloat64> oneHot = tf.constant(new double[][] {{0, 0, 1, 0}});
              return ExactJacobian.of()
                  .given(tf, unknown, oneHot, Temperature.of(0.7), tf.constant(new long[] {1, 2}))
                  .matrix(tf);
            });
    assertThat(error(found, exact)).isLessThan(FLOAT64);
  }
}
