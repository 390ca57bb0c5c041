package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.vae.model.VaeSettings;
import org.tensorflow.proto.ConfigProto;

/** What is timed; its text is the column {@code case}. */
enum SpeedSubject {
  /** A draw and its gradient with respect to the logits. */
  DRAW("draw", "") {
    @Override
    TimedRun start(Estimator estimator, int arity, SpeedPlan plan, ConfigProto session) {
      return DrawRun.of(
          DrawRun.body(estimator), DrawRun.Shape.paper(plan.batchSize(), arity), session);
    }
  },
  /** A whole step of training a model of the usual size. */
  TRAINING_STEP("training-step", "digits") {
    @Override
    TimedRun start(Estimator estimator, int arity, SpeedPlan plan, ConfigProto session) {
      return TrainingStepRun.of(estimator, settings(plan, arity), plan, session);
    }
  },
  /** A whole step of training the model of the efficiency, where that is not the paper's. */
  SMALL_TRAINING_STEP("training-step of the small model", "digits") {
    @Override
    TimedRun start(Estimator estimator, int arity, SpeedPlan plan, ConfigProto session) {
      return TrainingStepRun.of(estimator, settings(plan, arity), plan, session);
    }

    @Override
    VaeSettings settings(SpeedPlan plan, int arity) {
      return plan.efficiency().size().settings(arity);
    }
  };

  private final String text;
  private final String dataset;

  SpeedSubject(String text, String dataset) {
    this.text = text;
    this.dataset = dataset;
  }

  /** The data set it runs on, empty where there is none. */
  String dataset() {
    return dataset;
  }

  /** The shape of the model that it belongs to. */
  VaeSettings settings(SpeedPlan plan, int arity) {
    return ModelSize.USUAL.settings(arity);
  }

  /** Builds the graph of one estimator. */
  abstract TimedRun start(Estimator estimator, int arity, SpeedPlan plan, ConfigProto session);

  @Override
  public String toString() {
    return text;
  }
}
