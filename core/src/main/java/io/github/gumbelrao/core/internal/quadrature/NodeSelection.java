package io.github.gumbelrao.core.internal.quadrature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A few of a rule's nodes, with weights of their own, that give the same integrals.
 *
 * <p>A product of two one-dimensional rules has several times the nodes that its integrals need:
 * the losers' products are smooth functions of both variables together. The few are found by
 * non-negative least squares over many distributions of the losers: all equal, some ahead of the
 * others, at random; each with the entries of the Jacobian that are largest, relative to the
 * largest. Positive weights keep sums of positive numbers what they are, free of cancellation.
 *
 * <p>Source: Sommariva and Vianello (2015), Compression of multivariate discrete measures and
 * applications, Numer. Funct. Anal. Optim. 36, 1198-1223, for such a compression of a rule.
 */
final class NodeSelection {

  private final double[][] functions;
  private final double[] logWeights;

  private NodeSelection(double[][] functions, double[] logWeights) {
    this.functions = functions;
    this.logWeights = logWeights;
  }

  /** Ratios of the chosen nodes, then their log products, at each of the points. */
  double[][] functions() {
    return functions;
  }

  /** Of the chosen nodes. */
  double[] logWeights() {
    return logWeights;
  }

  /**
   * Chooses nodes.
   *
   * @param functions ratios of all nodes, then log products of all nodes, at each of the points
   * @param logWeights of the nodes
   * @param points arguments of the table, falling
   * @param temperature of the functions
   * @param categories largest number of categories, at least 2
   * @param tolerance of the integrals, relative to the Jacobian's largest entry off the diagonal
   * @return the chosen; all, as they are, where no few are good enough
   */
  static NodeSelection of(
      double[][] functions,
      double[] logWeights,
      double[] points,
      double temperature,
      int categories,
      double tolerance) {
    double slope = ConditionalRule.slope(temperature);
    double[] logProbabilities = Arrays.stream(points).map(x -> x / slope).toArray();
    Integrals integrals = new Integrals(functions, logWeights, logProbabilities, slope);
    integrals.addRegular(categories);
    integrals.addRandom(categories);
    double[][] parts = integrals.parts.toArray(double[][]::new);
    double[] whole = Arrays.stream(parts).mapToDouble(part -> Arrays.stream(part).sum()).toArray();
    double[] factors = NonNegativeLeastSquares.solve(parts, whole, tolerance);
    if (factors == null) {
      return new NodeSelection(functions, logWeights);
    }
    int nodes = logWeights.length;
    int[] chosen = IntStream.range(0, nodes).filter(node -> factors[node] > 0).toArray();
    double[][] both =
        IntStream.concat(Arrays.stream(chosen), Arrays.stream(chosen).map(node -> nodes + node))
            .mapToObj(function -> functions[function])
            .toArray(double[][]::new);
    return new NodeSelection(
        both,
        Arrays.stream(chosen)
            .mapToDouble(node -> logWeights[node] + Math.log(factors[node]))
            .toArray());
  }

  /** What the nodes are to sum up, each node's part a column. */
  private static final class Integrals {

    /** Table's arguments of losers, in the regular distributions. */
    private static final double[] LEVELS = {0, -0.1, -0.4, -1, -1.7, -2.5, -4, -6, -9, -14};

    /** Ratio of the numbers of losers at one level. */
    private static final int MORE = 3;

    private static final int RANDOM = 600;

    /** Groups of equal losers whose entries are asked for: those of the others are smaller. */
    private static final int LARGEST = 3;

    private final double[][] functions;
    private final double[] logWeights;
    private final double[] logProbabilities;
    private final double slope;
    private final List<double[]> parts = new ArrayList<>();

    private Integrals(
        double[][] functions, double[] logWeights, double[] logProbabilities, double slope) {
      this.functions = functions;
      this.logWeights = logWeights;
      this.logProbabilities = logProbabilities;
      this.slope = slope;
    }

    /** So many losers of one probability. */
    private record Group(int point, int losers) {}

