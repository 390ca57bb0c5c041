package io.github.gumbelrao.vae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class TrainingSettingsTest {

  private static final TemperatureSchedule HALF = TemperatureSchedule.constant(0.5);

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static TrainingSettings settings(
      String estimator, TemperatureSchedule temperature, int batch, int steps) {
    Momentum momentum = new Momentum(0.1, 0, 0);
    return new TrainingSettings(
        VaeSettings.paper(2), estimator, temperature, batch, momentum, steps, 1);
  }

  /** Of those that are fed nothing else takes notice: what comes out is NaN. */
  @Test
  void rejectsTemperaturesThatFloat32DoesNotHave() {
    String low = "temperature must be >= 1.0E-36 for float32, got 1.0E-50";
    refused(low, () -> settings("st-gs", TemperatureSchedule.constant(1e-50), 1, 1));
    refused(low, () -> settings("st-gs", TemperatureSchedule.exponential(1, 1e-50), 1, 1));
    refused(low, () -> settings("gs", TemperatureSchedule.learned(1e-50), 1, 1));
    refused(
        "temperature must be <= 1.0E25, got 1.0E300",
        () -> settings("st-gs", TemperatureSchedule.exponential(1e300, 1), 1, 1));
  }

  /** A fed one is another graph, without what the rules do with constants. */
  @Test
  void onlyTemperaturesThatChangeAreFed() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      assertThat(HALF.inGraph(tf, List.of()).constant()).hasValue(0.5);
      assertThat(TemperatureSchedule.exponential(1, 0.5).inGraph(tf, List.of()).constant())
          .isEmpty();
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    refused("batchSize must be >= 1, got 0", () -> settings("st", HALF, 0, 1));
    refused("steps must be >= 1, got 0", () -> settings("st", HALF, 1, 0));
    refused(
        "temperature of reinmax must be >= 1.0, got 0.5", () -> settings("reinmax", HALF, 1, 1));
    refused(
        "temperature of reinmax must be >= 1.0, got 0.5",
        () -> settings("reinmax", TemperatureSchedule.exponential(2, 0.5), 1, 1));
    refused(
        "a learned temperature needs an estimator whose loss depends on it, such as gs, got st-gs",
        () -> settings("st-gs", TemperatureSchedule.learned(0.5), 1, 1));
    for (String exact : List.of("gr", "reinmax-rao", "reinmax-cv")) {
      refused(
          "a fed temperature of " + exact + " must be in [0.05, 5.0], got 10.0",
          () -> settings(exact, TemperatureSchedule.exponential(10, 0.5), 1, 1));
      refused(
          "a fed temperature of " + exact + " must be in [0.05, 5.0], got 0.01",
          () -> settings(exact, TemperatureSchedule.exponential(1, 0.01), 1, 1));
      settings(exact, TemperatureSchedule.exponential(5, 0.05), 1, 1);
    }
    settings("gr-mc10", TemperatureSchedule.exponential(10, 0.01), 1, 1);
    refused(
        "temperature of zgr must be constant, as it is ignored, got EXPONENTIAL",
        () -> settings("zgr", TemperatureSchedule.exponential(2, 0.5), 1, 1));
    refused(
        "temperature must be finite and > 0, got NaN",
        () -> TemperatureSchedule.constant(Double.NaN));
    refused(
        "final temperature must be finite and > 0, got 0.0",
        () -> TemperatureSchedule.exponential(1, 0));
    refused(
        "final temperature must be the first one unless it is annealed, got 2.0",
        () -> new TemperatureSchedule(TemperatureSchedule.Kind.LEARNED, 1, 2));
    refused(
        "validateEvery must be >= 1, got 0",
        () -> new TrainingPlan(settings("st", HALF, 1, 1), 0, 1, 1));
    refused(
        "validSamples must be >= 1, got 0",
        () -> new TrainingPlan(settings("st", HALF, 1, 1), 1, 0, 1));
    refused(
        "checkpointEvery must be >= 1, got 0",
        () -> new TrainingPlan(settings("st", HALF, 1, 1), 1, 1, 0));
  }

  @Test
  void annealsByTheSameFactorAtEveryStep() {
    TemperatureSchedule schedule = TemperatureSchedule.exponential(2, 0.125);
    assertThat(schedule.at(0, 5)).isEqualTo(2);
    assertThat(schedule.at(1, 5)).isCloseTo(1, within(1e-15));
    assertThat(schedule.at(4, 5)).isEqualTo(0.125);
    assertThat(schedule.at(0, 1)).isEqualTo(2);
  }
}
