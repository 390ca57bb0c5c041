package io.github.gumbelrao.bench.jacobians;

/**
 * The error of a mean Jacobian: its largest difference from the reference, over the reference's
 * largest entry.
 *
 * <p>A rule that is exact is held to a limit, in float64 and at a constant temperature. A sampler's
 * error falls with the number of samples alone, and is reported but not judged.
 */
final class JacobianError {

  /** Of an exact rule; the reference may err by its own standard error besides. */
  static final double LIMIT = 1e-9;

  private JacobianError() {}

  static double of(JacobianCase each, JacobianSampler.Sampled sampled) {
    double gap = 0;
    for (int entry = 0; entry < each.jacobian().size(); entry++) {
      double mean = sampled.moments().mean(entry).value();
      // Math.max keeps NaN.
      gap = Math.max(gap, Math.abs(mean - each.jacobian().get(entry)));
    }
    return gap == 0 ? 0 : gap / largest(each);
  }

  /**
   * Whether the error of an exact rule is too large; never where the reference itself is not known
   * to the limit, as one by Monte Carlo is not.
   */
  static boolean tooLarge(JacobianCase each, double error) {
    boolean known = each.standardError() <= LIMIT * Math.max(1, largest(each));
    return known && !(error <= LIMIT + each.standardError() / largest(each));
  }

  private static double largest(JacobianCase each) {
    return each.jacobian().stream().mapToDouble(Math::abs).max().orElse(0);
  }
}
