package io.github.gumbelrao.core.internal.quadrature;

import java.util.ArrayList;
import java.util.List;

/**
 * A vector as a combination of few columns of a matrix, none with a negative weight.
 *
 * <p>Columns come one at a time, each the one that is most along what is left; those whose weight
 * would turn negative go again.
 *
 * <p>Source: Lawson and Hanson (1974), Solving Least Squares Problems, chapter 23.
 */
final class NonNegativeLeastSquares {

  /** Of a column's own square: keeps the equations of nearly dependent columns solvable. */
  private static final double RIDGE = 1e-13;

  private final double[][] rows;
  private final double[] right;
  private final double[][] gram;
  private final double[] along;

  private NonNegativeLeastSquares(double[][] rows, double[] right) {
    this.rows = rows;
    this.right = right;
    int columns = rows[0].length;
    this.gram = new double[columns][columns];
    this.along = new double[columns];
    for (int s = 0; s < rows.length; s++) {
      double[] row = rows[s];
      for (int i = 0; i < columns; i++) {
        along[i] += row[i] * right[s];
        double[] products = gram[i];
        for (int k = 0; k <= i; k++) {
          products[k] += row[i] * row[k];
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      for (int k = 0; k < i; k++) {
        gram[k][i] = gram[i][k];
      }
    }
  }

  /**
   * The weights of the first combination found that is near enough.
   *
   * @param rows of the matrix, {@code [rows][columns]}
   * @param right what is combined, one number a row
   * @param tolerance largest difference in a row, above 0
   * @return one weight a column, most of them 0; null if none is near enough
   */
  static double[] solve(double[][] rows, double[] right, double tolerance) {
    return new NonNegativeLeastSquares(rows, right).solve(tolerance);
  }

  private double[] solve(double tolerance) {
    double[] weights = new double[along.length];
    List<Integer> held = new ArrayList<>();
    for (int step = 0; step < 4 * along.length; step++) {
      int next = mostAlong(weights, held);
      if (next < 0) {
        return null;
      }
      held.add(next);
      held = fit(weights, held);
      if (worst(weights, held) <= tolerance) {
        return weights;
      }
    }
    return null;
  }

  /** The column that is most along what is left; negative if none is. */
  private int mostAlong(double[] weights, List<Integer> held) {
    int most = -1;
    double cosine = 0;
    for (int i = 0; i < along.length; i++) {
      if (!held.contains(i)) {
        double left = along[i];
        for (int k : held) {
          left -= gram[i][k] * weights[k];
        }
        double here = left / Math.sqrt(gram[i][i]);
        if (here > cosine) {
          cosine = here;
          most = i;
        }
      }
    }
    return most;
  }

  /** Least squares over the held columns; one whose weight would be negative is let go. */
  private List<Integer> fit(double[] weights, List<Integer> held) {
    List<Integer> kept = held;
    while (true) {
      double[] best = least(kept);
      double share = 1;
      for (int i = 0; i < best.length; i++) {
        double before = weights[kept.get(i)];
        if (best[i] <= 0) {
          share = Math.min(share, before / (before - best[i]));
        }
      }
      List<Integer> positive = new ArrayList<>();
      for (int i = 0; i < best.length; i++) {
        int column = kept.get(i);
        double moved = weights[column] + share * (best[i] - weights[column]);
        boolean gone = best[i] <= 0 && moved <= RIDGE;
        weights[column] = gone ? 0 : moved;
        if (!gone) {
          positive.add(column);
        }
      }
      if (positive.size() == kept.size()) {
        return kept;
      }
      kept = positive;
    }
  }

  private double[] least(List<Integer> held) {
    int size = held.size();
    double[][] lower = new double[size][size];
    double[] side = new double[size];
    for (int i = 0; i < size; i++) {
      side[i] = along[held.get(i)];
      for (int k = 0; k <= i; k++) {
        lower[i][k] = gram[held.get(i)][held.get(k)];
      }
      lower[i][i] *= 1 + RIDGE;
    }
    return Cholesky.solve(lower, side);
  }

  private double worst(double[] weights, List<Integer> held) {
    // Thousands of rows: not a boxed number for each.
    int[] columns = held.stream().mapToInt(Integer::intValue).toArray();
    double worst = 0;
    for (int s = 0; s < rows.length; s++) {
      double left = right[s];
      for (int k : columns) {
        left -= rows[s][k] * weights[k];
      }
      worst = Math.max(worst, Math.abs(left));
    }
    return worst;
  }
}
