package io.github.gumbelrao.bench.measurement.page;

import java.util.List;

/** The order and the colors of what the column {@code estimator} names, the same on every page. */
public interface Palette {

  /**
   * Puts names into the order used everywhere.
   *
   * @param names may repeat
   * @return each once
   */
  List<String> ordered(List<String> names);

  /**
   * The color of a name.
   *
   * @param name in the column {@code estimator}
   * @return in CSS; gray for an unknown one
   */
  String color(String name);
}
