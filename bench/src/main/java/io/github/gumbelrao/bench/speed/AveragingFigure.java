package io.github.gumbelrao.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Range;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVRecord;

/** Kinds of Gumbel-Rao: what a draw costs, and how much variance is left. */
final class AveragingFigure {

  private AveragingFigure() {}

  private static final Pattern KINDS = Pattern.compile("gr|gr-[a-z]+[0-9]+|st-gs|zgr1?");

  /**
   * The figure of rows that are not of JMH.
   *
   * @return empty if fewer than three estimators have both a time and a variance
   */
  static Optional<PageModel.Figure> of(List<CSVRecord> rows) {
    List<CSVRecord> times =
        rows.stream()
            .filter(row -> Case.parse(row.get("case")).get(Case.Kind.TIMED).equals("draw"))
            .filter(row -> row.get("metric").equals("time_ratio"))
            .toList();
    Map<String, ArrayNode> values = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (CSVRecord row : MeasurementRows.metric(rows, "variance_ratio").toList()) {
      times.stream()
          .filter(time -> KINDS.matcher(row.get("estimator")).matches())
          .filter(time -> time.get("estimator").equals(row.get("estimator")))
          .filter(time -> time.get("arity").equals(row.get("arity")))
          .filter(time -> MeasurementRows.number(row, "value") > 0)
          .findFirst()
          .ifPresent(
              time -> {
                names.add(row.get("estimator"));
                values
                    .computeIfAbsent(
                        row.get("arity"), arity -> JsonNodeFactory.instance.arrayNode())
                    .add(datum(row, time));
              });
    }
    return names.size() < 3 ? Optional.empty() : Optional.of(figure(values, names));
  }

  private static ObjectNode datum(CSVRecord variance, CSVRecord time) {
    double left = MeasurementRows.number(variance, "value");
    double error = 2 * MeasurementRows.number(variance, "std_error");
    ObjectNode datum = JsonNodeFactory.instance.objectNode();
    datum.put("estimator", variance.get("estimator"));
    datum.put("x", MeasurementRows.number(time, "value")).put("y", left);
    datum.put("arity", variance.get("arity"));
    if (error < left) {
      datum.put("low", left - error).put("high", left + error);
    }
    return datum;
  }

  /** Arities side by side, on equal axes: points of one color are one estimator at one of them. */
  private static PageModel.Figure figure(Map<String, ArrayNode> values, Set<String> estimators) {
    List<String> names = EstimatorColors.PALETTE.ordered(List.copyOf(estimators));
    Range times = range(values, "x");
    Range variances = range(values, "low", "y", "high");
    List<PageModel.Panel> panels = new ArrayList<>();
    values.forEach(
        (arity, part) ->
            panels.add(
                Chart.panel(
                    values.size() == 1 ? "" : "arity " + arity,
                    spec(part, names, times, variances))));
    return PageModel.Figure.of(
            "What averaging over the noise costs",
            "Across: time of a draw with its gradient. Up: variance of the gradient within"
                + " a minibatch, with two standard errors. Both as ratios to those of st-gs"
                + " at equal arity; what lies to the left and below is better.",
            "",
            panels)
        .withLegend(Chart.legend(names, EstimatorColors.PALETTE));
  }

  private static ObjectNode spec(
      ArrayNode values, List<String> names, Range times, Range variances) {
    Axis time = Axis.logarithmic("value", "time of a draw, as a ratio to st-gs");
    Axis left = Axis.logarithmic("value", "variance, as a ratio to st-gs").withReference(1);
    ObjectNode spec = Chart.spec(values).put("height", 260);
    Chart.reference(spec, "y", left);
    ObjectNode encoding = spec.withObject("/encoding");
    encoding.set("x", time.encoding("x", times));
    encoding.set("color", Chart.color(names, EstimatorColors.PALETTE));
    Chart.errorBars(spec, "y", left.encoding("low", variances));
    ArrayNode tooltip = JsonNodeFactory.instance.arrayNode();
    tooltip.addObject().put("field", "estimator");
    tooltip.addObject().put("field", "arity");
    tooltip.addObject().put("field", "x").put("title", "time");
    tooltip.addObject().put("field", "y").put("title", "variance");
    Chart.points(spec, tooltip).withObject("/encoding").set("y", left.encoding("y", variances));
    return spec;
  }

  private static Range range(Map<String, ArrayNode> values, String... fields) {
    return Range.of(
        values.values().stream()
            .flatMap(part -> StreamSupport.stream(part.spliterator(), false))
            .flatMap(value -> Stream.of(fields).map(value::path))
            .filter(JsonNode::isNumber)
            .mapToDouble(JsonNode::asDouble));
  }
}
