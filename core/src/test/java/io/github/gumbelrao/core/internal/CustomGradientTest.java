package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

class CustomGradientTest {

  /** No derivative of anything: the product of the loss's derivative and what is held. */
  private static final class Times implements CustomGradient.Backward {

    @Override
    public <T extends TFloating> Operand<T> of(Ops tf, List<Operand<T>> held, Operand<T> loss) {
      return tf.math.mul(held.get(0), loss);
    }
  }

  private static Operand<TFloat32> times(
      Ops tf, Operand<TFloat32> value, Operand<TFloat32> argument, float held) {
    return CustomGradient.of(
        tf, "Times", value, argument, List.of(tf.constant(new float[] {held, 2})), new Times());
  }

  /** A loss of two such values, with its gradient. */
  private record Model(
      Placeholder<TFloat32> argument, Operand<TFloat32> loss, Operand<TFloat32> gradient) {

    static Model in(Graph graph) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x =
          tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(2)));
      Operand<TFloat32> constant = tf.constant(new float[] {10, 20});
      Operand<TFloat32> values =
          tf.math.add(times(tf, constant, x, 5), times(tf, tf.math.square(x), x, 7));
      Operand<TFloat32> loss =
          tf.withName("loss").reduceSum(tf.math.square(values), tf.constant(0));
      return new Model(x, loss, tf.gradients(loss, List.of(x)).dy(0));
    }
  }

  private static void assertModel(Session session, String gradient) {
    try (TFloat32 x = TFloat32.vectorOf(1, 2);
        Result result = session.runner().feed("x", x).fetch("loss").fetch(gradient).run()) {
      assertThat(((TFloat32) result.get(0)).getFloat()).isEqualTo(11 * 11 + 24 * 24);
      TFloat32 found = (TFloat32) result.get(1);
      // 2 * 11 * (5 + 7), 2 * 24 * (2 + 2): the derivative of the square of x is not in it.
      assertThat(found.getFloat(0)).isEqualTo(264);
      assertThat(found.getFloat(1)).isEqualTo(192);
    }
  }

  @Test
  void valueAndDerivativeAreAsGiven() {
    try (Graph graph = new Graph()) {
      Model model = Model.in(graph);
      try (Session session = new Session(graph)) {
        assertModel(session, model.gradient().op().name());
      }
      assertThat(graph.getFunctions()).hasSize(2);
    }
  }

  /** One name, another number type and another number of operands: functions of their own. */
  @Test
  void functionsOfOneNameAreToldApart() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      Operand<TFloat64> y = tf.constant(new double[] {1, 2});
      Operand<TFloat64> single =
          CustomGradient.of(tf, "Times", y, y, List.of(tf.constant(3.0)), new Times());
      Operand<TFloat64> two =
          CustomGradient.of(
              tf,
              "Times",
              y,
              y,
              List.of(tf.constant(3.0), tf.constant(5.0)),
              new CustomGradient.Backward() {
                @Override
                public <T extends TFloating> Operand<T> of(
                    Ops ops, List<Operand<T>> held, Operand<T> loss) {
                  return ops.math.mul(held.get(1), loss);
                }
              });
      Operand<TFloat32> first = tf.gradients(times(tf, x, x, 7), List.of(x)).dy(0);
      Operand<TFloat64> second = tf.gradients(tf.math.add(single, two), List.of(y)).dy(0);
      try (Session session = new Session(graph);
          Result result = session.runner().fetch(first).fetch(second).run()) {
        assertThat(((TFloat32) result.get(0)).getFloat(0)).isEqualTo(7);
        assertThat(((TFloat64) result.get(1)).getDouble(0)).isEqualTo(8);
      }
    }
  }

  @Test
  void nothingDependsOnTheGraphBeingRewritten() {
    ConfigProto plain =
        ConfigProto.newBuilder()
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
            .build();
    try (Graph graph = new Graph()) {
      Model model = Model.in(graph);
      try (Session session = new Session(graph, plain)) {
        assertModel(session, model.gradient().op().name());
      }
    }
  }

  @Test
  void aSessionThatIsOpenKnowsIt() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> one = tf.withName("one").constant(1f);
      session.runner().fetch(one).run().close();
      assertModel(session, Model.in(graph).gradient().op().name());
    }
  }

  @Test
  void aGraphIsImportedWithIt() {
    try (Graph graph = new Graph();
        Graph other = new Graph()) {
      Model model = Model.in(graph);
      other.importGraphDef(graph.toGraphDef());
      try (Session session = new Session(other)) {
        assertModel(session, model.gradient().op().name());
        // And has more of it.
        Ops tf = Ops.create(other).withSubScope("more");
        Operand<TFloat32> x = other.operation("x").output(0).asOutput().expect(TFloat32.class);
        Operand<TFloat32> value = times(tf, x, x, 3);
        Operand<TFloat32> gradient = tf.gradients(value, List.of(x)).dy(0);
        try (TFloat32 fed = TFloat32.vectorOf(1, 2);
            Result result = session.runner().feed("x", fed).fetch(gradient).run()) {
          assertThat(((TFloat32) result.get(0)).getFloat(0)).isEqualTo(3);
        }
      }
    }
  }

  @Test
  void aFunctionOfAnotherGraphIsAnErrorAndNotZero() {
    try (ConcreteFunction function =
            ConcreteFunction.create(
                tf -> {
                  Placeholder<TFloat32> x =
                      tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2)));
                  Operand<TFloat32> value = times(tf, tf.math.square(x), x, 3);
                  return Signature.builder("f")
                      .input("x", x)
                      .output("dx", tf.gradients(value, List.of(x)).dy(0))
                      .build();
                });
        TFloat32 x = TFloat32.vectorOf(1, 2)) {
      assertThatThrownBy(() -> function.call(Map.of("x", x)).close())
          .hasMessageContaining("SymbolicGradient");
    }
  }

  @Test
  void aSecondDerivativeIsRefused() {
    try (Graph graph = new Graph()) {
      Model model = Model.in(graph);
      Ops tf = Ops.create(graph);
      assertThatThrownBy(() -> tf.gradients(model.gradient(), List.of(model.argument())))
          .hasMessageContaining("SymbolicGradient");
    }
  }

  @Test
  void anEagerSessionHasTheValue() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TFloat32> x = tf.constant(new float[] {1, 2});
      try (TFloat32 value = times(tf, x, x, 3).asTensor()) {
        assertThat(value.getFloat(1)).isEqualTo(2);
      }
    }
  }
}
