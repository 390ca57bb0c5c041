package io.github.gumbelrao.core.surrogate;

import io.github.gumbelrao.core.estimator.Draw;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.op.core.StopGradient;

/**
 * Finds score-function draws that losses depend on and that were not listed: their logits would get
 * no gradient, and nothing would show it.
 */
final class UnlistedDraws {

  /** How far behind a listed value its draw may lie: a reshape or two. */
  private static final int MAX_STEPS = 8;

  private UnlistedDraws() {}

  /**
   * Refuses them. Paths through a stop-gradient do not count.
   *
   * @throws IllegalArgumentException if a score-function draw that the losses depend on is not
   *     among the draws
   */
  static void check(Operand<?> losses, List<? extends Draw<?>> draws) {
    Set<String> listed =
        draws.stream().map(draw -> origin(draw.value().op())).collect(Collectors.toSet());
    Deque<Operation> waiting = new ArrayDeque<>(List.of(losses.op()));
    Set<String> seen = new HashSet<>();
    while (!waiting.isEmpty()) {
      Operation operation = waiting.pop();
      if (!(operation instanceof GraphOperation inGraph)
          || operation.type().equals(StopGradient.OP_NAME)
          || !seen.add(operation.name())) {
        continue;
      }
      if (Draw.isScored(operation.name()) && !listed.contains(operation.name())) {
        throw new IllegalArgumentException(
            "draws must list every score-function draw that the losses depend on, but "
                + operation.name()
                + " is not among the "
                + draws.size());
      }
      inGraph.inputs().forEach(input -> waiting.push(input.op()));
    }
  }

  /** The name of the draw behind a value, which may have been reshaped. */
  private static String origin(Operation value) {
    Operation operation = value;
    for (int i = 0; i < MAX_STEPS && operation instanceof GraphOperation inGraph; i++) {
      if (Draw.isScored(operation.name()) || inGraph.inputs().isEmpty()) {
        break;
      }
      operation = inGraph.inputs().get(0).op();
    }
    return operation.name();
  }
}
