package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.measurement.run.CheckpointFiles;
import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.StopRequest;
import io.github.gumbelrao.core.checkpoint.CheckpointException;
import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.training.Trainer;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingResult;
import io.github.gumbelrao.vae.training.TrainingRun;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tensorflow.proto.ConfigProto;

/**
 * Trains one model after the other, and keeps what has come to its end.
 *
 * <p>While a model is in training its checkpoints lie in a folder of its own; then a small file
 * with its curve takes their place. Whatever moment the process dies at, the next one resumes with
 * the run that was under way.
 */
public final class TrainingRuns {

  private final DataSet data;
  private final ConfigProto session;
  private final Path folder;
  private final StopRequest stop;
  private final Consumer<String> warn;

  /**
   * Runs on some data.
   *
   * @param session threads and device
   * @param folder of checkpoints and results; need not exist
   * @param stop says when to stop
   * @param warn receives warnings, in one sentence each
   */
  public TrainingRuns(
      DataSet data, ConfigProto session, Path folder, StopRequest stop, Consumer<String> warn) {
    this.data = data;
    this.session = session;
    this.folder = folder;
    this.stop = stop;
    this.warn = warn;
  }

  /** Units of work of a run with so many images to validate on and to test on, together. */
  public static long work(TrainingPlan plan, int heldOut) {
    return TrainingCost.of(plan, heldOut).total();
  }

  private int heldOut() {
    return data.valid().size() + data.test().size();
  }

  /**
   * Trains a model to the end of its plan, or reads how it ended.
   *
   * @param progress receives all the work of {@link #work}, also if the run diverges; as done by an
   *     earlier process, if its end is read
   * @return how it ended: with its last step, or diverged
   */
  public TrainingResult run(TrainingPlan plan, Progress progress) throws IOException {
    Path checkpoints = folder.resolve(name(plan.settings()));
    Optional<TrainingResult> before = parts(plan).find(name(plan.settings()), TrainingResult.class);
    if (before.isPresent()) {
      CheckpointFiles.delete(checkpoints);
      progress.resume(work(plan, heldOut()), name(plan.settings()) + ", trained before");
      return before.get();
    }
    Counted counted = new Counted(plan, progress);
    TrainingResult result = train(plan, checkpoints, counted);
    // What is left of a run that has come to its end: its curve, without its parameters.
    parts(plan).keep(name(plan.settings()), result);
    CheckpointFiles.delete(checkpoints);
    if (result.end() == TrainingResult.End.DIVERGED) {
      warnings(plan).accept("DIVERGED at step " + result.step() + ": " + result.reason());
      progress.advance(work(plan, heldOut()) - counted.done, name(plan.settings()) + ", diverged");
    }
    return result;
  }

  private TrainingResult train(TrainingPlan plan, Path checkpoints, Progress progress)
      throws IOException {
    try {
      return trainOn(plan, checkpoints, progress);
    } catch (CheckpointException e) {
      if (!e.damaged()) {
        throw e;
      }
      warnings(plan)
          .accept("no checkpoint in " + checkpoints + " is readable; training restarts at step 0");
      CheckpointFiles.delete(checkpoints);
      return trainOn(plan, checkpoints, progress);
    }
  }

  private TrainingResult trainOn(TrainingPlan plan, Path checkpoints, Progress progress)
      throws IOException {
    Files.createDirectories(folder);
    try (TrainingRun run = TrainingRun.start(plan.settings(), data, session)) {
      TrainingResult result =
          Trainer.train(
              plan,
              run,
              CheckpointFolder.of(checkpoints),
              new TrainingReporter(
                  run,
                  TrainingCost.of(plan, heldOut()),
                  progress,
                  warnings(plan),
                  Optional.empty()),
              stop::requested);
      if (result.end() == TrainingResult.End.STOPPED) {
        stop.stopped();
      }
      return result;
    }
  }

  private Consumer<String> warnings(TrainingPlan plan) {
    return sentence -> warn.accept(name(plan.settings()) + ": " + sentence);
  }

  private MeasuredParts parts(TrainingPlan plan) {
    return MeasuredParts.in(folder, Trainer.fingerprint(plan, data), warnings(plan));
  }

  /** What the runs of one study differ in. */
  private static String name(TrainingSettings settings) {
    return settings.estimator()
        + "-arity"
        + settings.model().arity()
        + "-t"
        + settings.temperature().start()
        + "-seed"
        + settings.seed();
  }

  /** Says whose work it is, and counts it. */
  private static final class Counted implements Progress {
    private final String name;
    private final Progress progress;
    private long done;

    Counted(TrainingPlan plan, Progress progress) {
      this.name = plan.settings().estimator() + ", seed " + plan.settings().seed();
      this.progress = progress;
    }

    @Override
    public void advance(long units, String stage) {
      done += units;
      progress.advance(units, name + ", " + stage);
    }

    @Override
    public void resume(long units, String stage) {
      done += units;
      progress.resume(units, name + ", " + stage);
    }
  }
}
