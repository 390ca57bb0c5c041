package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One row of {@code measurements.csv}; {@code reports/README.md} explains every column.
 *
 * @param context what was measured where
 * @param which the column {@code case}: a variant, and what came of it where the number alone does
 *     not say it
 * @param metric name of the number
 * @param estimate the number with its standard error
 * @param count passes, trials or examples behind it
 * @param unit such as {@code nats}, empty where it has none
 */
public record Measurement(
    Context context, Case which, String metric, Estimate estimate, long count, String unit) {

  /**
   * The column {@code case} as text.
   *
   * @return for people, and for the CSV
   */
  public String note() {
    return which.text();
  }

  /**
   * The columns that many rows share.
   *
   * @param study name of the study
   * @param dataset name of the data set, empty where there is none
   * @param estimator name of the estimator
   * @param temperature empty where the estimator ignores it
   * @param samples the paper's K, empty where there is none
   * @param arity categories of a latent variable
   * @param variables number of latent variables
   * @param batchSize images of a minibatch, or rows of a draw; empty where there is none
   * @param seed master seed of the run
   * @param step training steps before the measurement; empty where nothing is trained
   */
  public record Context(
      String study,
      String dataset,
      String estimator,
      OptionalDouble temperature,
      OptionalInt samples,
      int arity,
      int variables,
      OptionalInt batchSize,
      long seed,
      OptionalInt step) {}
}
