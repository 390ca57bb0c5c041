package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.command.options.ImageDataOptions;
import io.github.gumbelrao.bench.command.options.TrajectoryOptions;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import picocli.CommandLine.Mixin;

/** The options of the variance study; what is not given comes from the preset. */
final class VarianceOptions {

  @Mixin private TrajectoryOptions trajectory;

  /** The preset's plan with the given options applied. */
  TrajectoryPlan plan(ImageDataOptions options) {
    return trajectory.plan(options, VariancePresets.of(options.size().preset().preset()));
  }
}
