package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.model.Bound;
import io.github.gumbelrao.vae.model.TrainingStep;
import io.github.gumbelrao.vae.training.TrainingResult.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes a training run to its end: steps, points of the curve, checkpoints.
 *
 * <p>A run that was stopped or killed at any moment and is trained again ends in the same
 * parameters and the same curve as one that was not.
 */
public final class Trainer {

  /** Raised when equal settings come to other results. */
  private static final int VERSION = 6;

  private final TrainingPlan plan;
  private final TrainingRun run;
  private final CheckpointFolder checkpoints;
  private final TrainingObserver observer;
  private final BooleanSupplier stop;
  private final List<CurvePoint> curve = new ArrayList<>();
  private double lossSum;
  private int lossCount;

  private Trainer(
      TrainingPlan plan,
      TrainingRun run,
      CheckpointFolder checkpoints,
      TrainingObserver observer,
      BooleanSupplier stop) {
    this.plan = plan;
    this.run = run;
    this.checkpoints = checkpoints;
    this.observer = observer;
    this.stop = stop;
  }

  /**
   * Trains until all steps are taken, from the last checkpoint on if there is one.
   *
   * @param plan what to do
   * @param run of the plan's settings, at step 0
   * @param checkpoints where they are kept
   * @param observer receives what happens
   * @param stop asked after each step; the run ends with a checkpoint when it answers true
   * @return how it ended
   * @throws IOException if a checkpoint cannot be written, or none that is there can be read, or it
   *     is of other settings or data
   */
  public static TrainingResult train(
      TrainingPlan plan,
      TrainingRun run,
      CheckpointFolder checkpoints,
      TrainingObserver observer,
      BooleanSupplier stop)
      throws IOException {
    return new Trainer(plan, run, checkpoints, observer, stop).train();
  }

  private TrainingResult train() throws IOException {
    Optional<TrainingState> last =
        checkpoints.last(fingerprint(), this::restored, observer::warned);
    if (last.isPresent()) {
      resume(last.get());
    } else if (measure()) {
      save(true);
    } else {
      return diverged("validation loss");
    }
    while (run.step() < plan.settings().steps()) {
      if (stop.getAsBoolean()) {
        save(false);
        return result(End.STOPPED, "");
      }
      TrainingStep.Outcome outcome = run.advance();
      if (!outcome.finite()) {
        return diverged(Float.isFinite(outcome.loss()) ? "gradient" : "loss");
      }
      lossSum += outcome.loss();
      lossCount++;
      observer.stepped(run.step(), outcome.loss());
      if (!afterStep()) {
        return diverged("validation loss");
      }
    }
    return result(End.DONE, "");
  }

  /** Measures and saves when it is time to; false if what was measured is not finite. */
  private boolean afterStep() throws IOException {
    boolean last = run.step() == plan.settings().steps();
    boolean due = last || run.step() % plan.validateEvery() == 0;
    if (due && !measure()) {
      return false;
    }
    if (last || run.step() % plan.checkpointEvery() == 0) {
      save(due && best());
    } else if (due && best()) {
      save(true);
    }
    return true;
  }

  private boolean measure() {
    Bound valid = run.validate(plan.validSamples(), images -> {});
    if (!Double.isFinite(valid.loss()) || !Double.isFinite(valid.bound())) {
      return false;
    }
    CurvePoint point =
        new CurvePoint(run.step(), lossSum / lossCount, lossCount, run.temperature(), valid);
    curve.add(point);
    lossSum = 0;
    lossCount = 0;
    observer.measured(point);
    return true;
  }

  /** Whether no point before the newest was as low. */
  private boolean best() {
    double newest = curve.get(curve.size() - 1).valid().loss();
    return curve.stream().limit(curve.size() - 1L).allMatch(point -> point.valid().loss() > newest);
  }

  private void save(boolean best) throws IOException {
    TrainingState state = new TrainingState(run.step(), lossSum, lossCount, curve, run.variables());
    checkpoints.save(fingerprint(), state.toBytes(), best);
  }

  /** Reads a state and gives the run its variables, which fails if they are another model's. */
  private TrainingState restored(byte[] bytes) throws IOException {
    TrainingState state = TrainingState.of(bytes);
    if (state.step() < 0 || state.step() > plan.settings().steps()) {
      throw new IllegalArgumentException(
          "step must be in [0, " + plan.settings().steps() + "], got " + state.step());
    }
    run.restore(state.step(), state.variables());
    return state;
  }

  private void resume(TrainingState state) {
    curve.addAll(state.curve());
    lossSum = state.lossSum();
    lossCount = state.lossCount();
    observer.resumed(state.step());
  }

  private String fingerprint() {
    return fingerprint(plan, run.data());
  }

  /**
   * What identifies the training of a checkpoint or a result.
   *
   * @param plan what to do
   * @param data that it is done with
   * @return one line, the same for trainings that come to the same result
   */
  public static String fingerprint(TrainingPlan plan, DataSet data) {
    return VERSION + " " + plan + " on " + data.name() + " " + data.sha256();
  }

  private TrainingResult diverged(String what) {
    return result(End.DIVERGED, what + " not finite");
  }

  private TrainingResult result(End end, String reason) {
    return new TrainingResult(end, run.step(), reason, curve);
  }
}
