package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
import io.github.gumbelrao.bench.measurement.statistics.TwoLevelVariance.Summary;
import io.github.gumbelrao.bench.study.OrderedTasks;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.MeasuredTraining;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;

/**
 * Trace of the covariance of the inference network's gradient along one training trajectory, within
 * and between minibatches, all estimators at the same parameters.
 *
 * <p>Source: figures 2a and 3 and appendix D.2 of Paulus, Maddison and Krause (2021),
 * arXiv:2010.04838.
 */
public final class VarianceRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "variance";

  private final TrajectoryPlan plan;
  private final DataSet data;
  private final ConfigProto session;
  private final MeasuredParts parts;

  private VarianceRun(TrajectoryPlan plan, DataSet data, ConfigProto session, MeasuredParts parts) {
    this.plan = plan;
    this.data = data;
    this.session = session;
    this.parts = parts;
  }

  /**
   * Creates the study.
   *
   * @param plan what to measure
   * @param data on what
   * @param session threads and device
   * @param parts what an earlier process measured of the same, a part for each cell at each
   *     checkpoint
   * @return the study
   */
  public static VarianceRun of(
      TrajectoryPlan plan, DataSet data, ConfigProto session, MeasuredParts parts) {
    return new VarianceRun(plan, data, session, parts);
  }

  @Override
  public long work() {
    return plan.work();
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    ConfigProto shared = OrderedTasks.shared(session);
    try (OrderedTasks workers = OrderedTasks.of(session)) {
      for (int arity : plan.arities()) {
        try (MeasuredTraining trajectory =
            MeasuredTraining.start(MeasuredTraining.SHARED, plan, arity, data, shared)) {
          for (int checkpoint : plan.trajectory().checkpoints()) {
            Map<Cell, Summary> found = new LinkedHashMap<>();
            for (Cell cell : plan.cells()) {
              found.put(cell, measured(cell, checkpoint, trajectory, workers, progress));
            }
            sink.acceptAll(VarianceRows.of(plan, data.name(), arity, checkpoint).of(found));
          }
          trajectory.leaveOut(progress);
        }
      }
    }
  }

  /** Trains as far as that is needed. */
  private Summary measured(
      Cell cell,
      int checkpoint,
      MeasuredTraining trajectory,
      OrderedTasks workers,
      Progress progress)
      throws IOException {
    String part = cell.part(trajectory.arity(), checkpoint);
    String stage = "step " + checkpoint + ", " + cell.name();
    long weight = plan.weight(trajectory.arity(), cell);
    Optional<Summary> before = parts.find(part, Summary.class);
    if (before.isPresent()) {
      progress.resume(weight * plan.sampling().minibatches(), stage + ", measured before");
      return before.get();
    }
    trajectory.trainTo(checkpoint, progress);
    Summary summary =
        trajectory.measure(cell, workers, () -> progress.advance(weight, stage)).summary();
    parts.keep(part, summary);
    return summary;
  }

  @Override
  public void deleteCheckpoints() throws IOException {
    parts.delete();
  }
}
