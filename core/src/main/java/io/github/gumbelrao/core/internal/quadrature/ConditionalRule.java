package io.github.gumbelrao.core.internal.quadrature;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;

/**
 * The numbers of the exact rule for the conditional Jacobian of a tempered softmax given its
 * argmax, at some temperatures.
 *
 * <p>Given the winner's exponential variate e, the losers' shares are independent, and {@code 1 /
 * (1 + S)^2} of their sum is a short sum of exponentials in S: off the diagonal, the Jacobian is a
 * sum over nodes (e, t) of a product over the losers. Each loser enters through two functions of
 * its log-probability at each node, ratio and log product, and all of these lie near a space of a
 * few dimensions: one table, and two small matrices. With u the table's row of a loser (0 for the
 * winner) and r the sum of all rows,
 *
 * <pre>
 *   ratio   = 1 for the winner, u . ratios[node] for a loser
 *   product = exp(logWeights[node] + r . logProducts[node])
 *   temperature J_jk = - sum over nodes of product ratio_j ratio_k        (j != k)
 * </pre>
 *
 * <p>The derivation is in {@code docs/mathematics.md}.
 */
public final class ConditionalRule {

  /** The most accurate rule that can be asked for, an error relative to the largest entry. */
  public static final double MIN_ERROR = 1e-11;

  /** Errors that may be asked for are below. */
  public static final double ERROR_LIMIT = 1e-2;

  /** What nodes reach in double precision. */
  private static final double FINEST_NODES = 5e-12;

  /** Below, nodes are not selected: the least squares would be lost in rounding. */
  private static final double FINEST_SELECTION = 1e-6;

  /** For more categories, the distributions that nodes are selected by would take long to draw. */
  private static final int MOST_SELECTION = 1024;

  /** Above, the table is coarse, and the sum of many nodes averages its errors. */
  private static final double HIGHEST_SELECTION = 5;

  /** Products of small matrices are fastest with rows of whole vector registers. */
  private static final int RANK_MULTIPLE = 4;

  private final SharedBasis basis;
  private final double[] logWeights;

  private ConditionalRule(SharedBasis basis, double[] logWeights) {
    this.basis = basis;
    this.logWeights = logWeights;
  }

  /**
   * Builds the rule for any number of categories: some hundred thousand to some million
   * exponentials.
   *
   * @param categories largest number of categories, at least 2
   * @param accuracy wanted of the Jacobian, relative to its largest entry, in [1e-11, 1e-2)
   * @param temperatures at which the rule is needed, all above 0; they share one table
   * @return the rule
   */
  public static ConditionalRule of(int categories, double accuracy, double... temperatures) {
    SampleGrid grid = SampleGrid.of(accuracy);
    if (temperatures.length == 1
        && temperatures[0] <= HIGHEST_SELECTION
        && categories <= MOST_SELECTION
        && accuracy >= FINEST_SELECTION) {
      // Of many nodes that are better than asked for, a few that are as good.
      Nodes many = Nodes.of(categories, accuracy / 8);
      double[][] functions = many.functions(grid.points(), temperatures[0]);
      NodeSelection few =
          NodeSelection.of(
              functions, many.logWeights, grid.points(), temperatures[0], categories, accuracy / 5);
      return new ConditionalRule(
          SharedBasis.of(grid, few.functions(), accuracy / 4, RANK_MULTIPLE), few.logWeights());
    }
    Nodes nodes = Nodes.of(categories, accuracy);
    double[][] functions =
        Arrays.stream(temperatures)
            .mapToObj(temperature -> nodes.functions(grid.points(), temperature))
            .flatMap(Arrays::stream)
            .toArray(double[][]::new);
    return new ConditionalRule(
        SharedBasis.of(grid, functions, tolerance(accuracy / 4, temperatures), RANK_MULTIPLE),
        nodes.logWeights);
  }

