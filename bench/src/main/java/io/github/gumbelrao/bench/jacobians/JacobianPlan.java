package io.github.gumbelrao.bench.jacobians;

import java.util.List;

/**
 * What a study of Jacobians depends on besides its cases and the machine.
 *
 * @param estimators names of the estimators to measure
 * @param seed master seed
 */
record JacobianPlan(List<String> estimators, long seed) {

  /** Every estimator that claims to estimate eq. 7. */
  static final JacobianPlan USUAL = new JacobianPlan(JacobianRun.defaultEstimators(), 1);
}
