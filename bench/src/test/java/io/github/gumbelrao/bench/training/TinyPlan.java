package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import java.util.List;
import org.tensorflow.proto.ConfigProto;

/** A study of a model so small that building its graph takes longer than running it. */
public final class TinyPlan {

  public static final DataSet DATA = SyntheticDigits.dataSet(1, 200, 10, 10);
  public static final ConfigProto SESSION = Device.CPU.session(1);

  private TinyPlan() {}

  public static TrajectoryPlan plan(List<String> estimators, int minibatches, int passes) {
    return new TrajectoryPlan(
        List.of(4, 2),
        estimators,
        List.of(1.0, 0.5),
        new TrajectoryPlan.ModelSize(4, 8),
        new TrajectoryPlan.Trajectory(
            "st-gs", 0.5, new Momentum(0.0015, 0.9, 0), List.of(45, 0, 3)),
        new TrajectoryPlan.Sampling(5, minibatches, passes),
        1);
  }
}
