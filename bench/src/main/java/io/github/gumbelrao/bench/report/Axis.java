package io.github.gumbelrao.bench.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An axis of numbers.
 *
 * @param column of the CSV
 * @param title with the unit, if there is one
 * @param logarithmic shows only numbers above zero
 */
record Axis(String column, String title, boolean logarithmic) {

  static Axis linear(String column, String title) {
    return new Axis(column, title, false);
  }

  static Axis logarithmic(String column, String title) {
    return new Axis(column, title, true);
  }

  /** Whether a number has a place here. */
  boolean shows(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** The encoding of a field of the data on this axis. */
  ObjectNode encoding(String field) {
    ObjectNode axis = JsonNodeFactory.instance.objectNode();
    axis.put("field", field).put("type", "quantitative").put("title", title);
    axis.putObject("scale").put("type", logarithmic ? "log" : "linear").put("zero", false);
    axis.putObject("axis").put("tickCount", 5).put("labelOverlap", "greedy");
    if (logarithmic) {
      // A logarithmic scale has no zero to include.
      axis.withObject("/scale").remove("zero");
    }
    return axis;
  }

  /** The same with ends, so that panels can be compared. */
  ObjectNode encoding(String field, double low, double high) {
    ObjectNode axis = encoding(field);
    axis.withObject("/scale").put("nice", true).putArray("domain").add(low).add(high);
    return axis;
  }
}
