package io.github.gumbelrao.toyqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** E[(D - c)^T A(p) (D - c)] = (p - c)^T Q (p - c): arXiv:2010.04838, section 5.2. */
class ReframingTest {

  private static final int POINTS = 2_000;

  /**
   * Share of the sum of absolute terms: a hundred roundings; cancellation is not held against A.
   */
  private static final double ROUNDING = 100 * 0x1p-53;

  /** What a wrong matrix must exceed somewhere, in the same measure: eight decades above. */
  private static final double MARGIN = 1e-6;

  static List<QuadraticProgram> programs() {
    return Programs.all();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void expectedLossUnderItsWeightsIsTheObjective(QuadraticProgram program) {
    assertThat(largestError(program, p -> program.weights(p))).isLessThan(ROUNDING);
  }

  @Test
  void expectedLossIsTheObjectiveToTwelveDigitsAwayFromTheLines() {
    QuadraticProgram paper = QuadraticProgram.paper();
    for (double[] p :
        new double[][] {{0.2, 0.3, 0.5}, {0.9, 0.06, 0.04}, {1, 0, 0}, {0, 0.4, 0.6}}) {
      assertThat(paper.expectedLoss(p, paper.weights(p)) / paper.objective(p))
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void objectiveOfThePaperAtCornerAgreesWithHandCount() {
    // p - c = (2, -1, -1) / 3; (6 - 2 (2 e^-2) - 2 (2 e^-4) + 2 e^-2) / 9 = (6 - 2 e^-2 - 4 e^-4) /
    // 9
    double expected = (6 - 2 * Math.exp(-2) - 4 * Math.exp(-4)) / 9;
    assertThat(QuadraticProgram.paper().objective(new double[] {1, 0, 0}))
        .isCloseTo(expected, within(1e-15));
  }

  /** Negative control: +2 p_i c_i in the denominator of the diagonal. */
  @ParameterizedTest
  @MethodSource("programs")
  void wrongSignInTheDiagonalDenominatorIsCaught(QuadraticProgram program) {
    double[] c = program.center();
    assertThat(
            largestError(
                program,
                p -> {
                  double[][] weights = program.weights(p);
                  for (int i = 0; i < p.length; i++) {
                    double square = (p[i] - c[i]) * (p[i] - c[i]);
                    weights[i][i] =
                        square / (p[i] + 2 * p[i] * c[i] + c[i] * c[i]) * program.matrix()[i][i];
                  }
                  return weights;
                }))
        .isGreaterThan(MARGIN);
  }

  /** Negative control: the sign of one pair of weights. */
  @ParameterizedTest
  @MethodSource("programs")
  void wrongSignOfAnOffDiagonalWeightIsCaught(QuadraticProgram program) {
    assertThat(largestError(program, p -> scaleFirstPair(program.weights(p), -1)))
        .isGreaterThan(MARGIN);
  }

  /** Negative control: one pair of weights is off by one part in a thousand. */
  @ParameterizedTest
  @MethodSource("programs")
  void slightlyPerturbedWeightIsCaught(QuadraticProgram program) {
    assertThat(largestError(program, p -> scaleFirstPair(program.weights(p), 1.001)))
        .isGreaterThan(MARGIN);
  }

  private static double[][] scaleFirstPair(double[][] weights, double factor) {
    weights[0][1] *= factor;
    weights[1][0] *= factor;
    return weights;
  }

  /** Largest |E[loss] - objective| over the points, as a share of the absolute terms summed. */
  private static double largestError(
      QuadraticProgram program, Function<double[], double[][]> weightsAt) {
    double largest = 0;
    for (double[] logits : Programs.regularLogits(program, POINTS)) {
      double[] p = Programs.softmax(logits);
      double[][] weights = weightsAt.apply(p);
      double error = program.expectedLoss(p, weights) - program.objective(p);
      largest = Math.max(largest, Math.abs(error) / absoluteTerms(program, p, weights));
    }
    return largest;
  }

  private static double absoluteTerms(QuadraticProgram program, double[] p, double[][] weights) {
    double[] c = program.center();
    double terms = program.objective(p);
    for (int outcome = 0; outcome < p.length; outcome++) {
      for (int i = 0; i < p.length; i++) {
        for (int j = 0; j < p.length; j++) {
          double left = (i == outcome ? 1 : 0) - c[i];
          double right = (j == outcome ? 1 : 0) - c[j];
          terms += p[outcome] * Math.abs(left * weights[i][j] * right);
        }
      }
    }
    return terms;
  }
}
