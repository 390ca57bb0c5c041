package io.github.gumbelrao.core.estimator;

import static io.github.gumbelrao.core.estimator.ExactJacobians.difference;
import static io.github.gumbelrao.core.estimator.ExactJacobians.error;
import static io.github.gumbelrao.core.estimator.ExactJacobians.fed;
import static io.github.gumbelrao.core.estimator.ExactJacobians.given;
import static io.github.gumbelrao.core.estimator.ExactJacobians.matrix;
import static io.github.gumbelrao.core.estimator.ExactJacobians.product;
import static io.github.gumbelrao.core.estimator.ExactJacobians.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.core.testing.ConditionalIntegral;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class ExactJacobianTest {

  private static final double[] LOG_ODDS = {
    -80, -30, -10, -4, -2, -1, -0.3, -0.01, 0, 1e-3, 0.1, 0.5, 1, 1.7, 2.5, 4, 6, 9, 14, 22, 35, 55,
    80
  };

  /** Errors are over the largest entry. */
  private static final double FLOAT32 = 1e-4;

  private static final double FLOAT64 = 1e-9;
  private static final double FED_FLOAT64 = 1e-6;

  /** The file has ten decimals. */
  private static final double ROUNDING = 1e-9;

  @Test
  void closedFormOfTwoCategoriesIsMetAtTemperatureOne() {
    double[][] rows =
        Arrays.stream(LOG_ODDS).mapToObj(odds -> new double[] {odds, 0}).toArray(double[][]::new);
    double[] matrices = run(tf -> given(tf, tf.constant(rows), 0, Temperature.of(1)).matrix(tf));
    for (int i = 0; i < rows.length; i++) {
      double exact = BinaryJacobian.slope(LOG_ODDS[i]);
      assertThat(matrices[4 * i]).isCloseTo(exact, within(FLOAT64 * exact));
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
  @CsvSource({"2, 0.07, 1, 1.04", "7, 0.4, 0.95, 2.2"})
  void fedTemperaturesAreMet(int categories, double low, double middle, double high) {
    SplittableRandom random = new SplittableRandom(categories);
    double[] theta = random.doubles(categories, -4, 4).toArray();
    double[] temperatures = {low, middle, high};
    double[][] wide = fed(TFloat64.class, new double[][] {theta}, temperatures);
    double[][] single = fed(TFloat32.class, new double[][] {theta}, temperatures);
    for (int i = 0; i < temperatures.length; i++) {
      double[] exact = ConditionalIntegral.jacobian(theta, 0, temperatures[i]);
      assertThat(error(wide[i], exact)).isLessThan(FED_FLOAT64);
      assertThat(error(single[i], exact)).isLessThan(FLOAT32);
    }
  }

  /** At the ends of the interpolation's two parts its polynomials turn most. */
  @Test
  void fedTemperaturesNextToOneAreMet() {
    double[][] rows = new double[3000][];
    Arrays.setAll(rows, i -> new double[] {-9 + i * 18.0 / rows.length, 0});
    for (double[] slopes : fed(TFloat32.class, rows, 1, 0x1.fffffep-1)) {
      for (int i = 0; i < rows.length; i++) {
        double exact = BinaryJacobian.slope(rows[i][0]);
        assertThat(slopes[4 * i]).isCloseTo(exact, within(FLOAT32 * exact));
      }
    }
  }

  /** What stands in the Javadoc: the nearer end. */
  @Test
  void fedTemperatureOutsideTheGridIsTheNearerEnd() {
    double[][] theta = {{0.3, -0.2, 0.8, -1, 2}};
    double[][] found = fed(TFloat64.class, theta, 0.01, 0.05, 40, 5);
    assertThat(found[0]).isEqualTo(found[1]);
    assertThat(found[2]).isEqualTo(found[3]).isNotEqualTo(found[0]);
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
        .hasMessage("accuracy must be in [1.0E-10, 0.01), got 0.5");
  }

  /**
   * Where rules fall short of what they are built for: many equal losers, and one live loser that
   * is nearly certain.
   */
  @ParameterizedTest
  @CsvSource({"64, 1e-10, -5.07, 0", "64, 1e-9, 3.3, 0", "3, 3e-3, -13.8, -300"})
  void accuracyIsMetWhereItIsHardest(int categories, double accuracy, double winner, double last) {
    double[] theta = new double[categories];
    theta[0] = winner;
    theta[categories - 1] = last;
    double[] exact = ConditionalIntegral.jacobian(theta, 0, 1);
    double[] found =
        run(
            tf ->
                JacobianSamples.matrix(
                    tf, ExactJacobian.of(accuracy), tf.constant(new double[][] {theta}), 0, 1));
    assertThat(error(found, exact)).isLessThan(accuracy);
  }

  /** Two categories at the finest accuracy there is, at temperature 1 with a closed form. */
  @Test
  void finestAccuracyIsMetAtTwoCategories() {
    double[][] rows = {{-6, 0}, {-0.7, 0}, {0, 0}, {2, 0}, {11, 0}};
    for (double temperature : new double[] {0.1, 0.7, 1, 4}) {
      double[] all =
          run(
              tf ->
                  JacobianSamples.matrix(
                      tf, ExactJacobian.of(1e-10), tf.constant(rows), 0, temperature));
      for (int i = 0; i < rows.length; i++) {
        double[] found = Arrays.copyOfRange(all, 4 * i, 4 * i + 4);
        double[] exact = ConditionalIntegral.jacobian(rows[i], 0, temperature);
        assertThat(error(found, exact)).isLessThan(1e-11);
        if (temperature == 1) {
          double slope = BinaryJacobian.slope(rows[i][0]);
          assertThat(found[0]).isCloseTo(slope, within(1e-11 * slope));
        }
      }
    }
  }
}
