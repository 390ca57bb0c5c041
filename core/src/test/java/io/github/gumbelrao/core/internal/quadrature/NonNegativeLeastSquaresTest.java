package io.github.gumbelrao.core.internal.quadrature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NonNegativeLeastSquaresTest {

  /** Twenty columns, of which three make the right side. */
  @Test
  void findsTheColumnsThatMakeASum() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] rows = new double[50][];
    double[] right = new double[50];
    for (int s = 0; s < rows.length; s++) {
      rows[s] = random.doubles(20).toArray();
      right[s] = 0.5 * rows[s][3] + 2 * rows[s][11] + 0.25 * rows[s][17];
    }
    double[] weights = NonNegativeLeastSquares.solve(rows, right, 1e-10);
    assertThat(weights[3]).isEqualTo(0.5, within(1e-9));
    assertThat(weights[11]).isEqualTo(2, within(1e-9));
    assertThat(weights[17]).isEqualTo(0.25, within(1e-9));
    for (int column = 0; column < weights.length; column++) {
      assertThat(weights[column]).isBetween(0.0, 2.0 + 1e-9);
    }
  }

  /** (1, 0.1) is nearest to (1, 0.5), which would then need a negative weight beside (1, 0). */
  @Test
  void aColumnWhoseWeightTurnsNegativeIsLetGo() {
    double[][] rows = {{1, 1, 1}, {0.5, 0, 0.05}};
    double[] weights = NonNegativeLeastSquares.solve(rows, new double[] {1, 0.05}, 1e-12);
    assertThat(weights).satisfies(w -> assertThat(w).doesNotContain(Double.NaN));
    double[] sums = new double[2];
    for (int s = 0; s < 2; s++) {
      for (int c = 0; c < 3; c++) {
        assertThat(weights[c]).isNotNegative();
        sums[s] += rows[s][c] * weights[c];
      }
    }
    assertThat(sums).containsExactly(new double[] {1, 0.05}, within(1e-12));
  }

  @Test
  void saysWhereThereIsNone() {
    assertThat(NonNegativeLeastSquares.solve(new double[][] {{1}, {1}}, new double[] {1, -1}, 0.5))
        .isNull();
    assertThat(NonNegativeLeastSquares.solve(new double[][] {{-1}}, new double[] {1}, 0.5))
        .isNull();
  }
}
