package io.github.gumbelrao.bench.convergence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.PlotData;
import io.github.gumbelrao.bench.measurement.page.Range;
import io.github.gumbelrao.bench.study.Decimals;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** Iterations to each threshold, easy ones first, the estimators side by side. */
public final class ConvergenceFigures {

  private ConvergenceFigures() {}

  private static final Axis THRESHOLD = Axis.linear("case", "validation loss to reach, nats");
  private static final Axis ITERATIONS = Axis.linear("value", "iterations");

  /** Room above the data for the counts, in heights of what they span. */
  private static final double HEADROOM = 0.12;

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    Set<Double> reached = thresholds(rows, count -> count > 0);
    List<CSVRecord> drawn =
        reached.isEmpty()
            ? rows
            : rows.stream()
                .filter(row -> reached.contains(MeasurementRows.number(row, "case")))
                .toList();
    String unreached = reached.isEmpty() ? "" : unreached(rows, reached);
    return Stream.of(
            figure(
                drawn,
                unreached,
                "iterations_to_threshold",
                "Iterations to reach a validation loss",
                "Mean over the runs that reached it. Lower is better. Bars: two standard errors."
                    + " Where not all runs reached it, the number above says how many did: their"
                    + " mean leaves out the slow ones."),
            figure(
                drawn,
                unreached,
                "restricted_mean_iterations",
                "The same over all runs",
                "Mean where a run that did not reach the loss, or diverged before, counts as all"
                    + " steps of a run: a lower bound on what it would need. Bars: two standard"
                    + " errors. The number above says how many runs reached it."),
            EstimateCharts.lines(
                "Validation loss",
                "Negative evidence lower bound on the validation images, nats, mean over the runs"
                    + " that have not diverged. Lower is better. Band or bars: two standard"
                    + " errors.",
                MeasurementRows.metric(rows, "valid_loss").toList(),
                Axis.linear("step", "training step"),
                Axis.linear("value", "valid loss"),
                EstimatorColors.PALETTE))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<PageModel.Figure> figure(
      List<CSVRecord> rows, String unreached, String metric, String title, String caption) {
    PlotData data =
        PlotData.of(
            MeasurementRows.metric(rows, metric).toList(),
            THRESHOLD,
            ITERATIONS,
            EstimatorColors.PALETTE);
    PlotData counts =
        PlotData.of(
            MeasurementRows.metric(rows, "runs_reached").toList(),
            THRESHOLD,
            ITERATIONS,
            EstimatorColors.PALETTE);
    if (counts.rows().isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<CSVRecord>> drawn = data.panels();
    List<PageModel.Panel> panels = new ArrayList<>();
    counts
        .panels()
        .forEach(
            (name, part) ->
                panels.add(
                    Chart.panel(
                        name, spec(data, drawn.getOrDefault(name, List.of()), counts, part))));
    return Optional.of(
        PageModel.Figure.of(title, caption, (data.note() + unreached).strip(), panels)
            .withLegend(counts.legend()));
  }

  /** Losses to reach, great ones first, of which the counts of runs that did are as asked. */
  private static Set<Double> thresholds(List<CSVRecord> rows, DoublePredicate count) {
    return MeasurementRows.metric(rows, "runs_reached")
        .filter(row -> count.test(MeasurementRows.number(row, "value")))
        .map(row -> MeasurementRows.number(row, "case"))
        .collect(Collectors.toCollection(() -> new TreeSet<Double>(Comparator.reverseOrder())));
  }

  /** Columns of nothing would leave the others a fraction of the width. */
  private static String unreached(List<CSVRecord> rows, Set<Double> reached) {
    Set<Double> others = thresholds(rows, count -> count == 0);
    others.removeAll(reached);
    return others.isEmpty()
        ? ""
        : " No run reached "
            + others.stream().map(Decimals::rounded).collect(Collectors.joining(", "))
            + " nats.";
  }

  private static ObjectNode spec(
      PlotData data, List<CSVRecord> part, PlotData counts, List<CSVRecord> reached) {
    List<String> estimators = counts.estimators();
    ObjectNode spec = Chart.spec(data.values(part)).put("height", 280);
    ObjectNode encoding = spec.withObject("/encoding");
    ObjectNode x = encoding.putObject("x").put("field", "x").put("type", "ordinal");
    x.put("sort", "descending").put("title", THRESHOLD.title());
    // Lines between neighbors; a single threshold has none.
    boolean several = reached.stream().map(row -> row.get("case")).distinct().count() > 1;
    x.putObject("axis")
        .put("labelAngle", 0)
        .put("grid", several)
        .put("ticks", several)
        .put("bandPosition", 0);
    encoding.set("xOffset", dodged(estimators));
    encoding.set("color", counts.color());
    Range range = data.range();
    range = new Range(range.low(), range.high() + HEADROOM * (range.high() - range.low()));
    Chart.errorBars(spec, "y", ITERATIONS.encoding("low", range));
    Chart.points(spec, data.tooltip())
        .withObject("/encoding")
        .set("y", ITERATIONS.encoding("y", range));
    ObjectNode labels = Chart.layer(spec, "text");
    labels.putObject("data").set("values", labels(counts.values(reached)));
    labels
        .withObject("/mark")
        .put("fontSize", 10)
        .put("angle", 270)
        .put("align", "right")
        .put("baseline", "middle");
    labels.withObject("/encoding").putObject("y").put("value", 2);
    labels.withObject("/encoding").putObject("text").put("field", "reached");
    labels.withObject("/encoding").set("tooltip", counts.tooltip());
    return spec;
  }

  private static ObjectNode dodged(List<String> estimators) {
    ObjectNode offset =
        JsonNodeFactory.instance.objectNode().put("field", "estimator").put("type", "nominal");
    ArrayNode domain = offset.putObject("scale").putArray("domain");
    estimators.forEach(name -> domain.add(name));
    return offset;
  }

  /** How many of how many; nothing where all did. */
  private static ArrayNode labels(ArrayNode counts) {
    ArrayNode labels = JsonNodeFactory.instance.arrayNode();
    counts.forEach(
        datum -> {
          long runs = Long.parseLong(datum.get("count").asText());
          long reached = datum.get("y").asLong();
          if (reached < runs) {
            labels.add(((ObjectNode) datum).put("reached", reached + "/" + runs));
          }
        });
    return labels;
  }
}
