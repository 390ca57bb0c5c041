package io.github.gumbelrao.core.testing;

import io.github.gumbelrao.core.internal.Numbers;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.family.TFloating;

/** Builds a graph, runs it once and returns the numbers. */
public final class Evaluate {

  /** A graph that runs once takes longer to optimize than to run. */
  public static final ConfigProto NOT_OPTIMIZED =
      ConfigProto.newBuilder()
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setOptimizerOptions(
                      OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0))
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

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
      try (Session session = new Session(graph, NOT_OPTIMIZED)) {
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
