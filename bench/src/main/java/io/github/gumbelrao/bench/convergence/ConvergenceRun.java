package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StopRequest;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan.Group;
import io.github.gumbelrao.bench.training.ThresholdRows;
import io.github.gumbelrao.bench.training.TrainingRuns;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.proto.ConfigProto;

/**
 * Iterations that training needs to bring the validation loss to each of some thresholds, over
 * several runs of every estimator.
 *
 * <p>Source: figure 2c and appendix D.2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class ConvergenceRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "convergence";

  private final RepeatedTrainingPlan plan;
  private final DataSet data;
  private final TrainingRuns runs;

  private ConvergenceRun(RepeatedTrainingPlan plan, DataSet data, TrainingRuns runs) {
    this.plan = plan;
    this.data = data;
    this.runs = runs;
  }

  /**
   * Creates the study.
   *
   * @param plan what to train
   * @param data on what
   * @param session threads and device
   * @param checkpoints folder of checkpoints, and of the curves of runs that are finished
   * @param stop says when to stop
   * @param warn receives warnings, in one sentence each
   * @return the study
   */
  public static ConvergenceRun of(
      RepeatedTrainingPlan plan,
      DataSet data,
      ConfigProto session,
      Path checkpoints,
      StopRequest stop,
      Consumer<String> warn) {
    return new ConvergenceRun(plan, data, new TrainingRuns(data, session, checkpoints, stop, warn));
  }

  @Override
  public boolean stopsItself() {
    return true;
  }

  @Override
  public long work() {
    return work(plan, data.valid().size() + data.test().size());
  }

  /**
   * How many units of work a plan has.
   *
   * @param plan what to train
   * @param images to validate on and to test on, together
   * @return units of work
   */
  public static long work(RepeatedTrainingPlan plan, int images) {
    // Runs of a group differ in their seed alone. What is beyond a long is cut by the cast.
    return (long)
        plan.groups().stream()
            .mapToDouble(
                group -> (double) plan.seeds() * TrainingRuns.work(plan.first(group), images))
            .sum();
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    for (Group group : plan.groups()) {
      List<ThresholdRows.Run> ended = new ArrayList<>();
      for (TrainingPlan training : plan.runs(group)) {
        ended.add(new ThresholdRows.Run(training, runs.run(training, progress)));
      }
      ThresholdRows rows = new ThresholdRows(NAME, data.name(), ended);
      sink.acceptAll(rows.curve());
      for (double threshold : plan.thresholds()) {
        sink.acceptAll(rows.threshold(threshold));
      }
    }
  }
}
