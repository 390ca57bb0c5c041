package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.core.internal.Checks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one metric is compared.
 *
 * @param better which way it is better
 * @param smallest relative difference that matters, above 0
 * @param skipped why it is not compared; empty if it is
 */
public record MetricRule(Better better, double smallest, String skipped) {

  /** Which way a number is better. */
  public enum Better {
    /** Less is better: losses, variances, times. */
    LOWER,
    /** More is better: accuracies. */
    HIGHER,
    /** Neither way is good: any change that matters is reported. */
    NEITHER
  }

  /** What is known exactly changes only with the code. */
  private static final double EXACT = 1e-5;

  /** A metric that is not in the table. */
  private static final MetricRule OTHER = new MetricRule(Better.NEITHER, 0.1, "");

  private static final Map<String, MetricRule> ALL = table();

  /** Checks the components. */
  public MetricRule {
    Checks.positive("smallest", smallest);
  }

  /**
   * The rule of a metric; {@code reports/README.md} shows the table.
   *
   * @param metric its name
   * @return the rule of {@link Better#NEITHER} at 10 percent for an unknown one
   */
  public static MetricRule of(String metric) {
    return ALL.getOrDefault(metric, OTHER);
  }

  /**
   * The same with another smallest difference.
   *
   * @param difference relative, above 0
   * @return the rule
   */
  MetricRule withSmallest(double difference) {
    return new MetricRule(better, difference, skipped);
  }

  private static Map<String, MetricRule> table() {
    Map<String, MetricRule> table = new HashMap<>();
    add(table, Better.LOWER, 0.1, "variance_within", "variance_ratio", "mse", "mse_ratio");
    add(table, Better.LOWER, 0.1, "trace_ratio", "squared_bias", "distance", "objective_gap");
    add(table, Better.LOWER, 0.1, "not_finite_share", "iterations_to_threshold");
    add(table, Better.LOWER, 0.1, "restricted_mean_iterations");
    add(table, Better.LOWER, 0.02, "train_loss", "valid_loss", "test_loss");
    add(table, Better.LOWER, 0.01, "valid_bound", "test_bound");
    add(table, Better.LOWER, 0.25, "time_ratio", "time_to_variance_ratio", "time_to_loss_ratio");
    add(table, Better.HIGHER, 0.05, "valid_accuracy", "test_accuracy", "parse_f1", "tree_exact");
    add(table, Better.NEITHER, 0.1, "variance_between", "gradient_norm", "predicted_ratio");
    add(table, Better.NEITHER, 0.1, "kl", "test_kl", "reconstruction", "test_reconstruction");
    add(table, Better.NEITHER, 0.1, "zero_gradient_share", "zero_gradient_trees");
    add(table, Better.NEITHER, EXACT, "objective", "variance_exact", "squared_bias_exact");
    skip(table, "times compare within one run only", "time_ms", "time_median_ms");
    skip(table, "times compare within one run only", "time_to_variance_ms", "time_to_loss_ms");
    skip(table, "the runs of time_ratio, less exactly", "time_median_ratio");
    skip(
        table,
        "judged by its own study",
        "jacobian_distance",
        "jacobian_error",
        "p_value",
        "verdict");
    skip(table, "a setting", "temperature");
    skip(table, "part of restricted_mean_iterations", "runs_reached", "runs_not_reached");
    skip(table, "of few runs, and in steps of the curve", "median_iterations");
    skip(table, "part of test_accuracy", "test_accuracy_by_length", "test_accuracy_by_depth");
    skip(table, "an error, no result", "valid_bound_images_error", "test_bound_images_error");
    return Map.copyOf(table);
  }

  private static void add(
      Map<String, MetricRule> table, Better better, double smallest, String... metrics) {
    List.of(metrics).forEach(name -> table.put(name, new MetricRule(better, smallest, "")));
  }

  private static void skip(Map<String, MetricRule> table, String why, String... metrics) {
    List.of(metrics).forEach(name -> table.put(name, new MetricRule(Better.NEITHER, 0.1, why)));
  }
}
