package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.core.testing.ConditionalIntegral;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Softmax;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

class ExactJacobianTest {

  private static final double[] LOG_ODDS = {
    -80, -30, -10, -4, -2, -1, -0.3, -0.01, 0, 1e-3, 0.1, 0.5, 1, 1.7, 2.5, 4, 6, 9, 14, 22, 35, 55,
    80
  };

  /** Errors are over the largest entry. */
  private static final double FLOAT32 = 1e-4;

  private static final double FLOAT64 = 1e-9;
  private static final double FED_FLOAT64 = 1e-6;

  private static final double[] FAR = {0.3, -1.2, 0.8, -1, 2};

  /** The file has ten decimals. */
  private static final double ROUNDING = 1e-9;

  @Test
  void closedFormOfTwoCategoriesIsMetAtTemperatureOne() {
    for (double odds : LOG_ODDS) {
      double exact = BinaryJacobian.slope(odds);
      double[] matrix = matrix(TFloat64.class, new double[] {odds, 0}, 0, Temperature.of(1));
      assertThat(matrix[0]).isCloseTo(exact, within(FLOAT64 * exact));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.6",
    "2, 5",
    "3, 0.05",
    "3, 1",
    "3, 5",
    "7, 0.99",
    "16, 0.1",
    "16, 1.01",
    "40, 3"
  })
  void independentIntegralIsMet(int categories, double temperature) {
    SplittableRandom random = new SplittableRandom(categories);
    for (double width : new double[] {1, 8}) {
      double[] theta = random.doubles(categories, -width, width).toArray();
      int outcome = random.nextInt(categories);
      double[] exact = ConditionalIntegral.jacobian(theta, outcome, temperature);
      Temperature constant = Temperature.of(temperature);
      assertThat(error(matrix(TFloat64.class, theta, outcome, constant), exact))
          .isLessThan(FLOAT64);
      assertThat(error(product(TFloat64.class, theta, outcome, constant), exact))
          .isLessThan(FLOAT64);
      assertThat(error(matrix(TFloat32.class, theta, outcome, constant), exact))
          .isLessThan(FLOAT32);
      assertThat(error(product(TFloat32.class, theta, outcome, constant), exact))
          .isLessThan(FLOAT32);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0.07", "2, 1", "2, 1.04", "7, 0.4", "7, 0.95", "7, 2.2"})
  void fedTemperatureIsMet(int categories, double temperature) {
    SplittableRandom random = new SplittableRandom(categories);
    double[] theta = random.doubles(categories, -4, 4).toArray();
    double[] exact = ConditionalIntegral.jacobian(theta, 0, temperature);
    assertThat(error(fed(TFloat64.class, theta, temperature), exact)).isLessThan(FED_FLOAT64);
    assertThat(error(fed(TFloat32.class, theta, temperature), exact)).isLessThan(FLOAT32);
  }

  /** At the ends of the interpolation's two parts its polynomials turn most. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0x1.fffffep-1})
  void fedTemperatureNextToOneIsMet(double temperature) {
    double[][] rows = new double[3000][];
    Arrays.setAll(rows, i -> new double[] {-9 + i * 18.0 / rows.length, 0});
    double[] slopes = fedRows(TFloat32.class, rows, temperature);
    for (int i = 0; i < rows.length; i++) {
      double exact = BinaryJacobian.slope(rows[i][0]);
      assertThat(slopes[4 * i]).isCloseTo(exact, within(FLOAT32 * exact));
    }
  }

  /** What stands in the Javadoc: the nearer end. */
  @Test
  void fedTemperatureOutsideTheGridIsTheNearerEnd() {
    double[] theta = {0.3, -0.2, 0.8, -1, 2};
    assertThat(fed(TFloat64.class, theta, 0.01)).isEqualTo(fed(TFloat64.class, theta, 0.05));
    assertThat(fed(TFloat64.class, theta, 40)).isEqualTo(fed(TFloat64.class, theta, 5));
  }

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

  @Test
  void casesComputedElsewhereAreMet() throws IOException {
    for (ReferenceCases.Case each : ReferenceCases.exact()) {
      double[] theta = each.theta();
      double[] exact = each.jacobian().stream().mapToDouble(Double::doubleValue).toArray();
      double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
      Temperature temperature = Temperature.of(each.temperature());
      double[] matrix = matrix(TFloat64.class, theta, each.outcome(), temperature);
      assertThat(difference(matrix, exact)).isLessThan(FLOAT64 * largest + ROUNDING);
      matrix = product(TFloat32.class, theta, each.outcome(), temperature);
      assertThat(difference(matrix, exact)).isLessThan(FLOAT32 * largest + ROUNDING);
    }
  }

  @Test
  void quasiRandomCasesAreMet() throws IOException {
    for (ReferenceCases.Case each : ReferenceCases.all()) {
      double[] exact = each.jacobian().stream().mapToDouble(Double::doubleValue).toArray();
      double[] matrix =
          matrix(TFloat64.class, each.theta(), each.outcome(), Temperature.of(each.temperature()));
      // Five standard errors, over some 5,000 entries: a false alarm in 350 seeds of that file.
      assertThat(difference(matrix, exact)).isLessThan(5 * each.error() + ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1024})
  void manyCategoriesMeetTheIndependentIntegral(int categories) {
    double[] logits = {-2, -0.5, 0, 1, 6};
    int[] classes = new int[categories];
    double[] theta = new double[categories];
    for (int k = 0; k < categories; k++) {
      classes[k] = k == 0 ? 4 : k % 4;
      theta[k] = logits[classes[k]];
    }
    for (double temperature : new double[] {0.1, 1, 5}) {
      double[] exact = ConditionalIntegral.jacobian(logits, classes, 7, temperature);
      Temperature constant = Temperature.of(temperature);
      assertThat(error(matrix(TFloat32.class, theta, 7, constant), exact)).isLessThan(FLOAT32);
      assertThat(error(matrix(TFloat64.class, theta, 7, constant), exact)).isLessThan(FLOAT64);
    }
  }

  /**
   * Twenty thousand: a rule of other nodes, to another accuracy, is the one thing to hold it to.
   */
  @Test
  void moreCategoriesWorkInFloat64() {
    int categories = 20_000;
    double[][] first = new double[1][categories];
    first[0][0] = 1;
    double[][] theta = new double[1][categories];
    theta[0][0] = 8;
    double[][] products = new double[2][];
    for (int i = 0; i < 2; i++) {
      ExactJacobian rule = i == 0 ? ExactJacobian.of() : ExactJacobian.of(1e-5);
      products[i] =
          run(
              tf -> {
                Operand<TFloat64> outcome = tf.constant(first);
                return rule.given(
                        tf,
                        tf.constant(theta),
                        outcome,
                        Temperature.of(0.7),
                        tf.constant(new long[] {1, 2}))
                    .times(tf, outcome);
              });
    }
    assertThat(products[0][0]).isPositive();
    assertThat(error(products[1], products[0])).isLessThan(1e-5).isPositive();
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

  @Test
  void accuracyIsTheCallersToChoose() {
    double[] theta = {0.3, -0.4, 1, 2};
    double[] exact = ConditionalIntegral.jacobian(theta, 1, 0.7);
    double before = 1;
    for (double accuracy : new double[] {5e-3, 1e-4, 1e-6, 1e-8}) {
      double[] found =
          run(
              tf ->
                  JacobianSamples.matrix(
                      tf, ExactJacobian.of(accuracy), tf.constant(new double[][] {theta}), 1, 0.7));
      double error = error(found, exact);
      assertThat(error).isLessThan(accuracy).isLessThan(before);
      before = error;
    }
    assertThatThrownBy(() -> ExactJacobian.of(0.5))
        .hasMessage("accuracy must be in [1.0E-11, 0.01), got 0.5");
  }

  /** Two categories at the finest accuracy there is, at temperature 1 with a closed form. */
  @Test
  void finestAccuracyIsMetAtTwoCategories() {
    for (double temperature : new double[] {0.1, 0.7, 1, 4}) {
      for (double odds : new double[] {-6, -0.7, 0, 2, 11}) {
        double[] theta = {odds, 0};
        double[] found =
            run(
                tf ->
                    JacobianSamples.matrix(
                        tf,
                        ExactJacobian.of(1e-11),
                        tf.constant(new double[][] {theta}),
                        0,
                        temperature));
        double[] exact = ConditionalIntegral.jacobian(theta, 0, temperature);
        assertThat(error(found, exact)).isLessThan(1e-11);
        if (temperature == 1) {
          double slope = BinaryJacobian.slope(odds);
          assertThat(found[0]).isCloseTo(slope, within(1e-11 * slope));
        }
      }
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

  private static <T extends TFloating> double[] matrix(
      Class<T> type, double[] theta, int outcome, Temperature temperature) {
    return run(
        tf -> {
          Operand<T> logits = tf.dtypes.cast(tf.constant(new double[][] {theta}), type);
          return given(tf, logits, outcome, temperature).matrix(tf);
        });
  }

  /** The matrices given each outcome, one after the other, by one graph. */
  private static <T extends TFloating> double[] matrices(
      Class<T> type, double[] theta, Temperature temperature) {
    int n = theta.length;
    double[][] unit = new double[n][n];
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      unit[i][i] = 1;
      rows[i] = theta;
    }
    return run(
        tf -> {
          Operand<T> logits = tf.dtypes.cast(tf.constant(rows), type);
          Operand<T> outcomes = tf.dtypes.cast(tf.constant(unit), type);
          return ExactJacobian.of()
              .given(tf, logits, outcomes, temperature, tf.constant(new long[] {1, 2}))
              .matrix(tf);
        });
  }

  /** Columns by products with unit vectors, one variable each. */
  private static <T extends TFloating> double[] product(
      Class<T> type, double[] theta, int outcome, Temperature temperature) {
    int n = theta.length;
    double[][] unit = new double[n][n];
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      unit[i][i] = 1;
      rows[i] = theta;
    }
    return run(
        tf -> {
          Operand<T> logits = tf.dtypes.cast(tf.constant(rows), type);
          Operand<T> v = tf.dtypes.cast(tf.constant(unit), type);
          return given(tf, logits, outcome, temperature).times(tf, v);
        });
  }

  private static <T extends TFloating> double[] fed(
      Class<T> type, double[] theta, double temperature) {
    return fedRows(type, new double[][] {theta}, temperature);
  }

  private static <T extends TFloating> double[] fedRows(
      Class<T> type, double[][] rows, double temperature) {
    return run(
        tf -> {
          Operand<T> logits = tf.dtypes.cast(tf.constant(rows), type);
          Operand<T> scalar = tf.dtypes.cast(tf.constant(temperature), type);
          return given(tf, logits, 0, Temperature.fed(scalar)).matrix(tf);
        });
  }

  private static <T extends TFloating> GivenJacobian<T> given(
      Ops tf, Operand<T> logits, int outcome, Temperature temperature) {
    int n = Math.toIntExact(logits.shape().get(-1));
    Operand<T> row =
        tf.oneHot(
            tf.constant(outcome),
            tf.constant(n),
            tf.constant(logits.type(), 1.0),
            tf.constant(logits.type(), 0.0));
    Operand<T> oneHot = tf.broadcastTo(row, tf.shape(logits));
    return ExactJacobian.of()
        .given(tf, logits, oneHot, temperature, tf.constant(new long[] {1, 2}));
  }

  private interface Building {
    Operand<? extends TFloating> build(Ops tf);
  }

  private static double[] run(Building building) {
    return Evaluate.once(tf -> tf.dtypes.cast(building.build(tf), TFloat64.class));
  }

  private static double error(double[] found, double[] exact) {
    return difference(found, exact) / Arrays.stream(exact).map(Math::abs).max().orElseThrow();
  }

  private static double difference(double[] found, double[] exact) {
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      double difference = Math.abs(found[i] - exact[i]);
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst;
  }
}
