package io.github.gumbelrao.core.internal.quadrature;

import io.github.gumbelrao.core.internal.Checks;
import java.util.function.DoubleUnaryOperator;

/**
 * Gauss quadrature for a weight on the half-line, exact for polynomials in a chosen variable.
 *
 * <p>With few nodes a Gauss rule is as good as its functions are polynomial. A rule in the variable
 * y, where the argument is {@code argument(y)}, is good for functions smooth in y, however singular
 * they are in the argument itself. The weight is discretised finely, and the rule found by the
 * Stieltjes-Lanczos process with full reorthogonalisation.
 *
 * <p>Source: Golub and Welsch (1969), Calculation of Gauss quadrature rules, Math. Comp. 23,
 * 221-230; Gautschi (2004), Orthogonal Polynomials, section 2.2.
 */
final class GaussRule {

  private final double[] nodes;
  private final double[] weights;

  private GaussRule(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /** Where to evaluate, ascending. */
  double[] nodes() {
    return nodes;
  }

  /** What the value there counts, positive. */
  double[] weights() {
    return weights;
  }

  /** Nodes of the fine discretisation: enough for rules of 72 nodes in double precision. */
  private static final int FINE = 400;

  /** Found once: it is most of the work of a small rule. */
  private static final GaussRule FINE_RULE = legendre(FINE);

  /** A higher root serves higher temperatures, and costs nodes at low ones. */
  private static final int ROOT = 6;

  /** Beyond this, exp(-x) is nothing in double precision. */
  private static final double END = 45;

  /**
   * For the integral of {@code exp(-x) f(x)} over x > 0 with f smooth in the sixth root of x.
   *
   * @param size number of nodes
   */
  static GaussRule exponential(int size) {
    DoubleUnaryOperator argument = y -> Math.pow(y, ROOT);
    return of(
        size,
        Math.pow(END, 1.0 / ROOT),
        argument,
        y -> ROOT * Math.pow(y, ROOT - 1) * Math.exp(-argument.applyAsDouble(y)));
  }

  /**
   * For the integral of {@code x exp(-rate x) f(x)} over x > 0 with f smooth in {@code log(1 + x /
   * scale)}.
   *
   * @param size number of nodes
   * @param rate above 0
   * @param scale above 0
   */
  static GaussRule logarithmic(int size, double rate, double scale) {
    DoubleUnaryOperator argument = y -> scale * Math.expm1(y);
    return of(
        size,
        Math.log1p(END / rate / scale),
        argument,
        y -> {
          double x = argument.applyAsDouble(y);
          return x * Math.exp(-rate * x) * (x + scale);
        });
  }

  /**
   * A rule in y on [0, top].
   *
   * @param argument of the integrand, given y
   * @param density of the weight with respect to y
   */
  static GaussRule of(
      int size, double top, DoubleUnaryOperator argument, DoubleUnaryOperator density) {
    Checks.atLeast("size", size, 1);
    double[] y = new double[FINE];
    double[] weight = new double[FINE];
    for (int i = 0; i < FINE; i++) {
      y[i] = top * FINE_RULE.nodes[i];
      weight[i] = top * FINE_RULE.weights[i] * density.applyAsDouble(y[i]);
    }
    GaussRule rule = lanczos(y, weight, size);
    double[] x = rule.nodes;
    for (int i = 0; i < size; i++) {
      x[i] = argument.applyAsDouble(x[i]);
    }
    return new GaussRule(x, rule.weights);
  }

  /** The Gauss rule of a discrete measure. */
  private static GaussRule lanczos(double[] points, double[] masses, int size) {
    int count = points.length;
    double[][] basis = new double[size][];
    double[] diagonal = new double[size];
    double[] offDiagonal = new double[size];
    double[] vector = new double[count];
    for (int i = 0; i < count; i++) {
      vector[i] = Math.sqrt(masses[i]);
    }
    double norm = normalize(vector);
    for (int k = 0; k < size; k++) {
      basis[k] = vector;
      double[] next = new double[count];
      for (int i = 0; i < count; i++) {
        next[i] = points[i] * vector[i];
      }
      diagonal[k] = dot(vector, next);
      // Twice is enough (Kahan).
      for (int pass = 0; pass < 2; pass++) {
        for (int known = 0; known <= k; known++) {
          subtract(next, dot(basis[known], next), basis[known]);
        }
      }
      offDiagonal[k] = normalize(next);
      vector = next;
    }
    double[] first = Tridiagonal.eigen(diagonal, offDiagonal);
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      weights[i] = norm * norm * first[i] * first[i];
    }
    return new GaussRule(diagonal, weights);
  }

  /** Gauss-Legendre on [0, 1], from the recurrence of the Legendre polynomials. */
  static GaussRule legendre(int size) {
    double[] nodes = new double[size];
    double[] offDiagonal = new double[size];
    for (int k = 0; k < size; k++) {
      nodes[k] = 0.5;
      double degree = k + 1;
      offDiagonal[k] = 0.5 * degree / Math.sqrt(4 * degree * degree - 1);
    }
    double[] weights = Tridiagonal.eigen(nodes, offDiagonal);
    for (int i = 0; i < size; i++) {
      weights[i] *= weights[i];
    }
    return new GaussRule(nodes, weights);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void subtract(double[] from, double factor, double[] vector) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * vector[i];
    }
  }

  private static double normalize(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
    return norm;
  }
}
