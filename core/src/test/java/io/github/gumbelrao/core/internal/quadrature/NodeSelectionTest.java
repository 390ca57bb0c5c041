package io.github.gumbelrao.core.internal.quadrature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held to the product of both rules at an accuracy at which none of its nodes is left out. */
class NodeSelectionTest {

  private static final double ACCURACY = 1e-4;
  private static final double FINE = 2e-7;
  private static final int DISTRIBUTIONS = 60;

  /** A rule's numbers, to work a Jacobian out by hand. */
  private static final class Numbers {

    private final SharedBasis basis;
    private final double[][] coefficients;
    private final double[] weights;

    private Numbers(SharedBasis basis, double[][] coefficients, double[] weights) {
      this.basis = basis;
      this.coefficients = coefficients;
      this.weights = weights;
    }

    static Numbers of(ConditionalRule rule) {
      double[][] coefficients = new double[2 * rule.nodes()][];
      Arrays.setAll(coefficients, function -> rule.basis().coefficients(function));
      return new Numbers(
          rule.basis(), coefficients, Arrays.stream(rule.logWeights()).map(Math::exp).toArray());
    }

    Numbers without(int node) {
      double[] less = weights.clone();
      less[node] = 0;
      return new Numbers(basis, coefficients, less);
    }

    /** Between the winner and each loser, then between the losers. */
    double[][] couplings(double[] losers, double slope) {
      double[][] rows = new double[losers.length][];
      double[] sum = new double[basis.rank()];
      for (int j = 0; j < losers.length; j++) {
        rows[j] = basis.row(Math.max(SampleGrid.LOWEST, losers[j] * slope));
        for (int r = 0; r < sum.length; r++) {
          sum[r] += rows[j][r];
        }
      }
      double[][] couplings = new double[losers.length][losers.length + 1];
      double[] ratios = new double[losers.length];
      for (int node = 0; node < weights.length; node++) {
        double product = weights[node] * Math.exp(dot(coefficients[weights.length + node], sum));
        for (int j = 0; j < losers.length; j++) {
          ratios[j] = dot(coefficients[node], rows[j]);
        }
        for (int j = 0; j < losers.length; j++) {
          couplings[j][losers.length] += product * ratios[j];
          for (int k = 0; k < j; k++) {
            couplings[j][k] += product * ratios[j] * ratios[k];
          }
        }
      }
      return couplings;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }

  /**
   * Distributions that the selection has not seen: exponential, geometric, some of two levels, and
   * a few equal losers, all others masked.
   */
  private static double[] losers(int categories, double slope, int kind, SplittableRandom random) {
    if (kind % 4 == 3) {
      double[] few = new double[random.nextInt(1, Math.min(categories, 4))];
      Arrays.fill(few, -Math.log(few.length) - random.nextDouble(0, 8) / slope);
      return few;
    }
    double[] logits = new double[categories];
    double width = Math.exp(random.nextDouble(-1, 2)) / slope;
    int ahead = random.nextInt(1, categories);
    double fall = random.nextDouble(0.01, 3);
    Arrays.setAll(
        logits,
        j ->
            switch (kind % 4) {
              case 0 -> width * Math.log(-Math.log(random.nextDouble(1e-9, 1)));
              case 1 -> -fall * j;
              default -> j < ahead ? width : 0;
            });
    int winner = random.nextInt(categories);
    double largest = Arrays.stream(logits).max().orElseThrow();
    double total = largest + Math.log(Arrays.stream(logits).map(x -> Math.exp(x - largest)).sum());
    double[] losers = new double[categories - 1];
    Arrays.setAll(losers, j -> logits[j < winner ? j : j + 1] - total);
    return losers;
  }

  /** Largest difference over the largest entry. */
  private static double error(Numbers few, Numbers many, int categories, double temperature) {
    double slope = ConditionalRule.slope(temperature);
    SplittableRandom random = new SplittableRandom(categories);
    double worst = 0;
    for (int i = 0; i < DISTRIBUTIONS; i++) {
      double[] losers = losers(categories, slope, i, random);
      double[][] found = few.couplings(losers, slope);
      double[][] exact = many.couplings(losers, slope);
      double largest = 0;
      double difference = 0;
      for (int j = 0; j < exact.length; j++) {
        for (int k = 0; k < exact[j].length; k++) {
          largest = Math.max(largest, exact[j][k]);
          difference = Math.max(difference, Math.abs(found[j][k] - exact[j][k]));
        }
      }
      if (largest > 1e-6) {
        worst = Math.max(worst, difference / largest);
      }
    }
    return worst;
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0.05, 12",
    "4, 5, 24",
    "16, 0.1, 12",
    "16, 0.5, 24",
    "16, 1, 32",
    "16, 1.1, 32",
    "64, 0.3, 24",
    "64, 1.1, 40",
    "64, 2, 48",
    "256, 0.5, 28",
    "256, 3, 56",
    "256, 5, 64"
  })
  void aFewNodesGiveTheIntegralsOfMany(int categories, double temperature, int most) {
    ConditionalRule rule = ConditionalRule.of(categories, ACCURACY, temperature);
    Numbers few = Numbers.of(rule);
    Numbers many = Numbers.of(ConditionalRule.of(categories, FINE, temperature));
    // A fifth of the accuracy is the selection's, an eighth the many nodes', the rest the table's.
    assertThat(error(few, many, categories, temperature)).isLessThan(0.6 * ACCURACY);
    assertThat(rule.nodes()).isLessThanOrEqualTo(most);
  }

  /** The check can fail: hardly a node is there for nothing. */
  @Test
  void nearlyEveryNodeIsNeeded() {
    Numbers few = Numbers.of(ConditionalRule.of(16, ACCURACY, 0.5));
    Numbers many = Numbers.of(ConditionalRule.of(16, FINE, 0.5));
    int nodes = few.weights.length;
    assertThat(IntStream.range(0, nodes))
        .filteredOn(node -> error(few.without(node), many, 16, 0.5) > 0.6 * ACCURACY)
        .hasSizeGreaterThanOrEqualTo(nodes - 3);
  }

  /** At a higher accuracy, several temperatures, one above 5, and more than 1,024 categories. */
  @Test
  void elsewhereNoNodeIsLeftOut() {
    assertThat(ConditionalRule.of(16, 1e-9, 0.5).nodes()).isEqualTo(272);
    // What float64 usually has.
    assertThat(ConditionalRule.of(16, 2e-10, 0.5).nodes()).isEqualTo(306);
    assertThat(ConditionalRule.of(16, ACCURACY, 0.3, 0.5).nodes()).isEqualTo(48);
    assertThat(ConditionalRule.of(16, ACCURACY, 5.1).nodes()).isEqualTo(48);
    assertThat(ConditionalRule.of(2048, ACCURACY, 0.5).nodes()).isGreaterThan(100);
  }
}
