package io.github.gumbelrao.bench.measurement.sweep;

import java.util.List;

/** The values that a setting is searched in. */
sealed interface Distribution {

  /**
   * Maps a uniform number to a value.
   *
   * @param uniform in [0, 1)
   * @return a number or a text
   */
  Object at(double uniform);

  /**
   * A list of values, each equally likely.
   *
   * @param values at least one, all different
   */
  record Choices(List<Object> values) implements Distribution {
    public Choices {
      values = List.copyOf(values);
    }

    @Override
    public Object at(double uniform) {
      return values.get((int) (uniform * values.size()));
    }
  }

  /**
   * Numbers between two ends.
   *
   * @param low lower end
   * @param high upper end, above the lower one
   */
  record Uniform(double low, double high) implements Distribution {
    @Override
    public Object at(double uniform) {
      return low + (high - low) * uniform;
    }
  }

  /**
   * Numbers whose logarithm is uniform between those of two ends.
   *
   * @param low lower end, above 0
   * @param high upper end, above the lower one
   */
  record LogUniform(double low, double high) implements Distribution {
    @Override
    public Object at(double uniform) {
      return low * Math.pow(high / low, uniform);
    }
  }
}
