package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.measurement.statistics.TwoLevelVariance;
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

  private VarianceRun(TrajectoryPlan plan, DataSet data, ConfigProto session) {
    this.plan = plan;
    this.data = data;
    this.session = session;
  }

  /**
   * Creates the study.
   *
   * @param plan what to measure
   * @param data on what
   * @param session threads and device
   * @return the study
   */
  public static VarianceRun of(TrajectoryPlan plan, DataSet data, ConfigProto session) {
    return new VarianceRun(plan, data, session);
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
            trajectory.trainTo(checkpoint, progress);
            measure(trajectory, workers, sink, progress);
          }
        }
      }
    }
  }

  private void measure(
      MeasuredTraining trajectory, OrderedTasks workers, Sink sink, Progress progress)
      throws IOException {
    Map<Cell, TwoLevelVariance> found = new LinkedHashMap<>();
    for (Cell cell : plan.cells()) {
      long weight = plan.weight(trajectory.arity(), cell);
      String stage = "step " + trajectory.step() + ", " + cell.name();
      found.put(cell, trajectory.measure(cell, workers, () -> progress.advance(weight, stage)));
    }
    VarianceRows rows = VarianceRows.of(plan, data.name(), trajectory.arity(), trajectory.step());
    sink.acceptAll(rows.of(found));
  }
}
