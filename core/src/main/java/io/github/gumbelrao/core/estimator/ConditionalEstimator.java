package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.quadrature.TemperatureGrid;
import java.util.OptionalInt;

/** An estimator by the conditional Jacobian of Gumbel-Rao: its name and its count of samples. */
abstract class ConditionalEstimator implements Estimator {

  private final String name;

  /** What the backward pass multiplies with. */
  final ConditionalJacobian jacobian;

  /**
   * Names the estimator.
   *
   * @param pattern of its family; the rule's samples take the place of the K
   */
  ConditionalEstimator(String pattern, ConditionalJacobian jacobian) {
    this.name = EstimatorFamily.name(pattern, jacobian.samples().orElse(0));
    this.jacobian = jacobian;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final OptionalInt samples() {
    return jacobian.samples();
  }

  @Override
  public double cost() {
    return jacobian.cost();
  }

  @Override
  public final double leastTemperature() {
    return jacobian.leastTemperature();
  }

  @Override
  public final void checkTemperature(double temperature) {
    Estimator.super.checkTemperature(temperature);
    double greatest = jacobian.greatestTemperature();
    if (temperature > greatest) {
      throw new IllegalArgumentException(
          "temperature of " + name + " must be <= " + greatest + ", got " + temperature);
    }
  }

  @Override
  public final void checkFedTemperature(double temperature) {
    checkTemperature(temperature);
    boolean tabulated = temperature >= TemperatureGrid.MIN && temperature <= TemperatureGrid.MAX;
    if (jacobian.exact() && !tabulated) {
      throw new IllegalArgumentException(
          "a fed temperature of %s must be in [%s, %s], got %s"
              .formatted(name, TemperatureGrid.MIN, TemperatureGrid.MAX, temperature));
    }
  }

  @Override
  public final int mostCategories() {
    return jacobian.mostCategories();
  }
}