  /**
   * Builds the rule for two categories, where the Jacobian is one number: the functions of the
   * basis are the Jacobian's slope times the temperature, given the loser's log-probability, one a
   * temperature.
   *
   * @param accuracy wanted of the slope, relative, in [1e-11, 1e-2)
   * @param temperatures at which the rule is needed, all above 0
   * @return the slopes
   */
  public static SharedBasis slopes(double accuracy, double... temperatures) {
    Nodes nodes = Nodes.of(2, Math.max(accuracy / 4, FINEST_NODES));
    SampleGrid grid = SampleGrid.of(accuracy);
    double[][] slopes = new double[temperatures.length][grid.points().length];
    for (int at = 0; at < temperatures.length; at++) {
      double[][] functions = nodes.functions(grid.points(), temperatures[at]);
      for (int s = 0; s < grid.points().length; s++) {
        for (int node = 0; node < nodes.count(); node++) {
          double product = Math.exp(nodes.logWeights[node] + functions[nodes.count() + node][s]);
          slopes[at][s] += product * functions[node][s];
        }
      }
    }
    // Next to an end of several temperatures the error is up to 16 times as large as at them.
    return SharedBasis.of(grid, slopes, tolerance(accuracy / 64, temperatures), 1);
  }

  /** The largest singular value grows with the number of temperatures, what each needs does not. */
  private static double tolerance(double one, double... temperatures) {
    return one / Math.sqrt(temperatures.length);
  }

  /**
   * How a category's functions fall with its log-probability: like the exponential of its product
   * with this.
   *
   * @param temperature above 0
   * @return in (0, 1]; the table's argument is this times the log-probability
   */
  public static double slope(double temperature) {
    return Math.min(1, 1 / temperature);
  }

  /**
   * The table.
   *
   * @return a basis whose functions are the ratios of all nodes and then the log products of all
   *     nodes, at one temperature after the other
   */
  public SharedBasis basis() {
    return basis;
  }

  /**
   * Logarithm of each node's weight, the winner's own factor included.
   *
   * @return one a node
   */
  public double[] logWeights() {
    return logWeights.clone();
  }

  /**
   * How many nodes there are.
   *
   * @return at least 1
   */
  public int nodes() {
    return logWeights.length;
  }

  /** The double integral's nodes: each exponential of the sum with each of the winner's variate. */
  private static final class Nodes {

    private final double[] rates;
    private final double[] winner;
    private final double[] logWeights;

    private Nodes(double[] rates, double[] winner, double[] logWeights) {
      this.rates = rates;
      this.winner = winner;
      this.logWeights = logWeights;
    }

    static Nodes of(int categories, double accuracy) {
      Checks.atLeast("categories", categories, 2);
      // Two categories ask for a quarter of what was asked of them.
      Checks.inRange("accuracy", accuracy, MIN_ERROR / 4, ERROR_LIMIT);
      ExponentialSum sum = ExponentialSum.of(categories, accuracy);
      // As measured: two thirds of a decade a node, a little less with many categories.
      double doublings = Math.max(0, Math.log(categories / 16.0) / Math.log(2));
      double wanted = (2 - 1.5 * Math.log10(accuracy)) * (1 + 0.06 * doublings);
      int size = (int) Math.round(wanted);
      GaussRule winner = GaussRule.exponential(size);
      int terms = sum.rates().length;
      double[] logWeights = new double[terms * size];
      for (int node = 0; node < logWeights.length; node++) {
        double weight = sum.weights()[node % terms] * winner.weights()[node / terms];
        logWeights[node] = Math.log(weight) - sum.rates()[node % terms];
      }
      return new Nodes(sum.rates(), winner.nodes(), logWeights);
    }

    int count() {
      return logWeights.length;
    }

    /** Ratios of all nodes, then log products of all nodes, at every x; one function a row. */
    double[][] functions(double[] x, double temperature) {
      double[][] functions = new double[2 * count()][x.length];
      for (int s = 0; s < x.length; s++) {
        double logProbability = x[s] / slope(temperature);
        for (int e = 0; e < winner.length; e++) {
          Loser.Expectations[] found =
              Loser.at(Math.log(winner[e]) + logProbability, temperature, rates);
          for (int t = 0; t < rates.length; t++) {
            int node = e * rates.length + t;
            functions[node][s] = found[t].ratio();
            functions[count() + node][s] = found[t].logProduct();
          }
        }
      }
      return functions;
    }
  }
}
