package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.SessionConfig;
import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.core.training.Parameter;
import io.github.gumbelrao.listops.Expression;
import io.github.gumbelrao.listops.ListOpsExample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * A model small enough for enumeration, in its own graph and session; every parameter is random,
 * also those that start at 0, and scores are as large as those of a trained model.
 */
final class TinyModel<T extends TFloating> implements AutoCloseable {

  /** No two widths that could be mixed up are equal. */
  static final TreeLstmSettings SETTINGS = new TreeLstmSettings(3, 4, true);

  /** So that what a step takes off a parameter is its gradient. */
  static final GradientDescent UNIT = new GradientDescent(1, 0);

  private final Graph graph = new Graph();
  private final Session session = new Session(graph, SessionConfig.NOT_OPTIMIZED);
  private final Ops tf = Ops.create(graph);
  private final TreeLstm<T> model;
  private final Map<String, double[]> start = new LinkedHashMap<>();

  private TinyModel(Class<T> type) {
    model = TreeLstm.of(tf, type, SETTINGS, 1);
  }

  static <T extends TFloating> TinyModel<T> of(Class<T> type) {
    TinyModel<T> tiny = new TinyModel<>(type);
    tiny.session.initialize();
    for (Parameter<T> parameter : tiny.model.parameters()) {
      double deviation = parameter.name().equals("query") ? 4 : 0.8;
      long[] seed = {parameter.name().hashCode(), 1};
      Operand<TFloat64> normal =
          tiny.tf.random.statelessRandomNormal(
              tiny.tf.constant(parameter.variable().shape()),
              tiny.tf.constant(seed),
              TFloat64.class);
      Operand<T> value =
          tiny.tf.dtypes.cast(
              tiny.tf.math.mul(normal, tiny.tf.constant(deviation)), parameter.value().type());
      tiny.session.run(tiny.tf.assign(parameter.variable(), value));
    }
    tiny.start.putAll(tiny.values());
    return tiny;
  }

  Ops tf() {
    return tf;
  }

  Session session() {
    return session;
  }

  TreeLstm<T> model() {
    return model;
  }

  Map<String, double[]> values() {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Parameter<T> parameter : model.parameters()) {
      values.put(parameter.name(), fetch(parameter.value()));
    }
    return values;
  }

  /** Values of the parameters before any step. */
  PlainTreeLstm plain() {
    return new PlainTreeLstm(SETTINGS.hidden(), start);
  }

  double[] fetch(Operand<?> operand) {
    try (Result result = session.runner().fetch(operand).run()) {
      return Numbers.of(result.get(0));
    }
  }

  /** Gradient of all parameters in one vector, by a step that is taken back. */
  double[] gradient(TrainingStep<T> step, Sentences sentences, double baseline, long... seed) {
    step.run(session, sentences, baseline, seed);
    double[] gradient = new double[0];
    Map<String, double[]> after = values();
    for (Parameter<T> parameter : model.parameters()) {
      double[] before = start.get(parameter.name());
      double[] moved = after.get(parameter.name());
      int size = gradient.length;
      gradient = Arrays.copyOf(gradient, size + moved.length);
      for (int i = 0; i < moved.length; i++) {
        gradient[size + i] = before[i] - moved[i];
      }
    }
    reset();
    return gradient;
  }

  private final Map<String, org.tensorflow.op.Op> resets = new LinkedHashMap<>();

  private void reset() {
    for (Parameter<T> parameter : model.parameters()) {
      resets.computeIfAbsent(
          parameter.name(),
          name ->
              tf.assign(
                  parameter.variable(),
                  tf.reshape(
                      tf.dtypes.cast(tf.constant(start.get(name)), parameter.value().type()),
                      tf.constant(parameter.variable().shape()))));
    }
    Session.Runner runner = session.runner();
    resets.values().forEach(runner::addTarget);
    runner.run().close();
  }

  static Sentences sentences(String... texts) {
    return new Sentences(Arrays.stream(texts).map(TinyModel::example).toList());
  }

  static Sentences copies(String text, int count) {
    return new Sentences(java.util.Collections.nCopies(count, example(text)));
  }

  private static ListOpsExample example(String text) {
    Expression expression = Expression.parse(text);
    return new ListOpsExample(expression.evaluate(), expression);
  }

  static int[] codes(Expression expression) {
    int[] codes = new int[expression.length()];
    Arrays.setAll(codes, expression::code);
    return codes;
  }

  static List<String> texts() {
    return List.of(
        "7",
        "[SM 4 ]",
        "[MAX 2 9 ]",
        "[MIN 4 [MED 7 1 ] ]",
        "[SM 1 2 3 ]",
        "[MED [MAX 5 ] 3 8 0 ]");
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
