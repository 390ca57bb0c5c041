package io.github.gumbelrao.vae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.checkpoint.CheckpointException;
import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import io.github.gumbelrao.vae.training.TinyTraining.Seen;
import io.github.gumbelrao.vae.training.TrainingResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are stopped, resumed, damaged and diverge, on a tiny model. */
class TrainerTest {

  @TempDir Path folder;

  private static final TrainingSettings PLAIN =
      TinyTraining.settings("gr-mc3", TemperatureSchedule.constant(0.6));

  private Path in(String name) {
    return folder.resolve(name);
  }

  private byte[] last(String name) throws IOException {
    return Files.readAllBytes(in(name).resolve("last.ckpt"));
  }

  /** A running mean, an annealed temperature, and a trained one: each has a state of its own. */
  static Stream<TrainingSettings> kinds() {
    return Stream.of(
        PLAIN,
        TinyTraining.settings("reinforce", TemperatureSchedule.constant(1)),
        TinyTraining.settings("st-gs", TemperatureSchedule.exponential(1, 0.3)),
        TinyTraining.settings("gs", TemperatureSchedule.learned(0.7)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aResumedRunEndsInTheSameBytes(TrainingSettings settings) throws IOException {
    TrainingPlan plan = TinyTraining.plan(settings);
    byte[] whole = TinyTraining.whole(plan, in("whole"));
    for (int stop : settings.equals(PLAIN) ? new int[] {0, 1, 8, 29} : new int[] {9, 29}) {
      Seen seen = TinyTraining.train(plan, in("stopped"), stop);
      assertThat(seen.result().end()).isEqualTo(End.STOPPED);
      assertThat(seen.result().step()).isEqualTo(stop);
    }
    Seen end = TinyTraining.train(plan, in("stopped"), -1);
    assertThat(end.resumed()).containsExactly(29);
    assertThat(last("stopped")).isEqualTo(whole);
    assertThat(Files.readAllBytes(in("stopped").resolve("best.ckpt")))
        .isEqualTo(Files.readAllBytes(in("whole").resolve("best.ckpt")));
  }

  /** Negative control: momentum that is lost at the seam does show in the bytes. */
  @Test
  void aRunThatForgetsItsVelocityDoesNot() throws IOException {
    TrainingPlan plan = TinyTraining.plan(PLAIN);
    byte[] whole = TinyTraining.whole(plan, in("whole"));
    TinyTraining.train(plan, in("stopped"), 9);
    CheckpointFolder checkpoints = CheckpointFolder.of(in("stopped"));
    String fingerprint = Trainer.fingerprint(plan, TinyTraining.DATA);
    TrainingState kept =
        TrainingState.of(
            checkpoints.last(fingerprint, state -> state, warning -> {}).orElseThrow());
    long slots =
        kept.variables().keySet().stream().filter(name -> name.contains("Momentum")).count();
    assertThat(slots).isEqualTo(13);
    kept.variables()
        .forEach(
            (name, numbers) -> {
              if (name.contains("Momentum")) {
                Arrays.fill(numbers, 0);
              }
            });
    checkpoints.save(fingerprint, kept.toBytes(), false);
    TinyTraining.train(plan, in("stopped"), -1);
    assertThat(last("stopped")).isNotEqualTo(whole);
  }

  @Test
  void aDamagedCheckpointIsFoundOutAndTheOneBeforeItUsed() throws IOException {
    TrainingPlan plan = TinyTraining.plan(PLAIN);
    byte[] whole = TinyTraining.whole(plan, in("whole"));
    TinyTraining.train(plan, in("stopped"), 22);
    byte[] damaged = last("stopped");
    damaged[damaged.length / 2] ^= 4;
    Path file = in("stopped").resolve("last.ckpt");
    Files.write(file, damaged);
    Seen seen = TinyTraining.train(plan, in("stopped"), -1);
    assertThat(seen.warnings())
        .containsExactly(
            file + " does not match its own SHA-256; looking for the checkpoint before it");
    assertThat(seen.resumed()).containsExactly(20);
    assertThat(last("stopped")).isEqualTo(whole);
  }

  @Test
  void aRunWithoutASoundCheckpointSaysSo() throws IOException {
    TrainingPlan plan = TinyTraining.plan(PLAIN);
    TinyTraining.train(plan, in("stopped"), 22);
    Files.write(in("stopped").resolve("last.ckpt"), new byte[7]);
    Files.write(in("stopped").resolve("previous.ckpt"), new byte[700]);
    assertThatThrownBy(() -> TinyTraining.train(plan, in("stopped"), -1))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "no checkpoint in " + in("stopped") + " is readable; delete that folder to start anew");
  }

  /** As when the process died between the two renames. */
  @Test
  void theCheckpointBeforeServesWhereTheLastIsMissing() throws IOException {
    TrainingPlan plan = TinyTraining.plan(PLAIN);
    byte[] whole = TinyTraining.whole(plan, in("whole"));
    TinyTraining.train(plan, in("stopped"), 22);
    Files.delete(in("stopped").resolve("last.ckpt"));
    Seen seen = TinyTraining.train(plan, in("stopped"), -1);
    assertThat(seen.warnings())
        .containsExactly(
            in("stopped").resolve("last.ckpt")
                + " is missing; looking for the checkpoint before it");
    assertThat(seen.resumed()).containsExactly(20);
    assertThat(last("stopped")).isEqualTo(whole);
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefused() throws IOException {
    TinyTraining.train(TinyTraining.plan(PLAIN), in("stopped"), 5);
    TrainingPlan other = TinyTraining.plan(TinyTraining.withRate(PLAIN, 0.004));
    assertThatThrownBy(() -> TinyTraining.train(other, in("stopped"), -1))
        .isInstanceOf(CheckpointException.class)
        .hasMessageMatching("the checkpoint must be of this run, \\d+ TrainingPlan\\[.*, got .*");
  }

  @Test
  void measuresACurveOfTheRightPoints() throws IOException {
    TrainingResult result = TinyTraining.train(TinyTraining.plan(PLAIN), in("a"), -1).result();
    assertThat(result.curve().stream().map(CurvePoint::step)).containsExactly(0, 8, 16, 24, 30);
    assertThat(result.curve().stream().map(CurvePoint::trainSteps)).containsExactly(0, 8, 8, 8, 6);
    assertThat(result.curve().get(0).trainLoss()).isNaN();
    assertThat(result.curve().get(4).valid().samples()).isEqualTo(3);
    assertThat(result.curve().get(4).valid().images()).isEqualTo(20);
    assertThat(result.curve().get(4).valid().loss())
        .isLessThan(result.curve().get(0).valid().loss());
  }

  @Test
  void findsTheFirstPointBelowAThreshold() throws IOException {
    TrainingResult result = TinyTraining.train(TinyTraining.plan(PLAIN), in("a"), -1).result();
    double third = result.curve().get(2).valid().loss();
    assertThat(result.curve().get(1).valid().loss()).isGreaterThan(third);
    assertThat(result.iterationsTo(third)).isEqualTo(OptionalInt.of(16));
    assertThat(result.iterationsTo(Math.nextDown(third)).orElseThrow()).isGreaterThan(16);
    assertThat(result.iterationsTo(1)).isEmpty();
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRun() throws IOException {
    TrainingSettings wild = TinyTraining.withRate(PLAIN, 1e30);
    TrainingResult result = TinyTraining.train(TinyTraining.plan(wild), in("a"), -1).result();
    assertThat(result.end()).isEqualTo(End.DIVERGED);
    assertThat(result.reason()).isIn("loss not finite", "gradient not finite");
    assertThat(result.step()).isBetween(2, 4);
    assertThat(result.curve()).hasSize(1);
  }

  @Test
  void aLossAtAMeasuredPointThatIsNotFiniteEndsTheRun() throws IOException {
    TrainingPlan everyStep = new TrainingPlan(TinyTraining.withRate(PLAIN, 1e38), 1, 1, 100);
    TrainingResult result = TinyTraining.train(everyStep, in("a"), -1).result();
    assertThat(result.end()).isEqualTo(End.DIVERGED);
    assertThat(result.reason()).endsWith("loss not finite");
  }

  @Test
  void anAnnealedTemperatureGoesFromStartToEnd() throws IOException {
    TrainingPlan plan =
        TinyTraining.plan(TinyTraining.settings("st-gs", TemperatureSchedule.exponential(1, 0.25)));
    List<CurvePoint> curve = TinyTraining.train(plan, in("a"), -1).result().curve();
    assertThat(curve.get(0).temperature()).isEqualTo(1);
    assertThat(curve.get(1).temperature()).isCloseTo(Math.pow(0.25, 8 / 29.0), within(1e-12));
    assertThat(curve.get(4).temperature()).isEqualTo(0.25);
  }

  /** And the steps meet it: a temperature that ends lower trains to other parameters. */
  @Test
  void anAnnealedTemperatureReachesTheEstimator() throws IOException {
    for (String estimator : List.of("gs", "gr")) {
      TrainingSettings annealed =
          TinyTraining.settings(estimator, TemperatureSchedule.exponential(1, 0.25));
      TrainingSettings flat = TinyTraining.settings(estimator, TemperatureSchedule.constant(1));
      TrainingSettings still =
          TinyTraining.settings(estimator, TemperatureSchedule.exponential(1, 1));
      double loss = lastLoss(flat);
      assertThat(lastLoss(still)).isEqualTo(loss);
      assertThat(lastLoss(annealed)).isNotEqualTo(loss);
    }
  }

  private double lastLoss(TrainingSettings settings) throws IOException {
    Path own = in(Integer.toString(settings.hashCode()));
    List<CurvePoint> curve =
        TinyTraining.train(TinyTraining.plan(settings), own, -1).result().curve();
    return curve.get(curve.size() - 1).trainLoss();
  }

  @Test
  void aLearnedTemperatureMoves() throws IOException {
    TrainingPlan plan =
        TinyTraining.plan(TinyTraining.settings("gs", TemperatureSchedule.learned(0.7)));
    List<CurvePoint> curve = TinyTraining.train(plan, in("a"), -1).result().curve();
    assertThat(curve.get(0).temperature()).isCloseTo(0.7, within(1e-6));
    assertThat(curve.get(4).temperature()).isGreaterThan(0);
    assertThat(Math.abs(curve.get(4).temperature() - 0.7)).isGreaterThan(1e-3);
  }

  @Test
  void anEstimatorWithoutATemperatureReportsNone() throws IOException {
    TrainingPlan plan =
        TinyTraining.plan(TinyTraining.settings("reinforce", TemperatureSchedule.constant(1)));
    assertThat(TinyTraining.train(plan, in("a"), -1).result().curve().get(0).temperature()).isNaN();
  }
}
