package io.github.gumbelrao.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
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

/** Times as ratios to st-gs: first what they buy. */
public final class SpeedFigures {

  private SpeedFigures() {}

  private static final Pattern KINDS = Pattern.compile("gr|gr-[a-z]+[0-9]+|st-gs|zgr1?");

  private static final String HOW =
      " As a ratio to that of st-gs at the same shape, the dashed line, on a logarithmic axis. Less"
          + " is better. Times compare within one run only.";

  private static final String TIME = "Time of one run." + HOW;

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    return Stream.of(
            averaging(part(rows, false)),
            figure(
                rows,
                "time_to_variance_ratio",
                "Time to a variance",
                "Time to bring the variance of the gradient within a minibatch down to that of one"
                    + " draw by st-gs, by averaging draws: the time of a training step times the"
                    + " ratio of the variances."
                    + HOW
                    + " Bars: two standard errors. Some estimators buy their little variance with"
                    + " bias."),
            figure(
                rows,
                "time_to_loss_ratio",
                "Time to a validation loss",
                "Training steps to the loss times the time of a step. Estimators of which a run"
                    + " did not reach it are not drawn."
                    + HOW
                    + " Bars: two standard errors."),
            figure(part(rows, false), "time_ratio", "Time, shortest run", TIME),
            figure(rows, "time_median_ratio", "Time, median run", TIME),
            figure(part(rows, true), "time_ratio", "Time by JMH, mean over its iterations", TIME))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Kinds of Gumbel-Rao: what a draw costs, and how much variance is left. */
  private static Optional<PageModel.Figure> averaging(List<CSVRecord> rows) {
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
    return names.size() < 3 ? Optional.empty() : Optional.of(averagingByArity(values, names));
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
  private static PageModel.Figure averagingByArity(
      Map<String, ArrayNode> values, Set<String> estimators) {
    List<String> names = EstimatorColors.PALETTE.ordered(List.copyOf(estimators));
    Range times = range(values, "x");
    Range variances = range(values, "low", "y", "high");
    List<PageModel.Panel> panels = new ArrayList<>();
    values.forEach(
        (arity, part) ->
            panels.add(
                Chart.panel(
                    values.size() == 1 ? "" : "arity " + arity,
                    averagingPanel(part, names, times, variances))));
    return PageModel.Figure.of(
            "What averaging over the noise costs",
            "Across: time of a draw with its gradient. Up: variance of the gradient within"
                + " a minibatch, with two standard errors. Both as ratios to those of st-gs"
                + " at equal arity; what lies to the left and below is better.",
            "",
            panels)
        .withLegend(Chart.legend(names, EstimatorColors.PALETTE));
  }

  private static ObjectNode averagingPanel(
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

  private static List<CSVRecord> part(List<CSVRecord> rows, boolean jmh) {
    return rows.stream()
        .filter(row -> Case.parse(row.get("case")).get(Case.Kind.TIMED).equals(JmhRows.CASE) == jmh)
        .toList();
  }

  private static Optional<PageModel.Figure> figure(
      List<CSVRecord> rows, String metric, String title, String caption) {
    return EstimateCharts.bars(
        title,
        caption,
        MeasurementRows.metric(rows, metric).toList(),
        Axis.logarithmic("value", "time, as a ratio to st-gs").withReference(1),
        EstimatorColors.PALETTE);
  }
}
