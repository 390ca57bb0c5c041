package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.core.checkpoint.GraphVariables;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.model.EvaluationStep;
import io.github.gumbelrao.listops.model.Sentences;
import io.github.gumbelrao.listops.model.TrainingStep;
import io.github.gumbelrao.listops.model.TreeLstm;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/** The graph and session of one training: a step and an evaluation for each length, built once. */
final class TrialGraph implements AutoCloseable {

  /** Sentences evaluated at once. */
  private static final int EVALUATED = 100;

  private final Graph graph = new Graph();
  private final Session session;
  private final GraphVariables variables;
  private final List<TrainingStep<TFloat32>> steps = new ArrayList<>();
  private final List<EvaluationStep> evaluations = new ArrayList<>();
  private final TrialSettings settings;

  TrialGraph(TrialSettings settings, ConfigProto config) {
    this.settings = settings;
    Ops tf = Ops.create(graph);
    TreeLstm<TFloat32> model = TreeLstm.of(tf, TFloat32.class, settings.model(), settings.seed());
    for (int length : BatchPlan.lengths(settings.maxLength())) {
      steps.add(TrainingStep.of(tf, model, settings.source(), settings.descent(), length));
      evaluations.add(EvaluationStep.of(tf, model, settings.source(), length));
    }
    this.variables = GraphVariables.of(tf, graph);
    this.session = new Session(graph, unoptimized(config));
    session.initialize();
  }

  /** Rewriting these long graphs takes most of a minute and makes no step faster. */
  private static ConfigProto unoptimized(ConfigProto config) {
    RewriterConfig none = RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
    GraphOptions options = config.getGraphOptions().toBuilder().setRewriteOptions(none).build();
    return config.toBuilder().setGraphOptions(options).build();
  }

  SortedMap<String, float[]> variables() {
    return variables.read(session);
  }

  void restore(SortedMap<String, float[]> values) {
    variables.write(session, values);
  }

  TrainingStep.Outcome train(Sentences batch, double baseline, long step) {
    return steps.stream()
        .filter(each -> each.length() >= batch.longest())
        .findFirst()
        .orElseThrow()
        .run(session, batch, baseline, settings.seed(), step);
  }

  Evaluation evaluate(List<ListOpsExample> examples) {
    IdentityHashMap<ListOpsExample, EvaluationStep.Prediction> found = new IdentityHashMap<>();
    long number = 0;
    for (Sentences batch : BatchPlan.byLength(examples, EVALUATED)) {
      List<EvaluationStep.Prediction> predictions =
          evaluations.stream()
              .filter(each -> each.length() >= batch.longest())
              .findFirst()
              .orElseThrow()
              .run(session, batch, settings.seed(), number++);
      for (int i = 0; i < predictions.size(); i++) {
        found.put(batch.examples().get(i), predictions.get(i));
      }
    }
    return Evaluation.of(examples, examples.stream().map(found::get).toList());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
