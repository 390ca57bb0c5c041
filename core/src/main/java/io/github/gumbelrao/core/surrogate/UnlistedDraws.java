package io.github.gumbelrao.core.surrogate;

import io.github.gumbelrao.core.estimator.Draw;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.op.core.StopGradient;

/**
 * Finds score-function draws that losses depend on and that were not listed: their logits would get
 * no gradient, and nothing would show it.
 */
final class UnlistedDraws {

  /** How far behind a listed value its draws may lie: a reshape or two. */
  private static final int MAX_STEPS = 8;

  /** All of whose inputs are in their value. */
  private static final Set<String> JOINTS = Set.of("Pack", "ConcatV2");

  private UnlistedDraws() {}

  /**
   * Refuses them. Paths through a stop-gradient do not count.
   *
   * @throws IllegalArgumentException if a score-function draw that the losses depend on is not
   *     among the draws
   */
  static void check(Operand<?> losses, List<? extends Draw<?>> draws) {
    Set<String> listed = new HashSet<>();
    draws.stream()
        // A pathwise draw has no log-probability to give those behind it a gradient.
        .filter(draw -> draw.logProbability().isPresent())
        .forEach(draw -> addOrigins(draw.value().op(), MAX_STEPS, listed));
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

  /** Names of the draws behind a value, which may have been reshaped or joined from several. */
  private static void addOrigins(Operation value, int steps, Set<String> names) {
    if (steps == 0
        || Draw.isScored(value.name())
        || !(value instanceof GraphOperation inGraph)
        || inGraph.inputs().isEmpty()) {
      names.add(value.name());
      return;
    }
    int followed = JOINTS.contains(value.type()) ? inGraph.inputs().size() : 1;
    for (Operand<?> input : inGraph.inputs().subList(0, followed)) {
      addOrigins(input.op(), steps - 1, names);
    }
  }
}
