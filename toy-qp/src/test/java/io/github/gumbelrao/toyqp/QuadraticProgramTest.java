package io.github.gumbelrao.toyqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class QuadraticProgramTest {

  private static final double[][] GOOD = {{2, 1}, {1, 2}};
  private static final double[] CENTER = {0.5, 0.5};

  private final QuadraticProgram program = QuadraticProgram.of(GOOD, CENTER);

  @Test
  void paperProgramHasThePublishedNumbers() {
    QuadraticProgram paper = QuadraticProgram.paper();
    double near = Math.exp(-2);
    double far = Math.exp(-4);
    assertThat(paper.categories()).isEqualTo(3);
    assertThat(paper.matrix())
        .isDeepEqualTo(new double[][] {{1, near, far}, {near, 1, near}, {far, near, 1}});
    assertThat(paper.center()).containsExactly(1.0 / 3, 1.0 / 3, 1.0 / 3);
  }

  /** Nearly singular, at a point that differs from the center along the flattest direction. */
  @Test
  void objectiveIsNotNegativeByRounding() {
    double[][] flat = {
      {1.842678255813298, 2.6525649373903843, 2.288094515838928},
      {2.6525649373903843, 3.8184098199863783, 3.293748795809598},
      {2.288094515838928, 3.293748795809598, 2.841177778538156}
    };
    double[] center = {0.15845740322178095, 0.7958661087997033, -0.06907506337884049};
    double[] p = {0.1620986466532905, 0.0799217937496263, 0.7579795595970833};
    assertThat(QuadraticProgram.of(flat, center).objective(p)).isBetween(0.0, 1e-15);
  }

  @Test
  void callersArraysAreCopiedInAndOut() {
    double[][] matrix = {{2, 1}, {1, 2}};
    double[] center = {0.5, 0.5};
    QuadraticProgram own = QuadraticProgram.of(matrix, center);
    matrix[0][0] = 9;
    center[0] = 9;
    own.matrix()[0][0] = 9;
    own.center()[0] = 9;
    assertThat(own.matrix()).isDeepEqualTo(GOOD);
    assertThat(own.center()).containsExactly(CENTER);
  }

  @Test
  void rejectsMatrixOfOneCategory() {
    assertRejects(
        () -> QuadraticProgram.of(new double[][] {{1}}, new double[] {1}),
        "matrix.length must be >= 2, got 1");
  }

  @Test
  void rejectsRaggedMatrix() {
    assertRejects(
        () -> QuadraticProgram.of(new double[][] {{2, 1}, {1}}, CENTER),
        "matrix[1] must have length 2, got 1");
  }

  @Test
  void rejectsUnsymmetricMatrix() {
    assertRejects(
        () -> QuadraticProgram.of(new double[][] {{2, 1}, {1.5, 2}}, CENTER),
        "matrix must be symmetric, got 1.5 at [1][0] and 1.0 at [0][1]");
  }

  @Test
  void rejectsIndefiniteMatrix() {
    assertRejects(
        () -> QuadraticProgram.of(new double[][] {{1, 2}, {2, 1}}, CENTER),
        "matrix must be positive definite, got Cholesky pivot -3.0 in row 1");
  }

  @Test
  void rejectsNotFiniteEntries() {
    assertRejects(
        () -> QuadraticProgram.of(new double[][] {{2, Double.NaN}, {Double.NaN, 2}}, CENTER),
        "matrix[0][1] must be finite, got NaN");
    assertRejects(
        () -> QuadraticProgram.of(GOOD, new double[] {0.5, Double.NEGATIVE_INFINITY}),
        "center[1] must be finite, got -Infinity");
    assertRejects(
        () -> program.loss(0, new double[][] {{1, 1}, {Double.POSITIVE_INFINITY, 1}}),
        "weights[1][0] must be finite, got Infinity");
  }

  @Test
  void rejectsCenterOfAnotherLength() {
    assertRejects(
        () -> QuadraticProgram.of(GOOD, new double[] {1, 0, 0}),
        "center must have length 2, got 3");
  }

  @Test
  void rejectsProbabilitiesOffTheSimplexInEveryMethod() {
    double[] heavy = {0.5, 0.75};
    String sum = "probabilities must sum to 1 within 1.0E-9, got 1.25";
    assertRejects(() -> program.objective(heavy), sum);
    assertRejects(() -> program.isSingular(heavy), sum);
    assertRejects(() -> program.weights(heavy), sum);
    assertRejects(() -> program.expectedLoss(heavy, GOOD), sum);
    assertRejects(() -> program.heldWeightsGradient(heavy, GOOD), sum);
    assertRejects(() -> program.totalGradient(heavy), sum);
  }

  @Test
  void rejectsProbabilitiesOfWrongRangeOrLength() {
    assertRejects(
        () -> program.objective(new double[] {0.5, Double.NaN}),
        "probabilities[1] must be in [0, 1], got NaN");
    assertRejects(
        () -> program.objective(new double[] {-0.5, 1.5}),
        "probabilities[0] must be in [0, 1], got -0.5");
    assertRejects(
        () -> program.objective(new double[] {1}), "probabilities must have length 2, got 1");
  }

  @Test
  void rejectsOutcomeThatIsNoCategory() {
    assertRejects(() -> program.loss(2, GOOD), "outcome must be in [0, 2), got 2");
    assertRejects(() -> program.lossGradient(-1, GOOD), "outcome must be in [0, 2), got -1");
  }

  @Test
  void rejectsWeightsOfWrongShape() {
    assertRejects(
        () -> program.loss(0, new double[][] {{1, 0}}), "weights must have 2 rows, got 1");
    assertRejects(
        () -> program.lossGradient(0, new double[][] {{1, 0}, {1, 0, 0}}),
        "weights[1] must have length 2, got 3");
  }

  private static void assertRejects(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
