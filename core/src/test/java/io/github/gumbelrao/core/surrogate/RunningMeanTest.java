package io.github.gumbelrao.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

class RunningMeanTest {

  @Test
  void startsAtZeroThenFollowsItsObservations() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      RunningMean<TFloat64> mean = RunningMean.of(tf, TFloat64.class, 0.9);
      Placeholder<TFloat64> observation = tf.placeholder(TFloat64.class);
      Op update = mean.update(tf, observation);
      try (Session session = new Session(graph)) {
        session.initialize();
        // Each run reads the mean of the runs before it, even while it updates.
        assertThat(run(session, mean, observation, update, 4)).isZero();
        assertThat(run(session, mean, observation, update, 1)).isCloseTo(4, within(1e-15));
        assertThat(run(session, mean, observation, update, 0))
            .isCloseTo((0.9 * 0.1 * 4 + 0.1 * 1) / (1 - 0.81), within(1e-15));
      }
    }
  }

  @Test
  void decayMustBeBelowOne() {
    try (Graph graph = new Graph()) {
      assertThatThrownBy(() -> RunningMean.of(Ops.create(graph), TFloat64.class, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("decay must be in [0.0, 1.0), got 1.0");
    }
  }

  /** A vector would be broadcast into the variable, or refused only when the graph runs. */
  @Test
  void observationMustBeAScalar() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      RunningMean<TFloat64> mean = RunningMean.of(tf, TFloat64.class, 0.9);
      assertThatThrownBy(() -> mean.update(tf, tf.constant(new double[] {1, 2})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("observation must have shape [], got [2]");
    }
  }

  private static double run(
      Session session,
      RunningMean<TFloat64> mean,
      Placeholder<TFloat64> observation,
      Op update,
      double value) {
    try (TFloat64 tensor = TFloat64.scalarOf(value);
        Result result =
            session
                .runner()
                .feed(observation, tensor)
                .addTarget(update)
                .fetch(mean.value())
                .run()) {
      return ((TFloat64) result.get(0)).getDouble();
    }
  }
}
