package io.github.gumbelrao.toyqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.oracle.BinaryJacobian;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactErrorTest {

  private static final QuadraticProgram PROGRAM = QuadraticProgram.paper();

  private static final double[][] POINTS = {
    {0.25, 0.25, 0.5}, {0.05, 0.05, 0.9}, {0.9, 0.05, 0.05}, {0.01, 0.44, 0.55}, {0.3, 0.69, 0.01}
  };

  private static ToyPoint point(double[] p, boolean direct) {
    return ToyPoint.of(PROGRAM, p, direct);
  }

  private static ExactError exact(String name, double temperature, ToyPoint point) {
    return ExactError.of(Estimators.named(name), temperature, point).orElseThrow();
  }

  private static double variance(String name, double temperature, ToyPoint point) {
    return exact(name, temperature, point).variance().orElseThrow();
  }

  /** At theta = (0.3, -0.2, 0.8) with c = 1/3 and A = Q; sampled elsewhere, to half a percent. */
  @ParameterizedTest
  @CsvSource({"st-gs, 0.584", "gr-mc1, 0.584", "gr-mc10, 0.365", "gr-mc100, 0.344"})
  void variancesOfPropositionThreeAreMet(String name, double expected) {
    ToyPoint point = ToyPoint.withWeights(PROGRAM, new double[] {0.3, -0.2, 0.8}, PROGRAM.matrix());
    assertThat(variance(name, 0.5, point)).isCloseTo(expected, within(0.005 * expected));
  }

  /**
   * At p^(1 / temperature) each is below the smallest number; the greatest is certain all the same.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 5e-4, 1e-6})
  void straightThroughHasALimitAtLowTemperatures(double temperature) {
    ExactError error = exact("st", temperature, point(new double[] {0.25, 0.25, 0.5}, false));
    assertThat(error.mean())
        .hasSize(3)
        .allSatisfy(each -> assertThat(each).isCloseTo(0.0, within(1e-12)));
    assertThat(error.variance().orElseThrow()).isCloseTo(0, within(1e-12));
  }

  /** The quadrature is one over two ratios. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void onlyThreeCategoriesAreTaken(int categories) {
    double[] p = new double[categories];
    Arrays.fill(p, 1.0 / categories);
    RelaxedQuadrature rule = RelaxedQuadrature.of(RelaxedQuadrature.STEP);
    assertThatThrownBy(() -> rule.forEach(p, 0, 0.5, (weight, soft) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("p must have 3 entries, got " + categories);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0, 0.5, 0.1})
  void halfTheStepChangesNothing(double temperature) {
    RelaxedQuadrature finer = RelaxedQuadrature.of(RelaxedQuadrature.STEP / 2);
    for (double[] p : POINTS) {
      for (String name : List.of("st-gs", "gs", "gr")) {
        ToyPoint point = point(p, false);
        ExactError usual = exact(name, temperature, point);
        ExactError better =
            ExactError.of(Estimators.named(name), temperature, point, finer).orElseThrow();
        double variance = better.variance().orElseThrow();
        assertThat(usual.variance().orElseThrow() / variance).isCloseTo(1, within(1e-7));
        double[] mean = better.mean().stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(usual.mean().stream().mapToDouble(Double::doubleValue).toArray())
            .containsExactly(mean, within(1e-7 * Math.sqrt(variance)));
      }
    }
  }

  /**
   * With a third category that is all but impossible, two are left, and they have a closed form.
   */
  @Test
  void twoCategoriesHaveTheClosedForm() {
    double tiny = 1e-12;
    double[] logits = {Math.log(0.7), Math.log(0.3 - tiny), Math.log(tiny)};
    ToyPoint point = ToyPoint.withWeights(PROGRAM, logits, PROGRAM.matrix());
    double logOdds = Math.log(0.7 / 0.3);
    double[] g0 = point.lossGradient(new double[] {1, 0, 0});
    double[] g1 = point.lossGradient(new double[] {0, 1, 0});
    double expected =
        0.7 * BinaryJacobian.slope(logOdds) * (g0[0] - g0[1])
            + 0.3 * BinaryJacobian.slope(-logOdds) * (g1[0] - g1[1]);
    assertThat(exact("gr", 1, point).mean().get(0)).isCloseTo(expected, within(1e-10));
    assertThat(exact("st-gs", 1, point).mean().get(1)).isCloseTo(-expected, within(1e-10));
  }

  /** Gumbel-Softmax is the exact gradient of the expected relaxed loss. */
  @ParameterizedTest
  @ValueSource(doubles = {1.0, 0.3})
  void meanOfGumbelSoftmaxIsTheSlopeOfTheRelaxedLoss(double temperature) {
    double step = 1e-4;
    double[] p = {0.2, 0.5, 0.3};
    ToyPoint point = point(p, false);
    for (int k = 0; k < 3; k++) {
      double slope =
          (relaxedLoss(shifted(p, k, step), point, temperature)
                  - relaxedLoss(shifted(p, k, -step), point, temperature))
              / (2 * step);
      assertThat(exact("gs", temperature, point).mean().get(k)).isCloseTo(slope, within(1e-7));
    }
  }

  private static double[] shifted(double[] p, int k, double step) {
    double[] shifted = p.clone();
    shifted[k] *= Math.exp(step);
    double sum = shifted[0] + shifted[1] + shifted[2];
    for (int i = 0; i < 3; i++) {
      shifted[i] /= sum;
    }
    return shifted;
  }

  private static double relaxedLoss(double[] p, ToyPoint weights, double temperature) {
    double[] total = new double[1];
    for (int i = 0; i < 3; i++) {
      double share = p[i];
      RelaxedQuadrature.of(RelaxedQuadrature.STEP)
          .forEach(p, i, temperature, (w, soft) -> total[0] += share * w * weights.loss(soft));
    }
    return total[0];
  }

  /** Quadratic losses have three unbiased estimators; the others are caught by the same number. */
  @Test
  void unbiasedEstimatorsHaveNoBias() {
    for (boolean direct : new boolean[] {false, true}) {
      for (double[] p : POINTS) {
        ToyPoint point = point(p, direct);
        double tiny = 1e-24 * variance("reinforce", 1, point);
        assertThat(exact("reinforce", 1, point).squaredBias()).isLessThan(tiny);
        assertThat(exact("zgr", 1, point).squaredBias()).isLessThan(tiny);
        assertThat(exact("reinmax", 1, point).squaredBias()).isLessThan(tiny);
        assertThat(exact("reinmax", 2, point).squaredBias()).isGreaterThan(1e-6);
        assertThat(exact("st", 1, point).squaredBias()).isGreaterThan(1e-6);
        assertThat(exact("st-gs", 0.5, point).squaredBias()).isGreaterThan(1e-6);
        assertThat(exact("gs", 0.5, point).squaredBias()).isGreaterThan(1e-6);
      }
    }
  }

  @Test
  void zeroTemperatureIsTheLimit() {
    ToyPoint point = point(new double[] {0.2, 0.3, 0.5}, false);
    double limit = variance("zgr", 1, point);
    assertThat(variance("gr", 0.01, point) / limit).isCloseTo(1, within(0.03));
    assertThat(variance("gr", 0.5, point) / limit).isNotCloseTo(1, within(0.1));
  }

  @Test
  void everythingIsZeroAtTheCenter() {
    ToyPoint point = point(PROGRAM.center(), true);
    for (String name : List.of("reinforce", "gs", "st", "st-gs", "gr-mc10", "gr", "zgr")) {
      assertThat(variance(name, 0.5, point)).isZero();
      assertThat(exact(name, 0.5, point).squaredBias()).isZero();
    }
  }

  /** There is no loss there; all zeros would be no error at all. */
  @Test
  void refusesSingularPoints() {
    ToyPoint line = point(new double[] {0.125, 0.375 - 1.0 / 6, 2.0 / 3}, false);
    assertThatThrownBy(() -> exact("st", 0.5, line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("point must not be singular, got " + line.label());
  }

  @Test
  void refusesTemperaturesThatAreNone() {
    ToyPoint point = point(POINTS[0], false);
    for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> exact("st-gs", temperature, point))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("temperature must be finite and > 0, got " + temperature);
      assertThat(exact("zgr", temperature, point)).isEqualTo(exact("zgr", 1, point));
    }
  }

  /** At 6.2 all was NaN, and at 1e-9 an array had a size below 0. */
  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-9, 1.001, 6.2, 7})
  void refusesStepsThatMakeNoRule(double step) {
    assertThatThrownBy(() -> RelaxedQuadrature.of(step))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("step must be from 1.0E-4 to 1.0, got " + step);
  }

  /** Each point is a tempered softmax, and all weights are one, at the coarsest step too. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, RelaxedQuadrature.STEP, 0.01})
  void theWeightsOfEveryRuleSumToOne(double step) {
    double[] sums = new double[4];
    RelaxedQuadrature.of(step)
        .forEach(
            POINTS[0],
            1,
            0.5,
            (weight, soft) -> {
              sums[3] += weight;
              for (int k = 0; k < 3; k++) {
                sums[k] += weight * soft[k];
              }
            });
    assertThat(sums[3]).isCloseTo(1, within(1e-12));
    assertThat(sums[0] + sums[1] + sums[2]).isCloseTo(1, within(1e-12));
    assertThat(sums[1]).isGreaterThan(0.5);
  }

  @Test
  void whatIsKnownExactlyIsKnownByName() {
    ToyPoint point = point(POINTS[0], false);
    List<String> withVariance =
        Estimators.families().stream()
            .map(family -> family.pattern().replaceFirst("K$", "32"))
            .filter(
                name ->
                    ExactError.of(Estimators.named(name), 1, point)
                        .flatMap(known -> known.variance().stream().boxed().findFirst())
                        .isPresent())
            .toList();
    assertThat(withVariance)
        .containsExactly("reinforce", "gs", "st", "st-gs", "gr-mc32", "gr", "zgr", "reinmax");
    assertThat(exact("gr-qmc32", 0.5, point).mean()).isEqualTo(exact("gr", 0.5, point).mean());
    assertThat(exact("gr-av32", 0.5, point).variance()).isEmpty();
    assertThat(Estimators.families())
        .extracting(EstimatorFamily::pattern)
        .contains("gst", "gst-p", "mve", "reinmax-raoK");
    assertThat(ExactError.of(Estimators.named("mve"), 1, point)).isEmpty();
  }
}
