package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.Metric.Groups;
import io.github.gumbelrao.bench.measurement.Metrics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metrics of every kind, which each of some studies declares. */
public final class DeclaredMetrics {

  private static final List<Metric> METRICS =
      List.of(
          Metric.lower("variance_within", "", 0.1),
          Metric.lower("variance_ratio", "", 0.1),
          Metric.lower("squared_bias", "", 0.1).withErrorOver(Groups.MINIBATCHES),
          Metric.lower("mse", "", 0.1),
          Metric.lower("iterations_to_threshold", "iterations", 0.1).orUndefined(),
          Metric.lower("restricted_mean_iterations", "iterations", 0.1),
          Metric.lower("valid_loss", "", 0.02),
          Metric.lower("valid_bound", "", 0.01),
          Metric.lower("time_ratio", "", 0.25),
          Metric.lower("time_to_variance_ratio", "", 0.25),
          Metric.lower("time_to_loss_ratio", "", 0.25),
          Metric.higher("test_accuracy", "", 0.05).ofChosenStep(),
          Metric.neither("gradient_norm", "", 0.1).withErrorOver(Groups.JACKKNIFE),
          Metric.neither("objective", "", 1e-5),
          Metric.notCompared("time_ms", "", "times compare within one run only"));

  /** Of all studies that these tests make up. */
  public static final Metrics ALL =
      Metrics.of(
          Stream.of(
                  "s",
                  "variance",
                  "bias",
                  "simplex",
                  "speed",
                  "vae",
                  "listops",
                  "convergence",
                  "propositions")
              .collect(Collectors.toMap(Function.identity(), study -> METRICS)));

  private DeclaredMetrics() {}
}
