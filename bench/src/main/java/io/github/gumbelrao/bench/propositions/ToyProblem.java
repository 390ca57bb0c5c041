package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.toyqp.QuadraticProgram;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.util.List;

/**
 * A loss of one variable with three categories, on which the propositions are checked.
 *
 * @param name what rows call it, and what its seeds are derived from
 * @param point where, and with which weights
 */
record ToyProblem(String name, ToyPoint point) {

  private static final QuadraticProgram PROGRAM = QuadraticProgram.paper();

  /** No category is rare, and all differ. */
  private static final double[] LOGITS = {0.3, -0.2, 0.8};

  /** The paper's program as an expectation, {@code A = A(p)}, and with {@code A = Q}. */
  static List<ToyProblem> all() {
    return List.of(
        of("toy", PROGRAM.weights(ToyPoint.softmax(LOGITS))),
        of("toy with A = Q", PROGRAM.matrix()));
  }

  private static ToyProblem of(String name, double[][] weights) {
    return new ToyProblem(name, ToyPoint.withWeights(PROGRAM, LOGITS, weights));
  }
}
