package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;

/**
 * How far a sampled conditional Jacobian is from its reference: the largest distance of an entry,
 * in standard errors.
 *
 * <p>The standard error of an entry's distance joins three parts as the root of their squares: that
 * of the reference; the reference's printed precision, ten digits, so at most a relative 1e-9; and
 * that of the sample. The latter is the spread of independent matrices plus 7 / N times the range
 * of what is averaged, with N the noise samples behind the mean: rare events that were not met
 * cannot show in the spread, and this is what they may hide at odds of a million to one. A rule
 * without noise samples has the accuracy it states instead, a relative 1e-7, which counts as 5
 * standard errors.
 *
 * <p>Source: theorem 4 of Maurer and Pontil (2009), arXiv:0907.3740, {@code sqrt(2 V ln(2 / d) / N)
 * + 7 ln(2 / d) / (3 (N - 1))} for a range of 1; a bound of 5 standard errors is {@code ln(2 / d) =
 * 15} or so.
 */
final class JacobianDistance {

  private static final double PRINTED_PRECISION = 1e-9;

  private static final double UNSEEN = 7;

  /** What {@code gr} promises for two categories, where it is a quadrature. */
  private static final double RULE_ACCURACY = 1e-7;

  private JacobianDistance() {}

  static double of(JacobianCase each, JacobianSampler.Sampled sampled) {
    double worst = 0;
    for (int entry = 0; entry < each.jacobian().size(); entry++) {
      double reference = each.jacobian().get(entry);
      Estimate mean = sampled.moments().mean(entry);
      double own = mean.standardError() + unseen(each, sampled, reference);
      double printed = PRINTED_PRECISION * Math.abs(reference);
      double error = Math.hypot(own, Math.hypot(each.standardError(), printed));
      double gap = Math.abs(mean.value() - reference);
      // Math.max keeps NaN; an entry that is 0 on both sides is met, whatever its error.
      worst = Math.max(worst, gap == 0 ? 0 : gap / error);
    }
    return worst;
  }

  /** An entry is s_i s_j or s_i (1 - s_i) over the temperature, so at most a quarter over it. */
  private static double unseen(
      JacobianCase each, JacobianSampler.Sampled sampled, double reference) {
    double range = 0.25 / each.temperature();
    return sampled.evaluations() == 0
        ? RULE_ACCURACY / JacobianRun.MAX_DISTANCE * Math.abs(reference)
        : UNSEEN * range / sampled.evaluations();
  }
}
