package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.toyqp.QuadraticProgram;
import java.util.Arrays;

/**
 * A loss {@code (D - c)^T A (D - c)} of one variable with three categories, A held fixed.
 *
 * <p>Source: section 5.2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
final class ToyProblem {

  private static final QuadraticProgram PROGRAM = QuadraticProgram.paper();

  /** Where propositions are checked: no category is rare, and all differ. */
  private static final double[] LOGITS = {0.3, -0.2, 0.8};

  private final String name;
  private final double[] logits;
  private final double[][] weights;

  private ToyProblem(String name, double[] logits, double[][] weights) {
    this.name = name;
    this.logits = logits;
    this.weights = weights;
  }

  /** The paper's programme as an expectation: {@code A = A(p)}. */
  static ToyProblem paper() {
    return new ToyProblem("toy", LOGITS, PROGRAM.weights(softmax(LOGITS)));
  }

  /** The programme's own matrix: {@code A = Q}. */
  static ToyProblem plain() {
    return plain(LOGITS);
  }

  /** {@code A = Q} at other logits, three of them. */
  static ToyProblem plain(double[] logits) {
    return new ToyProblem("toy with A = Q", logits.clone(), PROGRAM.matrix());
  }

  /** What rows call it. */
  String name() {
    return name;
  }

  double[] logits() {
    return logits.clone();
  }

  double[][] weights() {
    return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
  }

  double[] center() {
    return PROGRAM.center();
  }

  double[] probabilities() {
    return softmax(logits);
  }

  /** df/dD at an outcome. */
  double[] lossGradient(int outcome) {
    return PROGRAM.lossGradient(outcome, weights);
  }

  /** The true gradient of the expected loss with respect to the logits. */
  double[] exactGradient() {
    return PROGRAM.heldWeightsGradient(probabilities(), weights);
  }

  private static double[] softmax(double[] logits) {
    double[] p = new double[logits.length];
    double total = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[i]);
      total += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= total;
    }
    return p;
  }
}
