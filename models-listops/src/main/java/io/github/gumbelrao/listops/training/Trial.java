package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.listops.model.Sentences;
import io.github.gumbelrao.listops.model.TrainingStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;

/**
 * One training with one estimator: epochs of plain gradient descent, the validation set after each,
 * the test set at the best.
 *
 * <p>A function of settings, data and number of threads: the order of the examples comes from seed
 * and epoch, the noise from seed and step. With a folder for checkpoints a training that was cut
 * short goes on after its last whole epoch and ends with the same bits.
 *
 * <p>Source: section 5.3 and appendix D.1 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class Trial {

  /** Raised when equal settings come to other results. */
  private static final int VERSION = 1;

  private final TrialSettings settings;
  private final ListOpsData data;
  private final String identity;

  private Trial(TrialSettings settings, ListOpsData data) {
    this.settings = settings;
    this.data = data;
    this.identity = VERSION + " " + settings + " " + data.sha256();
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
    int batches = (examples + settings.batchSize() - 1) / settings.batchSize();
    return (long) batches * settings.epochs();
  }

  /**
   * Trains, or goes on where it stopped.
   *
   * @param session threads and device
   * @param checkpoints folder for checkpoints; empty for none
   * @param progress told of every step, also of those done before
   * @return the result
   * @throws IOException if a checkpoint cannot be read or written
   */
  public TrialResult run(ConfigProto session, Optional<Path> checkpoints, TrainingProgress progress)
      throws IOException {
    Optional<CheckpointFile> file =
        checkpoints.map(folder -> new CheckpointFile(folder.resolve(name(session))));
    String described = identity + " " + session.getIntraOpParallelismThreads();
    try (TrialGraph graph = new TrialGraph(settings, session)) {
      Optional<byte[]> saved = file.isPresent() ? file.get().read() : Optional.empty();
      TrialState state =
          saved.isPresent()
              ? TrialState.fromBytes(saved.get(), described)
              : TrialState.start(graph.weights());
      graph.restore(state.weights());
      progress.resume(state.epochs().size(), Math.toIntExact(state.step()));
      while (state.epochs().size() < settings.epochs() && state.divergedAt() == 0) {
        state = epoch(graph, state, progress);
        if (file.isPresent()) {
          file.get().write(state.toBytes(described));
        }
      }
      return result(graph, state);
    }
  }

  /**
   * Deletes the checkpoint of this training, if there is one.
   *
   * @param session as it was run with
   * @param checkpoints folder for checkpoints
   * @throws IOException if it cannot be deleted
   */
  public void forget(ConfigProto session, Path checkpoints) throws IOException {
    new CheckpointFile(checkpoints.resolve(name(session))).delete();
  }

  /** The checkpoint's name: other settings, data or threads have another. */
  private String name(ConfigProto session) {
    String all = identity + " " + session.getIntraOpParallelismThreads();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8) + ".checkpoint";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private TrialState epoch(TrialGraph graph, TrialState state, TrainingProgress progress) {
    int number = state.epochs().size() + 1;
    EpochCounts counts = new EpochCounts();
    TrialState.Baseline baseline = state.baseline();
    long step = state.step();
    for (Sentences batch :
        BatchPlan.epoch(data.train(), settings.batchSize(), settings.seed(), number)) {
      step++;
      TrainingStep.Outcome outcome = graph.train(batch, baseline.mean(), step);
      counts.add(outcome);
      progress.advance(number, 1);
      if (!outcome.finite()) {
        EpochResult last = counts.result(number, Double.NaN, Double.NaN);
        return next(state, last, state.weights(), state.best(), baseline, step, step);
      }
      baseline = baseline.with(outcome.loss());
    }
    Evaluation valid = graph.evaluate(data.valid());
    EpochResult done = counts.result(number, valid.loss(), valid.accuracy().value());
    List<float[]> weights = graph.weights();
    TrialState after = next(state, done, weights, state.best(), baseline, step, 0);
    return after.bestEpoch() == number
        ? next(state, done, weights, weights, baseline, step, 0)
        : after;
  }

  private static TrialState next(
      TrialState state,
      EpochResult epoch,
      List<float[]> weights,
      List<float[]> best,
      TrialState.Baseline baseline,
      long step,
      long divergedAt) {
    List<EpochResult> epochs = new ArrayList<>(state.epochs());
    epochs.add(epoch);
    return new TrialState(epochs, weights, best, baseline, step, divergedAt);
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