    /** Equal losers, and some ahead of others. */
    private void addRegular(int categories) {
      int most = categories - 1;
      for (double level : LEVELS) {
        for (int losers = 1; losers <= most; losers = more(losers, most)) {
          add(List.of(group(level, losers, 1)));
          for (double ahead : LEVELS) {
            for (int first = 1;
                ahead > level && losers + first <= most;
                first = more(first, most)) {
              Group leading = group(ahead, first, 1);
              double left = 1 - first * Math.exp(logProbabilities[leading.point()]);
              add(List.of(leading, group(level, losers, left)));
            }
          }
        }
      }
    }

    /** Losers at a level, or lower where their probabilities would sum to more than is left. */
    private Group group(double level, int losers, double left) {
      int point = point(Math.min(level / slope, Math.log(left / losers)));
      return new Group(Math.min(point, logProbabilities.length - 1), losers);
    }

    /** The next number of losers, up to the most. */
    private static int more(int losers, int most) {
      return losers == most ? most + 1 : Math.min(most, MORE * losers);
    }

    /** Logits of normal laws of many widths, every second time two alone; any category wins. */
    private void addRandom(int categories) {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < RANDOM; i++) {
        double[] logits = new double[random.nextInt(2, categories + 1)];
        double width = Math.exp(random.nextDouble(-1.5, 2.5 - Math.log(slope)));
        double gap = width * random.nextGaussian();
        int ahead = i % 2 == 0 ? 0 : random.nextInt(1, logits.length);
        Arrays.setAll(
            logits, j -> ahead == 0 ? width * random.nextGaussian() : j < ahead ? gap : 0);
        double largest = Arrays.stream(logits).max().orElseThrow();
        double total =
            largest + Math.log(Arrays.stream(logits).map(x -> Math.exp(x - largest)).sum());
        int[] losers = new int[logProbabilities.length];
        int winner = random.nextInt(logits.length);
        for (int j = 0; j < logits.length; j++) {
          int point = j == winner ? losers.length : point(logits[j] - total);
          if (point < losers.length) {
            losers[point]++;
          }
        }
        List<Group> groups = new ArrayList<>();
        for (int point = 0; point < losers.length; point++) {
          if (losers[point] > 0) {
            groups.add(new Group(point, losers[point]));
          }
        }
        if (!groups.isEmpty()) {
          add(groups);
        }
      }
    }

    /** The point at or below a log-probability. */
    private int point(double logProbability) {
      int point = 0;
      while (point < logProbabilities.length && logProbabilities[point] > logProbability) {
        point++;
      }
      return point;
    }

    /** Each node's part of the largest entries, groups in falling order. */
    private void add(List<Group> groups) {
      int nodes = logWeights.length;
      double[] products = logWeights.clone();
      for (Group group : groups) {
        for (int node = 0; node < nodes; node++) {
          products[node] += group.losers() * functions[nodes + node][group.point()];
        }
      }
      Arrays.setAll(products, node -> Math.exp(products[node]));
      List<Group> ahead = groups.subList(0, Math.min(LARGEST, groups.size()));
      List<double[]> entries = new ArrayList<>();
      for (int i = 0; i < ahead.size(); i++) {
        double[] withWinner = times(products, ahead.get(i).point());
        entries.add(withWinner);
        // One loser alone has no entry with another of its group.
        for (int k = ahead.get(i).losers() > 1 ? i : i + 1; k < ahead.size(); k++) {
          entries.add(times(withWinner, ahead.get(k).point()));
        }
      }
      double largest =
          entries.stream().mapToDouble(entry -> Arrays.stream(entry).sum()).max().orElseThrow();
      for (double[] entry : entries) {
        Arrays.setAll(entry, node -> entry[node] / largest);
        parts.add(entry);
      }
    }

    private double[] times(double[] products, int point) {
      double[] times = new double[products.length];
      Arrays.setAll(times, node -> products[node] * functions[node][point]);
      return times;
    }
  }
}
