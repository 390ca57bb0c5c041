package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import io.github.gumbelrao.core.internal.DecayingMean;
import io.github.gumbelrao.core.internal.Sha256;
import io.github.gumbelrao.listops.model.Sentences;
import io.github.gumbelrao.listops.model.TrainingStep;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.tensorflow.proto.ConfigProto;

/**
 * One training with one estimator: epochs of plain gradient descent, the validation set after each,
 * the test set at the best.
 *
 * <p>A function of settings, data and number of threads: the order of the examples comes from seed
 * and epoch, the noise from seed and step. With a folder for checkpoints a training that was cut
 * short resumes after its last whole epoch and ends with the same bits.
 *
 * <p>Source: section 5.3 and appendix D.1 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class Trial {

  /** Weight of the past in the baseline of REINFORCE; the paper names none. */
  private static final double BASELINE_DECAY = 0.99;

  /**
   * Building a step and an evaluation for sentences of one more token takes about as long as this
   * many steps of ten tokens: 0.25 s where a step takes 0.02 s, of a model of width 128.
   */
  private static final long STEPS_PER_TOKEN = 12;

  /** Raised when equal settings come to other results. */
  static final int VERSION = 6;

  private final TrialSettings settings;
  private final ListOpsData data;

  private Trial(TrialSettings settings, ListOpsData data) {
    this.settings = settings;
    this.data = data;
  }

  /**
   * Creates a training.
   *
   * @param settings of the training
   * @param data of which examples within the settings' length are used
   * @return the training, not begun
   * @throws IllegalArgumentException if a part of the data has no example that is short enough
   */
  public static Trial of(TrialSettings settings, ListOpsData data) {
    return new Trial(settings, data.atMost(settings.maxLength()));
  }

  /**
   * Steps of the whole training.
   *
   * @return steps of all epochs
   */
  public long steps() {
    return steps(settings, data.train().size());
  }

  /**
   * Steps of a whole training.
   *
   * @param settings of the training
   * @param examples to train on
   * @return steps of all epochs
   */
  public static long steps(TrialSettings settings, int examples) {
    long batches = ((long) examples + settings.batchSize() - 1) / settings.batchSize();
    return batches * settings.epochs();
  }

  /**
   * What building the graphs of a training takes, in steps.
   *
   * @param settings of the training
   * @return steps that take about as long
   */
  public static long buildingSteps(TrialSettings settings) {
    return BatchPlan.lengths(settings.maxLength()).stream()
        .mapToLong(length -> STEPS_PER_TOKEN * length)
        .sum();
  }

  /**
   * Trains, or resumes where it stopped.
   *
   * @param session threads and device
   * @param checkpoints folder for the checkpoints of all trainings; empty for none
   * @param progress receives every step, also of those done before
   * @return the result
   * @throws IOException if a checkpoint cannot be written, or none that is there can be read
   */
  public TrialResult run(ConfigProto session, Optional<Path> checkpoints, TrainingProgress progress)
      throws IOException {
    String fingerprint = fingerprint(session);
    Optional<CheckpointFolder> kept = checkpoints.map(folder -> own(folder, fingerprint));
    try (TrialGraph graph = new TrialGraph(settings, session)) {
      progress.built(buildingSteps(settings));
      TrialState start = TrialState.start(graph.variables());
      TrialState state =
          kept.isPresent()
              ? kept.get()
                  .last(fingerprint, bytes -> restored(bytes, graph), progress::warned)
                  .orElse(start)
              : start;
      progress.resume(state.epochs().size(), Math.toIntExact(state.step()));
      while (state.epochs().size() < settings.epochs() && state.divergedAt() == 0) {
        state = epoch(graph, state, progress);
        if (kept.isPresent()) {
          // The state holds the best parameters too: no file of their own is needed.
          kept.get().save(fingerprint, state.toBytes(), false);
        }
      }
      return result(graph, state);
    }
  }

  /** Reads a state and gives the graph its variables, which fails if they are another model's. */
  private static TrialState restored(byte[] bytes, TrialGraph graph) throws IOException {
    TrialState state = TrialState.of(bytes);
    if (!state.best().isEmpty()) {
      graph.restore(state.best());
    }
    graph.restore(state.variables());
    return state;
  }

  /**
   * Deletes the checkpoints of this training, if there are any.
   *
   * @param session as it was run with
   * @param checkpoints folder for the checkpoints of all trainings; goes too when it is empty
   * @throws IOException if they cannot be deleted
   */
  public void deleteCheckpoints(ConfigProto session, Path checkpoints) throws IOException {
    own(checkpoints, fingerprint(session)).delete();
    try {
      Files.deleteIfExists(checkpoints);
    } catch (DirectoryNotEmptyException e) {
      // Other trainings have theirs there.
      return;
    }
  }

  private String fingerprint(ConfigProto session) {
    return VERSION
        + " "
        + settings
        + " "
        + data.sha256()
        + " "
        + session.getIntraOpParallelismThreads();
  }

  /** Other settings, data or threads have another folder. */
  private static CheckpointFolder own(Path checkpoints, String fingerprint) {
    String name = HexFormat.of().formatHex(Sha256.of(fingerprint), 0, 8);
    return CheckpointFolder.of(checkpoints.resolve(name));
  }

  private TrialState epoch(TrialGraph graph, TrialState state, TrainingProgress progress) {
    int number = state.epochs().size() + 1;
    EpochCounts counts = new EpochCounts();
    DecayingMean baseline = state.baseline();
    long step = state.step();
    for (Sentences batch :
        BatchPlan.epoch(data.train(), settings.batchSize(), settings.seed(), number)) {
      step++;
      TrainingStep.Outcome outcome = graph.train(batch, baseline.value(), step);
      counts.add(outcome);
      progress.advance(number, 1);
      if (!outcome.finite()) {
        return diverged(state, counts, baseline, step);
      }
      baseline = baseline.with(outcome.loss(), BASELINE_DECAY);
    }
    Evaluation valid = graph.evaluate(data.valid());
    if (!Double.isFinite(valid.loss())) {
      return diverged(state, counts, baseline, step);
    }
    EpochResult done = counts.result(number, valid.loss(), valid.accuracy().value());
    SortedMap<String, float[]> variables = graph.variables();
    TrialState after = next(state, done, variables, state.best(), baseline, step, 0);
    return after.bestEpoch() == number
        ? next(state, done, variables, variables, baseline, step, 0)
        : after;
  }

  private static TrialState diverged(
      TrialState state, EpochCounts counts, DecayingMean baseline, long step) {
    EpochResult last = counts.result(state.epochs().size() + 1, Double.NaN, Double.NaN);
    return next(state, last, state.variables(), state.best(), baseline, step, step);
  }

  private static TrialState next(
      TrialState state,
      EpochResult epoch,
      SortedMap<String, float[]> variables,
      SortedMap<String, float[]> best,
      DecayingMean baseline,
      long step,
      long divergedAt) {
    List<EpochResult> epochs = new ArrayList<>(state.epochs());
    epochs.add(epoch);
    return new TrialState(epochs, variables, best, baseline, step, divergedAt);
  }

  private TrialResult result(TrialGraph graph, TrialState state) {
    if (state.divergedAt() > 0) {
      return new TrialResult(state.epochs(), 0, Optional.empty(), state.divergedAt());
    }
    graph.restore(state.best());
    Evaluation test = graph.evaluate(data.test());
    return new TrialResult(state.epochs(), state.bestEpoch(), Optional.of(test), 0);
  }
}
