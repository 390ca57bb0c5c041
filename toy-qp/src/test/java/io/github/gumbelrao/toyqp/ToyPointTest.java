package io.github.gumbelrao.toyqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToyPointTest {

  private static final QuadraticProgram PROGRAM = QuadraticProgram.paper();
  private static final double[] P = {0.2, 0.3, 0.5};

  private static double[] corner(int outcome) {
    double[] corner = new double[3];
    corner[outcome] = 1;
    return corner;
  }

  @Test
  void lossAndItsGradientAreTheProgramsAtTheCorners() {
    ToyPoint point = ToyPoint.of(PROGRAM, P, true);
    double[][] weights = PROGRAM.weights(P);
    for (int i = 0; i < 3; i++) {
      assertThat(point.loss(corner(i))).isEqualTo(PROGRAM.loss(i, weights));
      assertThat(point.lossGradient(corner(i))).isEqualTo(PROGRAM.lossGradient(i, weights));
    }
  }

  /** The expected direct term is what the total gradient has more than that of held weights. */
  @Test
  void theDirectTermIsTheRestOfTheTotalGradient() {
    ToyPoint held = ToyPoint.of(PROGRAM, P, false);
    ToyPoint total = ToyPoint.of(PROGRAM, P, true);
    assertThat(held.truth()).isNotEqualTo(total.truth());
    for (int k = 0; k < 3; k++) {
      double direct = 0;
      for (int i = 0; i < 3; i++) {
        direct += P[i] * total.direct(corner(i))[k];
        assertThat(held.direct(corner(i))[k]).isZero();
      }
      assertThat(held.truth()[k] + direct).isCloseTo(total.truth()[k], within(1e-14));
    }
  }

  /** {@code sum_i p_i f(e_i) (e_i - p)}, by hand. */
  @Test
  void ownWeightsAreHeldAndLogitsKept() {
    double[] logits = {0.3, -0.2, 0.8};
    double[][] weights = PROGRAM.matrix();
    ToyPoint point = ToyPoint.withWeights(PROGRAM, logits, weights);
    weights[0][0] = 100;
    assertThat(point.logits()).containsExactly(logits);
    double[] p = point.probabilities();
    assertThat(Math.log(p[0] / p[2])).isCloseTo(-0.5, within(1e-15));
    double truth = 0;
    for (int i = 0; i < 3; i++) {
      truth += p[i] * PROGRAM.loss(i, PROGRAM.matrix()) * ((i == 1 ? 1 : 0) - p[1]);
      assertThat(point.loss(corner(i))).isEqualTo(PROGRAM.loss(i, PROGRAM.matrix()));
    }
    assertThat(point.truth()[1]).isCloseTo(truth, within(1e-15));
    assertThat(point.direct(corner(0))).containsOnly(0);
  }

  @Test
  void logitsOfProbabilitiesAreTheirLogarithms() {
    double[] logits = ToyPoint.of(PROGRAM, P, false).logits();
    assertThat(logits).containsExactly(Math.log(0.2), Math.log(0.3), Math.log(0.5));
    assertThat(ToyPoint.softmax(logits)).containsExactly(P, within(1e-15));
  }

  @Test
  void nothingIsKnownOnALine() {
    ToyPoint line = ToyPoint.of(PROGRAM, new double[] {1.0 / 6, 1.0 / 6, 2.0 / 3}, true);
    assertThat(line.singular()).isTrue();
    assertThat(line.truth()).containsOnly(0);
    assertThat(line.loss(corner(1))).isZero();
    assertThat(line.direct(corner(1))).containsOnly(0);
  }

  @Test
  void theGridHasTheInnerPointsOnly() {
    List<ToyPoint> grid = ToyPoint.grid(PROGRAM, 4, false);
    assertThat(grid)
        .extracting(ToyPoint::label)
        .containsExactly("0.25;0.25;0.5", "0.25;0.5;0.25", "0.5;0.25;0.25");
  }

  @Test
  void smallProbabilitiesArePlainDecimals() {
    assertThat(ToyPoint.label(new double[] {1e-5, 0.5, 0.49999})).isEqualTo("0.00001;0.5;0.49999");
  }

  @Test
  void refusesWeightsOfAnotherShape() {
    assertThatThrownBy(() -> ToyPoint.withWeights(PROGRAM, P, new double[2][3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must have 3 rows, got 2");
  }

  /** A shorter vector would have a loss, of a part of A. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void refusesVectorsOfAnotherLength(int length) {
    ToyPoint point = ToyPoint.of(PROGRAM, P, true);
    double[] x = new double[length];
    String message = " must have length 3, got " + length;
    assertThatThrownBy(() -> point.loss(x)).hasMessage("x" + message);
    assertThatThrownBy(() -> point.lossGradient(x)).hasMessage("x" + message);
    assertThatThrownBy(() -> point.direct(x)).hasMessage("x" + message);
    assertThatThrownBy(() -> ToyPoint.withWeights(PROGRAM, x, PROGRAM.matrix()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logits" + message);
  }

  @Test
  void refusesAGridWithoutInnerPoints() {
    assertThatThrownBy(() -> ToyPoint.grid(PROGRAM, 2, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resolution must be >= 3, got 2");
  }

  /** Shifted logits are the same point, but exp of all of them would be zero, or infinite. */
  @Test
  void refusesLogitsWithoutASoftmax() {
    for (double shift : new double[] {-800, 800, Double.NaN}) {
      double[] logits = {shift, shift - 1, shift - 2};
      assertThatThrownBy(() -> ToyPoint.withWeights(PROGRAM, logits, new double[3][3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the greatest of logits must be in [-700, 700], got " + shift);
    }
  }
}
