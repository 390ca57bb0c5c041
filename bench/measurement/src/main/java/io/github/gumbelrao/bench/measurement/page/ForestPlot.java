package io.github.gumbelrao.bench.measurement.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.comparison.Comparison;
import io.github.gumbelrao.bench.measurement.comparison.Contrast;
import io.github.gumbelrao.bench.measurement.comparison.Finding;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Ratios of new over old, one a line, with intervals, against the band that does not matter. */
final class ForestPlot {

  /** Lines that can still be read on one page. */
  private static final int LINES = 60;

  private static final int ROW = 22;

  /** An interval beyond these ends is cut off there: its chart would show nothing else. */
  private static final double FARTHEST = 100;

  private static final Map<Finding, String> COLORS = colors();

  private ForestPlot() {}

  private static Map<Finding, String> colors() {
    Map<Finding, String> colors = new EnumMap<>(Finding.class);
    colors.put(Finding.WORSE, "hsl(5,75%,52%)");
    colors.put(Finding.BETTER, "hsl(145,60%,40%)");
    colors.put(Finding.TOO_NOISY, "hsl(40,90%,48%)");
    colors.put(Finding.EQUIVALENT, "hsl(210,60%,55%)");
    return colors;
  }

  /**
   * Draws those that differ most clearly: smallest p-values first.
   *
   * @param rows of a comparison
   * @return the figure; it has no chart if no two numbers have a ratio
   */
  static PageModel.Figure of(List<Comparison> rows) {
    List<Comparison> ratios = rows.stream().filter(ForestPlot::isRatio).toList();
    List<Comparison> shown =
        ratios.stream()
            .sorted(
                Comparator.comparing((Comparison row) -> !row.finding().failing())
                    .thenComparingDouble(row -> row.contrast().orElseThrow().pValue()))
            .limit(LINES)
            .toList();
    String note =
        shown.size() == ratios.size()
            ? ""
            : "Drawn are %d of %d ratios; all are in the table."
                .formatted(shown.size(), ratios.size());
    return new PageModel.Figure(
        "Ratios, new over old",
        "Each line is a measurement with its 95 % interval, on a logarithmic axis. The grey bar is"
            + " what does not matter.",
        note,
        COLORS.entrySet().stream()
            .map(entry -> new PageModel.Key(entry.getKey().toString(), entry.getValue()))
            .toList(),
        shown.isEmpty()
            ? List.of()
            : List.of(PageModel.Row.of(List.of(Chart.panel("", spec(shown))))));
  }

  private static boolean isRatio(Comparison row) {
    return row.contrast().filter(c -> c.scale() == Contrast.Scale.RATIO).isPresent();
  }

  private static ObjectNode spec(List<Comparison> rows) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    List<String> names = names(rows);
    for (int i = 0; i < names.size(); i++) {
      values.add(datum(names.get(i), rows.get(i)));
    }
    ObjectNode spec = Chart.spec(values).put("height", ROW * rows.size()).put("autosize", "fit-x");
    Axis axis = Axis.logarithmic("change", "ratio, new over old").withReference(1);
    Range range =
        Range.of(
            rows.stream()
                .flatMapToDouble(
                    row -> DoubleStream.concat(ends(row.interval()), ends(row.band()))));
    ObjectNode encoding = spec.withObject("/encoding");
    ObjectNode lines = encoding.putObject("y").put("field", "name").put("type", "nominal");
    lines.putNull("title").putNull("sort").putObject("axis").put("labelLimit", 260);
    encoding.set("color", color());
    ObjectNode band = Chart.layer(spec, "rule");
    band.withObject("/mark").put("strokeWidth", 10).put("opacity", 0.2).put("color", "gray");
    band.withObject("/encoding").set("x", axis.encoding("bandLow", range));
    band.withObject("/encoding").putNull("color").putObject("x2").put("field", "bandHigh");
    Chart.reference(spec, "x", axis);
    Chart.errorBars(spec, "x", axis.encoding("low", range));
    Chart.points(spec, tooltip()).withObject("/encoding").set("x", axis.encoding("x", range));
    return spec;
  }

  private static DoubleStream ends(Optional<Interval> interval) {
    return interval.stream().flatMapToDouble(i -> DoubleStream.of(cut(i.low()), cut(i.high())));
  }

  private static double cut(double ratio) {
    return Math.min(Math.max(ratio, 1 / FARTHEST), FARTHEST);
  }

  /** The labels, less the parts that all of them share. */
  private static List<String> names(List<Comparison> rows) {
    List<List<String>> labels =
        rows.stream().map(row -> List.of(row.key().label().split(", ", -1))).toList();
    return labels.stream()
        .map(
            label ->
                label.stream()
                    .filter(
                        part ->
                            rows.size() == 1
                                || !labels.stream().allMatch(other -> other.contains(part)))
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  private static ObjectNode datum(String name, Comparison row) {
    Interval interval = row.interval().orElseThrow();
    Interval band = row.band().orElseThrow();
    double ratio = row.contrast().orElseThrow().value();
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("finding", row.finding().toString())
        .put("ratio", Double.toString(ratio))
        .put("adjusted", Double.toString(row.adjusted()))
        .put("note", row.accepted().isEmpty() ? row.note() : "accepted: " + row.accepted())
        .put("x", cut(ratio))
        .put("low", cut(interval.low()))
        .put("high", cut(interval.high()))
        .put("bandLow", band.low())
        .put("bandHigh", band.high());
  }

  private static ObjectNode color() {
    ObjectNode color =
        JsonNodeFactory.instance.objectNode().put("field", "finding").put("type", "nominal");
    ObjectNode scale = color.putObject("scale");
    ArrayNode domain = scale.putArray("domain");
    ArrayNode range = scale.putArray("range");
    COLORS.forEach(
        (finding, css) -> {
          domain.add(finding.toString());
          range.add(css);
        });
    color.putNull("legend");
    return color;
  }

  private static ArrayNode tooltip() {
    ArrayNode tooltip = JsonNodeFactory.instance.arrayNode();
    for (String field : List.of("name", "finding", "ratio", "adjusted", "note")) {
      tooltip.addObject().put("field", field).put("type", "nominal").put("title", field);
    }
    return tooltip;
  }
}
