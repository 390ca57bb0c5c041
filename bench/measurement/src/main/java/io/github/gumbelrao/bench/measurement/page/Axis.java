package io.github.gumbelrao.bench.measurement.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An axis of numbers.
 *
 * @param column of the CSV
 * @param title with the unit, if there is one
 * @param logarithmic shows only numbers above zero
 * @param reference a number to hold the data to, drawn as a dashed line
 */
public record Axis(String column, String title, boolean logarithmic, OptionalDouble reference) {

  /** Room beyond the data, in widths of what they span. */
  private static final double ROOM = 0.04;

  /** First digits of ticks, from few to many. */
  private static final List<int[]> DIGITS =
      List.of(
          new int[] {1},
          new int[] {1, 3},
          new int[] {1, 2, 5},
          new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

  public static Axis linear(String column, String title) {
    return new Axis(column, title, false, OptionalDouble.empty());
  }

  public static Axis logarithmic(String column, String title) {
    return new Axis(column, title, true, OptionalDouble.empty());
  }

  public Axis withReference(double number) {
    return new Axis(column, title, logarithmic, OptionalDouble.of(number));
  }

  /** Whether a number has a place here. */
  boolean shows(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** The encoding of a field of the data on this axis. */
  public ObjectNode encoding(String field) {
    ObjectNode axis = JsonNodeFactory.instance.objectNode();
    axis.put("field", field).put("type", "quantitative").put("title", title);
    ObjectNode scale = axis.putObject("scale");
    if (logarithmic) {
      scale.put("type", "log");
      axis.putObject("axis").put("format", ".6~g");
    } else {
      scale.put("zero", false);
    }
    axis.withObject("/axis").put("tickCount", 5).put("labelOverlap", "greedy");
    if (column.equals("step")) {
      wholeNumbers(axis.withObject("/axis"));
    }
    return axis;
  }

  /**
   * Leaves ticks between whole numbers out; Vega's least step between two is a hint to it alone.
   */
  private static void wholeNumbers(ObjectNode axis) {
    axis.put("labelExpr", "datum.value % 1 ? '' : format(datum.value, ',d')");
    for (String opacity : List.of("gridOpacity", "tickOpacity")) {
      ObjectNode between = axis.putObject(opacity).put("value", 1).putObject("condition");
      between.put("test", "datum.value % 1").put("value", 0);
    }
  }

  /**
   * The same with ends, so that panels can be compared; without where a logarithmic axis has no
   * place for one of them, as where there are no numbers.
   */
  public ObjectNode encoding(String field, Range range) {
    ObjectNode axis = encoding(field);
    Range roomy = logarithmic ? decimal(roomy(logarithm(range))) : roomy(range);
    if (logarithmic && !(shows(roomy.low()) && shows(roomy.high()))) {
      return axis;
    }
    ObjectNode scale = axis.withObject("/scale").put("nice", false);
    scale.putArray("domain").add(roomy.low()).add(roomy.high());
    if (logarithmic) {
      ArrayNode ticks = ticks(roomy);
      if (!ticks.isEmpty()) {
        axis.withObject("/axis").set("values", ticks);
      }
    }
    return axis;
  }

  private static Range roomy(Range range) {
    double span = range.high() - range.low();
    double room = span > 0 ? ROOM * span : 0.1;
    return new Range(range.low() - room, range.high() + room);
  }

  private static Range logarithm(Range range) {
    return new Range(Math.log10(range.low()), Math.log10(range.high()));
  }

  private static Range decimal(Range range) {
    return new Range(Math.pow(10, range.low()), Math.pow(10, range.high()));
  }

  /**
   * Powers of ten; between them so many digits that there are three ticks, if nine digits will do,
   * else none.
   */
  private static ArrayNode ticks(Range range) {
    for (int[] digits : DIGITS) {
      ArrayNode ticks = ticks(range, digits);
      if (ticks.size() >= 3) {
        return ticks;
      }
    }
    return JsonNodeFactory.instance.arrayNode();
  }

  private static ArrayNode ticks(Range range, int[] digits) {
    Range exponents = logarithm(range);
    int stride = (int) Math.max(1, Math.ceil((exponents.high() - exponents.low()) / 8));
    ArrayNode ticks = JsonNodeFactory.instance.arrayNode();
    for (int exponent = Math.floorDiv((int) Math.floor(exponents.low()), stride) * stride;
        exponent <= exponents.high();
        exponent += stride) {
      for (int digit : digits) {
        double tick = Double.parseDouble(digit + "e" + exponent);
        if (tick >= range.low() && tick <= range.high()) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
