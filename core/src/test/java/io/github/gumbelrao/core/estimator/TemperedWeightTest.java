package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** The weights against Java's own power, by multiplications and by logarithms. */
class TemperedWeightTest {

  private static final double[] RATIOS = {0, 1e-9, 0.3, 1, 7, 1e4, 1e30, Double.POSITIVE_INFINITY};

  @ParameterizedTest
  @ValueSource(
      doubles = {1, 0.5, 1.0 / 3, 0.25, 0.2, 0.1, 1.0 / 63, 1.0 / 64, 1.0 / 65, 0.7, 0.4999, 2, 50})
  void bothWaysAreThePower(double temperature) {
    double[] constant = new double[RATIOS.length];
    double[] fed = new double[RATIOS.length];
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      var ratios = tf.constant(RATIOS);
      var none = tf.constant(0.0);
      var byConstant = TemperedWeight.at(Temperature.of(temperature)).of(tf, ratios, none);
      var byOperand =
          TemperedWeight.at(Temperature.fed(tf.constant(temperature))).of(tf, ratios, none);
      try (var result = session.runner().fetch(byConstant).fetch(byOperand).run()) {
        read((TFloat64) result.get(0), constant);
        read((TFloat64) result.get(1), fed);
      }
    }
    for (int i = 0; i < RATIOS.length; i++) {
      double expected = Math.pow(1 + RATIOS[i], -1 / temperature);
      // Up to 64 multiplications or one rounding of an exponent of a few hundred.
      assertThat(constant[i]).isCloseTo(expected, within(1e-12 * expected));
      assertThat(fed[i]).isCloseTo(expected, within(1e-12 * expected));
    }
  }

  /** The reason for the constant: no logarithm where the power is whole, and else one. */
  @ParameterizedTest
  @CsvSource({"1, 0", "0.5, 0", "0.1, 0", "0.015625, 0", "0.7, 1", "2, 1", "0.01, 1"})
  void wholePowersNeedNoLogarithm(double temperature, int logarithms) {
    assertThat(operations(temperature).stream().filter("Log1p"::equals)).hasSize(logarithms);
  }

  /** Binary powers: ten is squared, times the base, squared, squared... four multiplications. */
  @Test
  void tenTakesFourMultiplications() {
    assertThat(operations(0.1).stream().filter(type -> type.equals("Square") || type.equals("Mul")))
        .hasSize(4);
  }

  private static List<String> operations(double temperature) {
    List<String> types = new ArrayList<>();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      TemperedWeight.at(Temperature.of(temperature)).of(tf, tf.constant(RATIOS), tf.constant(0.0));
      graph.operations().forEachRemaining(operation -> types.add(operation.type()));
    }
    return types;
  }

  private static void read(TFloat64 tensor, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.getDouble(i);
    }
  }
}
