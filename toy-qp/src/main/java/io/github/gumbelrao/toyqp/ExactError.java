package io.github.gumbelrao.toyqp;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.internal.Checks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What an estimator's mean and variance at a point are, without sampling: by enumerating the
 * outcomes, and by quadrature over the noise that is left given each.
 *
 * @param mean expectation of the estimate, shape {@code [3]}
 * @param variance trace of its covariance; empty where only the mean is known, which is so for
 *     noise samples that depend on each other. That of {@code gr} is the variance of the
 *     conditional expectation itself
 * @param squaredBias squared distance of the mean from the truth
 */
public record ExactError(List<Double> mean, OptionalDouble variance, double squaredBias) {

  private static final RelaxedQuadrature RULE = RelaxedQuadrature.of(RelaxedQuadrature.STEP);

  /** Mean and second moment of an estimate given the outcome. */
  private static final class Moments {
    private final double[] mean;
    private final double square;

    Moments(double[] mean, double square) {
      this.mean = mean;
      this.square = square;
    }

    /** What the noise that is left adds to the variance. */
    double variance() {
      return Math.max(0, square - squaredNorm(mean));
    }
  }

  /** The estimate's moments given the outcome. */
  private interface Law {
    Moments given(int outcome);
  }

  /** The estimate at a relaxed sample that has a given outcome. */
  private interface Relaxed {
    double[] at(int outcome, double[] soft);
  }

  /** The estimate where it depends on the outcome alone. */
  private interface Certain {
    double[] at(int outcome);
  }

  /**
   * Computes the exact error of an estimator.
   *
   * @param estimator by its name
   * @param temperature above 0; any where the estimator ignores it
   * @param point of three categories, not singular
   * @return empty where it is not known
   * @throws IllegalArgumentException if a temperature that counts is not finite and above 0, or if
   *     the point is singular or has not three categories
   */
  public static Optional<ExactError> of(Estimator estimator, double temperature, ToyPoint point) {
    return of(estimator, temperature, point, RULE);
  }

  /** With a rule of one's own. */
  static Optional<ExactError> of(
      Estimator estimator, double temperature, ToyPoint point, RelaxedQuadrature rule) {
    if (estimator.usesTemperature()) {
      Checks.positive("temperature", temperature);
    }
    if (point.singular()) {
      throw new IllegalArgumentException("point must not be singular, got " + point.label());
    }
    GradientFormulas formulas = new GradientFormulas(point, temperature);
    Law rest = integrated(formulas::straightThroughGumbel, point, temperature, rule);
    String name = estimator.name();
    return switch (name) {
      case "reinforce" -> Optional.of(total(point, certain(formulas::reinforce), 1));
      case "st" -> Optional.of(total(point, certain(formulas::straightThrough), 1));
      case "zgr" -> Optional.of(total(point, certain(formulas::zeroTemperature), 1));
      case "reinmax" -> Optional.of(total(point, certain(formulas::reinMax), 1));
      case "gs" ->
          Optional.of(total(point, integrated(formulas::relaxed, point, temperature, rule), 1));
      case "st-gs" -> Optional.of(total(point, rest, 1));
      case "gr" -> Optional.of(total(point, rest, 0));
      default -> {
        if (name.startsWith("gr-mc")) {
          // Proposition 3: K samples leave a K-th of the variance that is there given the outcome.
          yield Optional.of(total(point, rest, 1.0 / estimator.samples().orElseThrow()));
        }
        yield name.startsWith("gr-") ? Optional.of(meanAlone(point, rest)) : Optional.empty();
      }
    };
  }

  private static Law certain(Certain estimate) {
    return outcome -> {
      double[] value = estimate.at(outcome);
      return new Moments(value, squaredNorm(value));
    };
  }

  private static Law integrated(
      Relaxed estimate, ToyPoint point, double temperature, RelaxedQuadrature rule) {
    double[] p = point.probabilities();
    return outcome -> {
      double[] mean = new double[p.length];
      double[] square = new double[1];
      rule.forEach(
          p,
          outcome,
          temperature,
          (weight, soft) -> {
            double[] value = estimate.at(outcome, soft);
            for (int k = 0; k < mean.length; k++) {
              mean[k] += weight * value[k];
            }
            square[0] += weight * squaredNorm(value);
          });
      return new Moments(mean, square[0]);
    };
  }

  /** Joins the outcomes; of the variance given each a share is left. */
  private static ExactError total(ToyPoint point, Law law, double share) {
    double[] p = point.probabilities();
    double[] mean = new double[p.length];
    double within = 0;
    double ofMeans = 0;
    for (int i = 0; i < p.length; i++) {
      Moments given = law.given(i);
      within += p[i] * given.variance();
      ofMeans += p[i] * squaredNorm(given.mean);
      for (int k = 0; k < p.length; k++) {
        mean[k] += p[i] * given.mean[k];
      }
    }
    double between = Math.max(0, ofMeans - squaredNorm(mean));
    double[] bias = point.truth();
    for (int k = 0; k < p.length; k++) {
      bias[k] -= mean[k];
    }
    return new ExactError(
        DoubleStream.of(mean).boxed().toList(),
        OptionalDouble.of(share * within + between),
        squaredNorm(bias));
  }

  private static ExactError meanAlone(ToyPoint point, Law law) {
    ExactError any = total(point, law, 1);
    return new ExactError(any.mean(), OptionalDouble.empty(), any.squaredBias());
  }

  private static double squaredNorm(double[] vector) {
    double sum = 0;
    for (double each : vector) {
      sum += each * each;
    }
    return sum;
  }
}
