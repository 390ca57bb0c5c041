package io.github.gumbelrao.core.testing;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.SessionConfig;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Builds a graph, runs it once and returns the numbers. */
public final class Evaluate {

  private Evaluate() {}

  /** The value of one operand, in row-major order. */
  public static double[] once(Function<Ops, Operand<? extends TFloating>> graph) {
    return with(graph, Map.of());
  }

  /** The same, with operands built by the graph replaced by fed tensors, by name of their op. */
  public static double[] with(
      Function<Ops, Operand<? extends TFloating>> build, Map<String, Tensor> feeds) {
    try (Graph graph = new Graph()) {
      Operand<? extends TFloating> fetch = build.apply(Ops.create(graph));
      try (Session session = new Session(graph, SessionConfig.NOT_OPTIMIZED)) {
        session.initialize();
        Session.Runner runner = session.runner();
        feeds.forEach(runner::feed);
        try (Result result = runner.fetch(fetch).run()) {
          return Numbers.of(result.get(0));
        }
      }
    }
  }
}
