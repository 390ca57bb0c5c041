package io.github.gumbelrao.bench.jacobians;

import java.util.Arrays;
import java.util.List;

/**
 * A reference value of the conditional Jacobian.
 *
 * @param number position in its file, counted from 1
 * @param logits unnormalized log-probabilities, finite, at least two
 * @param outcome the category conditioned on, an index into the logits
 * @param temperature finite and above 0
 * @param jacobian the reference, row by row, n * n finite numbers
 * @param standardError of every entry of the reference, finite and at least 0
 */
public record JacobianCase(
    int number,
    List<Double> logits,
    int outcome,
    double temperature,
    List<Double> jacobian,
    double standardError) {

  /** Copies the lists. */
  public JacobianCase {
    logits = List.copyOf(logits);
    jacobian = List.copyOf(jacobian);
  }

  /** Number of categories. */
  int arity() {
    return logits.size();
  }

  /** The logits as an array of its own. */
  double[] logitArray() {
    return logits.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Probability of the outcome. */
  double probability() {
    double[] theta = logitArray();
    double top = Arrays.stream(theta).max().orElseThrow();
    double total = Arrays.stream(theta).map(each -> Math.exp(each - top)).sum();
    return Math.exp(theta[outcome] - top) / total;
  }
}
