package io.github.gumbelrao.core.example;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientCheck.Model;
import io.github.gumbelrao.core.surrogate.RunningMean;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.training.Momentum;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Trains the model of an example: what every training loop with an estimator comes to. */
final class Training {

  private static final int STEPS = 400;
  private static final int LAST = 50;

  private Training() {}

  /** Trains a model by an estimator and returns the mean loss of the last steps. */
  static double lossAfter(Model<TFloat32> model, String estimator, double temperature) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));

      // Every draw has noise of its own, and is kept for the surrogate loss.
      List<Draw<TFloat32>> draws = new ArrayList<>();
      Losses<TFloat32> losses =
          model.build(
              tf,
              logits -> {
                Operand<TInt64> own = Noise.stream(tf, seed, draws.size());
                Temperature tau = Temperature.of(temperature);
                draws.add(Estimators.named(estimator).draw(tf, logits, tau, own));
                return draws.get(draws.size() - 1);
              });

      // The baseline is for REINFORCE; other estimators have no use for it.
      RunningMean<TFloat32> baseline = RunningMean.of(tf, TFloat32.class, 0.9);
      Operand<TFloat32> surrogate = SurrogateLoss.of(tf, losses.values(), draws, baseline.value());
      Operand<TFloat32> loss = tf.math.mean(surrogate, tf.constant(0));
      Op descent = new Momentum(0.02, 0.9, 0).minimize(tf, loss, losses.parameters());
      Op step = tf.withControlDependencies(descent, baseline.update(tf, loss)).noOp();

      double last = 0;
      try (Session session = new Session(graph)) {
        session.initialize();
        for (int i = 0; i < STEPS; i++) {
          try (TInt64 next = TInt64.vectorOf(42, i);
              Result result = session.runner().feed(seed, next).addTarget(step).fetch(loss).run()) {
            last += i < STEPS - LAST ? 0 : ((TFloat32) result.get(0)).getFloat() / LAST;
          }
        }
      }
      return last;
    }
  }
}
