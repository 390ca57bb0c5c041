package io.github.gumbelrao.toyqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingularLinesTest {

  private final QuadraticProgram paper = QuadraticProgram.paper();

  /** Distance from the line p_k = 2/3 per unit of p_k, within the plane sum(p) = 1. */
  private static final double DISTANCE = Math.sqrt(1.5);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void eachLineOfThePaperIsSingularAlongItsLength(int k) {
    for (double share : new double[] {0, 0.1, 0.5, 0.9, 1}) {
      assertThat(paper.isSingular(onLine(k, share, 0))).isTrue();
      assertThat(paper.isSingular(onLine(k, share, 0.99e-6 / DISTANCE))).isTrue();
      assertThat(paper.isSingular(onLine(k, share, -0.99e-6 / DISTANCE))).isTrue();
      assertThat(paper.isSingular(onLine(k, share, 1.01e-6 / DISTANCE))).isFalse();
      assertThat(paper.isSingular(onLine(k, share, -1.01e-6 / DISTANCE))).isFalse();
    }
  }

  @Test
  void weightsSaysWhichEntryIsInfinite() {
    assertThatThrownBy(() -> paper.weights(new double[] {0.25, 0.75 - 2.0 / 3, 2.0 / 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "probabilities must be more than 1.0E-6 from where weights[0][1] is infinite,"
                + " got [0.25, 0.08333333333333337, 0.6666666666666666]");
  }

  @Test
  void weightGradientsRefusesTheLinesToo() {
    assertThatThrownBy(() -> paper.weightGradients(onLine(1, 0.3, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "probabilities must be more than 1.0E-6 from where weights[0][2] is infinite, got [");
  }

  @Test
  void weightGradientsAreZeroAtTheCorners() {
    // No logit moves p there, so even the entries with a slope in p stand still.
    assertThat(paper.weightGradients(new double[] {1, 0, 0})[0][0])
        .containsExactly(new double[3], within(0.0));
    QuadraticProgram corner =
        QuadraticProgram.of(new double[][] {{2, 0}, {0, 2}}, new double[] {0.25, 1});
    assertThat(corner.weightGradients(new double[] {0, 1})[1][1])
        .containsExactly(new double[2], within(0.0));
  }

  @Test
  void weightsAreFiniteAndHugeJustOutsideTheClearance() {
    double[][] weights = paper.weights(onLine(2, 0.5, 2e-6));
    // (p_0 - c)(p_1 - c) / ((p_2 - 2/3) / 3) Q_01 with p_0 = p_1 = 1/6 nearly
    double expected = 1.0 / 36 / (2e-6 / 3) * Math.exp(-2);
    assertThat(weights[0][1] / expected).isCloseTo(1, within(1e-4));
    assertThat(weights[1][0]).isEqualTo(weights[0][1]);
  }

  @Test
  void weightsAreZeroAtTheCenter() {
    double[] center = paper.center();
    assertThat(paper.isSingular(center)).isFalse();
    assertThat(paper.weights(center)).isDeepEqualTo(new double[3][3]);
    assertThat(paper.weightGradients(center)).isDeepEqualTo(new double[3][3][3]);
    assertThat(paper.heldWeightsGradient(center, paper.weights(center))).containsOnly(0.0);
    assertThat(paper.totalGradient(center)).containsOnly(0.0);
    assertThat(paper.objective(center)).isZero();
  }

  @Test
  void totalGradientIsSmoothAcrossALine() {
    double[] before = paper.totalGradient(onLine(1, 0.3, -1e-6));
    double[] after = paper.totalGradient(onLine(1, 0.3, 1e-6));
    double[] on = paper.totalGradient(onLine(1, 0.3, 0));
    for (int i = 0; i < 3; i++) {
      assertThat(on[i]).isCloseTo((before[i] + after[i]) / 2, within(1e-11));
    }
  }

  @Test
  void diagonalIsZeroWhereBothItsTermsVanish() {
    QuadraticProgram corner = Programs.random(2, new double[] {0, 1});
    assertThat(corner.isSingular(new double[] {0, 1})).isFalse();
    assertThat(corner.weights(new double[] {0, 1})).isDeepEqualTo(new double[2][2]);
    // Near it the entries tend to that zero: A_ii = p_0 Q_ii for both.
    double[][] near = corner.weights(new double[] {0x1p-40, 1 - 0x1p-40});
    assertThat(near[0][0]).isEqualTo(0x1p-40 * corner.matrix()[0][0]);
    assertThat(near[1][1]).isEqualTo(0x1p-40 * corner.matrix()[1][1]);
  }

  @Test
  void oneZeroInTheCenterCancelsAndIsNotSingular() {
    QuadraticProgram program = Programs.random(3, new double[] {0, 0.25, 0.75});
    double[] edge = {0, 0.5, 0.5};
    assertThat(program.isSingular(edge)).isFalse();
    double[][] weights = program.weights(edge);
    assertThat(weights[0][0]).isZero();
    assertThat(weights[0][1]).isEqualTo(-program.matrix()[0][1]); // -(0.5 - 0.25) / 0.25
    assertThat(program.expectedLoss(edge, weights))
        .isCloseTo(program.objective(edge), within(1e-14));
  }

  @Test
  void twoZerosInTheCenterAreSingularEverywhereButThere() {
    QuadraticProgram program = Programs.random(3, new double[] {0, 1, 0});
    assertThat(program.isSingular(new double[] {0.2, 0.3, 0.5})).isTrue();
    assertThat(program.isSingular(new double[] {0.2, 0.8, 0})).isTrue();
    assertThat(program.isSingular(new double[] {0, 1, 0})).isFalse();
  }

  @Test
  void lineOfAnEntryThatQLacksIsNotSingular() {
    double third = 1.0 / 3;
    double[] center = {third, third, third};
    double[][] matrix = {{2, 0, 1}, {0, 2, 1}, {1, 1, 2}};
    QuadraticProgram program = QuadraticProgram.of(matrix, center);
    assertThat(program.isSingular(onLine(2, 0.4, 0))).isFalse();
    assertThat(program.weights(onLine(2, 0.4, 0))[0][1]).isZero();
    assertThat(program.isSingular(onLine(1, 0.4, 0))).isTrue();
  }

  @Test
  void twoCategoriesWithConstantZeroDenominatorAreSingularEverywhere() {
    double[][] matrix = {{2, 1}, {1, 2}};
    QuadraticProgram ones = QuadraticProgram.of(matrix, new double[] {1, 1});
    assertThat(ones.isSingular(new double[] {0.3, 0.7})).isTrue();
    assertThat(ones.isSingular(new double[] {0.123, 1 - 0.123})).isTrue();
    assertThat(ones.isSingular(new double[] {0.3, 0.7 + 9e-10})).isTrue();
    QuadraticProgram halves = QuadraticProgram.of(matrix, new double[] {0.5, 0.5});
    assertThat(halves.isSingular(new double[] {0.3, 0.7})).isFalse();
  }

  /** A point with p_k = 2/3 + offset and the rest shared between the two others. */
  private static double[] onLine(int k, double share, double offset) {
    double[] p = new double[3];
    double rest = 1.0 / 3 - offset;
    p[k] = 2.0 / 3 + offset;
    p[(k + 1) % 3] = share * rest;
    p[(k + 2) % 3] = rest - share * rest;
    return p;
  }
}
