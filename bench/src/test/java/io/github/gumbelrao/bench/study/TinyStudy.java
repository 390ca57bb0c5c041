package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import java.util.List;
import org.tensorflow.proto.ConfigProto;

/** A study of a model so small that building its graph takes longer than running it. */
final class TinyStudy {

  static final DataSet DATA = SyntheticDigits.dataSet(1, 200, 10, 10);
  static final ConfigProto SESSION = Device.CPU.session(1);

  private TinyStudy() {}

  static VariancePlan plan(List<String> estimators, int minibatches, int passes) {
    return new VariancePlan(
        List.of(4, 2),
        estimators,
        List.of(1.0, 0.5),
        new VariancePlan.ModelSize(4, 8),
        new VariancePlan.Trajectory("st-gs", 0.5, new Momentum(0.0015, 0.9, 0), List.of(45, 0, 3)),
        new VariancePlan.Sampling(5, minibatches, passes),
        1);
  }
}
