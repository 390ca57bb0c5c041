package io.github.gumbelrao.toyqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient against central differences of a value that was not derived from it. */
class GradientTest {

  private static final int POINTS = 50;

  /** Near the cube root of 2^-53, which balances rounding against truncation. */
  private static final double STEP = 1e-5;

  /** Both errors are about STEP^2 = 1e-10 of the values' scale; this leaves a factor of 100. */
  private static final double TOLERANCE = 1e-8;

  /** The third derivative of a weight below 10 can reach 1e4 or so, times STEP^2. */
  private static final double DIRECT_TOLERANCE = 1e-5;

  static List<QuadraticProgram> programs() {
    return Programs.all();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void lossGradientIsTheSlopeOfTheQuadraticFormAtEachCorner(QuadraticProgram program) {
    double[][] weights = unsymmetricWeights(program.categories());
    for (int outcome = 0; outcome < program.categories(); outcome++) {
      double[] corner = new double[program.categories()];
      corner[outcome] = 1;
      double[] slope = slope(corner, point -> quadraticForm(weights, point, program.center()));
      assertClose(program.lossGradient(outcome, weights), slope, 10);
      assertThat(program.loss(outcome, weights))
          .isCloseTo(quadraticForm(weights, corner, program.center()), within(1e-13));
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void heldWeightsGradientIsTheSlopeOfTheExpectedLossInTheLogits(QuadraticProgram program) {
    for (double[] logits : Programs.regularLogits(program, POINTS)) {
      double[] p = Programs.softmax(logits);
      double[][] weights = program.weights(p);
      double[] slope = slope(logits, at -> program.expectedLoss(Programs.softmax(at), weights));
      assertClose(program.heldWeightsGradient(p, weights), slope, largestLoss(program, weights));
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void totalGradientIsTheSlopeOfTheObjectiveInTheLogits(QuadraticProgram program) {
    for (double[] logits : Programs.regularLogits(program, POINTS)) {
      double[] slope = slope(logits, at -> program.objective(Programs.softmax(at)));
      assertClose(program.totalGradient(Programs.softmax(logits)), slope, 10);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void totalGradientIsTheHeldOnePlusTheDirectTermThroughTheWeights(QuadraticProgram program) {
    for (double[] logits : wellAwayFromTheLines(program)) {
      double[] p = Programs.softmax(logits);
      double[][] weights = program.weights(p);
      double[] held = program.heldWeightsGradient(p, weights);
      double[] direct =
          slope(logits, at -> program.expectedLoss(p, program.weights(Programs.softmax(at))));
      double[] total = program.totalGradient(p);
      for (int i = 0; i < p.length; i++) {
        assertThat(held[i] + direct[i]).isCloseTo(total[i], within(DIRECT_TOLERANCE));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void weightGradientsAreTheSlopesOfTheWeights(QuadraticProgram program) {
    for (double[] logits : wellAwayFromTheLines(program)) {
      double[][][] gradients = program.weightGradients(Programs.softmax(logits));
      for (int i = 0; i < logits.length; i++) {
        for (int j = 0; j < logits.length; j++) {
          int row = i;
          int column = j;
          double[] slope = slope(logits, at -> program.weights(Programs.softmax(at))[row][column]);
          double steepest = Arrays.stream(slope).map(Math::abs).max().orElseThrow();
          assertThat(gradients[i][j])
              .containsExactly(slope, within(DIRECT_TOLERANCE * Math.max(1, steepest)));
        }
      }
    }
  }

  /** Also near the lines, where both sides are large. */
  @ParameterizedTest
  @MethodSource("programs")
  void totalGradientIsTheHeldOnePlusTheMeanOfTheDirectTerm(QuadraticProgram program) {
    for (double[] logits : Programs.regularLogits(program, POINTS)) {
      double[] p = Programs.softmax(logits);
      double[][] weights = program.weights(p);
      double[][][] gradients = program.weightGradients(p);
      double[] held = program.heldWeightsGradient(p, weights);
      double[] total = program.totalGradient(p);
      double[] c = program.center();
      for (int k = 0; k < p.length; k++) {
        double mean = held[k];
        double terms = Math.abs(held[k]) + largestLoss(program, weights);
        for (int outcome = 0; outcome < p.length; outcome++) {
          for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
              double left = (i == outcome ? 1 : 0) - c[i];
              double right = (j == outcome ? 1 : 0) - c[j];
              double term = p[outcome] * left * right * gradients[i][j][k];
              mean += term;
              terms += Math.abs(term);
            }
          }
        }
        assertThat(mean).isCloseTo(total[k], within(1e-11 * terms));
      }
    }
  }

  /**
   * Negative control: the two gradients are not each other's, so the tests above tell them apart.
   */
  @ParameterizedTest
  @MethodSource("programs")
  void directTermIsNotNegligible(QuadraticProgram program) {
    double largest = 0;
    for (double[] logits : Programs.regularLogits(program, POINTS)) {
      double[] p = Programs.softmax(logits);
      double[] held = program.heldWeightsGradient(p, program.weights(p));
      double[] total = program.totalGradient(p);
      for (int i = 0; i < p.length; i++) {
        largest = Math.max(largest, Math.abs(total[i] - held[i]));
      }
    }
    assertThat(largest).isGreaterThan(1e-2);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void gradientsInTheLogitsSumToZero(QuadraticProgram program) {
    for (double[] logits : Programs.regularLogits(program, POINTS)) {
      double[] p = Programs.softmax(logits);
      double[][] weights = program.weights(p);
      double scale = largestLoss(program, weights);
      assertThat(sum(program.heldWeightsGradient(p, weights))).isCloseTo(0, within(1e-14 * scale));
      assertThat(sum(program.totalGradient(p))).isCloseTo(0, within(1e-13));
    }
  }

  /**
   * Points where every weight is below 10, so that its third derivative does not spoil a
   * difference.
   */
  private static List<double[]> wellAwayFromTheLines(QuadraticProgram program) {
    List<double[]> points =
        Programs.regularLogits(program, POINTS).stream()
            .filter(logits -> largestEntry(program.weights(Programs.softmax(logits))) < 10)
            .toList();
    assertThat(points).hasSizeGreaterThan(POINTS / 2);
    return points;
  }

  private static double[] slope(double[] at, ToDoubleFunction<double[]> value) {
    double[] slope = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] above = at.clone();
      double[] below = at.clone();
      above[i] += STEP;
      below[i] -= STEP;
      slope[i] = (value.applyAsDouble(above) - value.applyAsDouble(below)) / (above[i] - below[i]);
    }
    return slope;
  }

  private static void assertClose(double[] actual, double[] expected, double scale) {
    assertThat(actual).containsExactly(expected, within(TOLERANCE * scale));
  }

  private static double quadraticForm(double[][] weights, double[] point, double[] center) {
    double value = 0;
    for (int i = 0; i < point.length; i++) {
      for (int j = 0; j < point.length; j++) {
        value += (point[i] - center[i]) * weights[i][j] * (point[j] - center[j]);
      }
    }
    return value;
  }

  private static double[][] unsymmetricWeights(int n) {
    double[][] weights = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        weights[i][j] = Math.sin(3 * i + 7 * j + 1);
      }
    }
    return weights;
  }

  private static double largestLoss(QuadraticProgram program, double[][] weights) {
    double largest = 1;
    for (int outcome = 0; outcome < weights.length; outcome++) {
      largest = Math.max(largest, Math.abs(program.loss(outcome, weights)));
    }
    return largest;
  }

  private static double largestEntry(double[][] weights) {
    double largest = 0;
    for (double[] row : weights) {
      for (double entry : row) {
        largest = Math.max(largest, Math.abs(entry));
      }
    }
    return largest;
  }

  private static double sum(double[] vector) {
    double sum = 0;
    for (double entry : vector) {
      sum += entry;
    }
    return sum;
  }
}
