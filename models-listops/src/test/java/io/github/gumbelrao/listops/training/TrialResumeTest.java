package io.github.gumbelrao.listops.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that end early and go on, from checkpoints that are whole, damaged or of others. */
class TrialResumeTest {

  private static final int SAVE_TIMEOUT_SECONDS = 120;
  private static final double LEARNING_RATE = 0.1;

  @TempDir private Path folder;

  /**
   * A process that is killed after its first epoch: whoever goes on ends as if nothing had been.
   * The running mean of REINFORCE is part of what must survive.
   */
  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "gr-mc4"})
  void goesOnAfterAKill(String trees) throws Exception {
    Process process = start(trees);
    awaitCheckpoint(process);
    process.destroyForcibly().onExit().join();
    assertThat(process.exitValue()).isEqualTo(137);
    List<Integer> resumed = new ArrayList<>();
    TrialSettings settings = TinyTrials.settings(trees, 0.1, 1);
    TrialResult result =
        Trial.of(settings, TinyTrials.data())
            .run(TinyTrials.THREADS, Optional.of(folder), (epoch, steps) -> resumed.add(steps));
    assertThat(result).isEqualTo(TinyTrials.run(settings, Optional.empty()));
    // The first report is of the steps done before.
    assertThat(resumed.get(0)).isPositive();
    assertThat(resumed.stream().mapToInt(Integer::intValue).sum())
        .isEqualTo((int) Trial.of(settings, TinyTrials.data()).steps());
  }

  private Process start(String trees) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            TrialProcess.class.getName(),
            folder.toString(),
            trees)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitCheckpoint(Process process) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SAVE_TIMEOUT_SECONDS);
    while (files().noneMatch(path -> path.endsWith("last.ckpt"))) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("no checkpoint, and the process is alive: " + process.isAlive());
      }
      Thread.sleep(5);
    }
  }

  private Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    }
  }

  /** What a training told while it ran. */
  private static final class Told implements TrainingProgress {
    private final List<Integer> steps = new ArrayList<>();
    private long built;

    @Override
    public void built(long units) {
      built += units;
    }

    private final List<String> warnings = new ArrayList<>();

    @Override
    public void advance(int epoch, int done) {
      steps.add(done);
    }

    @Override
    public void warned(String sentence) {
      warnings.add(sentence);
    }
  }

  private Path file(String name) throws IOException {
    return files().filter(path -> path.endsWith(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = "reinforce")
  void aDamagedCheckpointIsPassedOverAndItEndsInTheSameBytes(String trees) throws IOException {
    TrialSettings settings = TinyTrials.settings(trees, 0.1, 1);
    TrialResult whole = TinyTrials.run(settings, Optional.of(folder));
    Path last = file("last.ckpt");
    byte[] sound = Files.readAllBytes(last);
    byte[] damaged = sound.clone();
    damaged[damaged.length / 2] ^= 4;
    Files.write(last, damaged);
    Trial trial = Trial.of(settings, TinyTrials.data());
    Told told = new Told();
    assertThat(trial.run(TinyTrials.THREADS, Optional.of(folder), told)).isEqualTo(whole);
    assertThat(told.warnings)
        .containsExactly(
            last + " does not match its own SHA-256; looking for the checkpoint before it");
    assertThat(told.built).isPositive().isEqualTo(Trial.buildingSteps(settings));
    assertThat((long) told.steps.get(0))
        .isEqualTo(trial.steps() / TinyTrials.EPOCHS * (TinyTrials.EPOCHS - 1));
    assertThat(Files.readAllBytes(last)).isEqualTo(sound);
    // Both damaged: what to do is up to whoever runs it.
    Files.write(last, new byte[3]);
    Files.write(file("previous.ckpt"), damaged);
    assertThatThrownBy(() -> trial.run(TinyTrials.THREADS, Optional.of(folder), told))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "no checkpoint in "
                + last.getParent()
                + " is readable; delete that folder to start anew");
    trial.deleteCheckpoints(TinyTrials.THREADS, folder);
    assertThat(folder).doesNotExist();
  }

  @Test
  void theCheckpointOfOtherSettingsIsRefused() throws IOException {
    TinyTrials.run(TinyTrials.settings("st-gs", LEARNING_RATE, 1), Optional.of(folder));
    Path of = file("last.ckpt").getParent();
    TrialSettings other = TinyTrials.settings("st-gs", 0.2, 1);
    TinyTrials.run(other, Optional.of(folder));
    Path another;
    try (Stream<Path> folders = Files.list(folder)) {
      another = folders.filter(each -> !each.equals(of)).findFirst().orElseThrow();
    }
    Files.copy(
        of.resolve("last.ckpt"), another.resolve("last.ckpt"), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> TinyTrials.run(other, Optional.of(folder)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "the checkpoint must be of this run, " + Trial.VERSION + " TrialSettings[");
  }
}
