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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static final TrainingSettings SCORED =
      TinyTraining.settings("reinforce", TemperatureSchedule.constant(1));

  private static final TrainingSettings LEARNED =
      TinyTraining.settings("gs", TemperatureSchedule.learned(0.7));

  /** Where runs lie that several tests look at, each trained once. */
  @TempDir static Path shared;

  private static final Map<TrainingSettings, TrainingResult> WHOLE = new HashMap<>();

  /** What came of a run that nothing disturbed. */
  private static TrainingResult whole(TrainingSettings settings) throws IOException {
    if (!WHOLE.containsKey(settings)) {
      TrainingResult result =
          TinyTraining.train(TinyTraining.plan(settings), wholeFolder(settings), -1).result();
      assertThat(result.end()).isEqualTo(End.DONE);
      WHOLE.put(settings, result);
    }
    return WHOLE.get(settings);
  }

  /** The bytes of its last checkpoint, every variable and the curve, or of another file. */
  private static byte[] wholeFile(TrainingSettings settings, String name) throws IOException {
    whole(settings);
    return Files.readAllBytes(wholeFolder(settings).resolve(name));
  }

  private static Path wholeFolder(TrainingSettings settings) {
    return shared.resolve("whole-" + settings.estimator());
  }

  /** A folder of its own with the checkpoints of a run that was stopped at step 22. */
  private void stoppedAt22() throws IOException {
    Path once = shared.resolve("stopped");
    if (!Files.exists(once)) {
      TinyTraining.train(TinyTraining.plan(PLAIN), once, 22);
    }
    Path copy = Files.createDirectory(in("stopped"));
    try (Stream<Path> files = Files.list(once)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }

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
        SCORED,
        TinyTraining.settings("st-gs", TemperatureSchedule.exponential(1, 0.3)),
        LEARNED);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aResumedRunEndsInTheSameBytes(TrainingSettings settings) throws IOException {
    TrainingPlan plan = TinyTraining.plan(settings);
    for (int stop : settings.equals(PLAIN) ? new int[] {0, 1, 8, 29} : new int[] {9, 29}) {
      Seen seen = TinyTraining.train(plan, in("stopped"), stop);
      assertThat(seen.result().end()).isEqualTo(End.STOPPED);
      assertThat(seen.result().step()).isEqualTo(stop);
    }
    Seen end = TinyTraining.train(plan, in("stopped"), -1);
    assertThat(end.resumed()).containsExactly(29);
    for (String name : List.of("last.ckpt", "best.ckpt")) {
      assertThat(Files.readAllBytes(in("stopped").resolve(name)))
          .isEqualTo(wholeFile(settings, name));
    }
  }

  /** Negative control: momentum that is lost at the seam does show in the bytes. */
  @Test
  void aRunThatForgetsItsVelocityDoesNot() throws IOException {
    TrainingPlan plan = TinyTraining.plan(PLAIN);
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
    assertThat(last("stopped")).isNotEqualTo(wholeFile(PLAIN, "last.ckpt"));
  }

  @Test
  void aDamagedCheckpointIsFoundOutAndTheOneBeforeItUsed() throws IOException {
    TrainingPlan plan = TinyTraining.plan(PLAIN);
    stoppedAt22();
    byte[] damaged = last("stopped");
    damaged[damaged.length / 2] ^= 4;
    Path file = in("stopped").resolve("last.ckpt");
    Files.write(file, damaged);
    Seen seen = TinyTraining.train(plan, in("stopped"), -1);
    assertThat(seen.warnings())
        .containsExactly(
            file + " does not match its own SHA-256; looking for the checkpoint before it");
    assertThat(seen.resumed()).containsExactly(20);
    assertThat(last("stopped")).isEqualTo(wholeFile(PLAIN, "last.ckpt"));
  }

  @Test
  void aRunWithoutASoundCheckpointSaysSo() throws IOException {
    TrainingPlan plan = TinyTraining.plan(PLAIN);
    stoppedAt22();
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
    stoppedAt22();
    Files.delete(in("stopped").resolve("last.ckpt"));
    Seen seen = TinyTraining.train(plan, in("stopped"), -1);
    assertThat(seen.warnings())
        .containsExactly(
            in("stopped").resolve("last.ckpt")
                + " is missing; looking for the checkpoint before it");
    assertThat(seen.resumed()).containsExactly(20);
    assertThat(last("stopped")).isEqualTo(wholeFile(PLAIN, "last.ckpt"));
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
    TrainingResult result = whole(PLAIN);
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
    TrainingResult result = whole(PLAIN);
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
    List<CurvePoint> curve = whole(LEARNED).curve();
    assertThat(curve.get(0).temperature()).isCloseTo(0.7, within(1e-6));
    assertThat(curve.get(4).temperature()).isGreaterThan(0);
    assertThat(Math.abs(curve.get(4).temperature() - 0.7)).isGreaterThan(1e-3);
  }

  @Test
  void anEstimatorWithoutATemperatureReportsNone() throws IOException {
    assertThat(whole(SCORED).curve().get(0).temperature()).isNaN();
  }
}
