package io.github.gumbelrao.bench.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** The charts of a sweep: every trial by estimator, and against each searched setting. */
public final class SweepFigures {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A list of no more values is shown as names. */
  private static final int MAX_NAMES = 12;

  private static final int MAX_LEVEL = 5;

  private static final int HEIGHT = 200;
  private static final double SHOWN = 0.75;

  private static final List<Case.Kind> SETTINGS =
      List.of(
          Case.Kind.LEARNING_RATE, Case.Kind.MOMENTUM, Case.Kind.WEIGHT_DECAY, Case.Kind.HIDDEN);

  private final List<CSVRecord> trials;
  private final Objective objective;
  private final List<String> estimators;

  /** Numbers of variables, by arity. */
  private final Map<String, Set<String>> codes;

  private SweepFigures(List<CSVRecord> trials, Objective objective) {
    this.trials = trials;
    this.objective = objective;
    this.estimators =
        EstimatorColors.PALETTE.ordered(trials.stream().map(row -> row.get("estimator")).toList());
    this.codes =
        trials.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.get("arity"),
                    Collectors.mapping(row -> row.get("variables"), Collectors.toSet())));
  }

  /**
   * The charts of a sweep.
   *
   * @param rows of a sweep
   * @param objective what the best setting is best in
   * @return figures in the order of the page
   */
  public static List<PageModel.Figure> of(List<CSVRecord> rows, Objective objective) {
    List<CSVRecord> trials =
        MeasurementRows.metric(rows, objective.metric())
            .filter(row -> Case.parse(row.get("case")).has(Case.Kind.TRIAL))
            .filter(row -> Double.isFinite(MeasurementRows.number(row, "value")))
            .toList();
    return trials.isEmpty() ? List.of() : new SweepFigures(trials, objective).all();
  }

  private List<PageModel.Figure> all() {
    Map<String, List<CSVRecord>> groups =
        trials.stream()
            .collect(Collectors.groupingBy(this::group, LinkedHashMap::new, Collectors.toList()));
    List<PageModel.Row> rows = new ArrayList<>();
    int hidden = 0;
    for (Map.Entry<String, List<CSVRecord>> group : groups.entrySet()) {
      double[] ends = ends(group.getValue());
      hidden += (int) group.getValue().stream().filter(row -> outside(row, ends)).count();
      List<PageModel.Panel> panels = new ArrayList<>();
      panels.add(Chart.panel("by estimator", byEstimator(group.getValue(), ends)));
      if (group.getValue().stream().map(row -> row.get("temperature")).distinct().count() > 1) {
        panels.add(panel("temperature", group.getValue(), ends));
      }
      for (Case.Kind kind : SETTINGS) {
        if (group.getValue().stream()
                .flatMap(row -> SweepPage.setting(row, kind).stream())
                .distinct()
                .count()
            > 1) {
          panels.add(panel(kind.name(), group.getValue(), ends));
        }
      }
      rows.add(new PageModel.Row(group.getKey(), List.of(), panels));
    }
    String better = objective.better() == Better.LOWER ? "lower" : "higher";
    String note =
        hidden == 0
            ? ""
            : hidden
                + " of "
                + trials.size()
                + " trials lie beyond the axes, which show the better part; all are in the table.";
    return List.of(
        new PageModel.Figure(
            "Every trial",
            "The "
                + name(objective.metric())
                + " of each trial, "
                + better
                + " is better, against every setting that was searched. A dot is a trial; where a"
                + " setting had a few values, a line joins an estimator's best.",
            note,
            Chart.legend(estimators, EstimatorColors.PALETTE),
            rows));
  }

  private static String name(String column) {
    return column.replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  /** Models that have panels of their own: their latent codes count where one arity has several. */
  private String group(CSVRecord row) {
    return "arity %s, batch size %s%s"
        .formatted(
            row.get("arity"),
            row.get("batch_size"),
            codes.get(row.get("arity")).size() > 1
                ? ", %s variables".formatted(row.get("variables"))
                : "");
  }

  /** Of the axis: the best trial, and what three quarters of them reach. */
  private double[] ends(List<CSVRecord> rows) {
    double[] sorted =
        rows.stream().mapToDouble(row -> MeasurementRows.number(row, "value")).sorted().toArray();
    int last = sorted.length - 1;
    boolean lower = objective.better() == Better.LOWER;
    double best = lower ? sorted[0] : sorted[last];
    double far = sorted[(int) Math.round((lower ? SHOWN : 1 - SHOWN) * last)];
    double room = Math.max(Math.abs(far - best) * 0.15, 1e-6 + Math.abs(best) * 1e-4);
    return new double[] {Math.min(best, far) - room, Math.max(best, far) + room};
  }

  private static boolean outside(CSVRecord row, double[] ends) {
    double value = MeasurementRows.number(row, "value");
    return value < ends[0] || value > ends[1];
  }

  private ObjectNode byEstimator(List<CSVRecord> rows, double[] ends) {
    ObjectNode spec = spec(rows, row -> row.get("estimator"), ends);
    ObjectNode x = spec.withObject("/encoding").putObject("x");
    x.put("field", "x").put("type", "nominal").putNull("title");
    ArrayNode sort = x.putArray("sort");
    estimators.forEach(name -> sort.add(name));
    level(x, estimators.size());
    return spec;
  }

  private PageModel.Panel panel(String setting, List<CSVRecord> rows, double[] ends) {
    boolean column = setting.equals("temperature");
    List<CSVRecord> with =
        rows.stream()
            .filter(
                row ->
                    column
                        ? !row.get(setting).isEmpty()
                        : SweepPage.setting(row, Case.Kind.valueOf(setting)).isPresent())
            .toList();
    Values value =
        row ->
            column
                ? row.get(setting)
                : SweepPage.setting(row, Case.Kind.valueOf(setting)).orElseThrow();
    ObjectNode spec = spec(with, value, ends);
    ObjectNode x = spec.withObject("/encoding").putObject("x");
    x.put("field", "x").putNull("title");
    double[] numbers =
        with.stream().mapToDouble(row -> Double.parseDouble(value.text(row))).toArray();
    TreeSet<Double> distinct = new TreeSet<>();
    Arrays.stream(numbers).forEach(distinct::add);
    // A list of values repeats itself, and may have a zero, which has no logarithm.
    long settings = with.stream().map(SweepFigures::setting).distinct().count();
    boolean listed = 2L * distinct.size() <= settings || distinct.first() <= 0;
    if (listed && distinct.size() <= MAX_NAMES) {
      best(spec);
      x.put("type", "ordinal");
      ArrayNode sort = x.putArray("sort");
      distinct.forEach(number -> sort.add(number));
      level(x, distinct.size());
    } else {
      x.put("type", "quantitative");
      ObjectNode scale =
          x.putObject("scale").put("zero", false).put("nice", false).put("padding", 10);
      boolean share = setting.equals(Case.Kind.MOMENTUM.name());
      if (!share && distinct.first() > 0 && distinct.last() / distinct.first() > 20) {
        scale.put("type", "log");
      }
      x.putObject("axis").put("tickCount", 5).put("labelOverlap", "greedy");
    }
    return Chart.panel("by " + name(setting), spec);
  }

  /**
   * What the repetitions and the rungs of a setting share: its number in its cell, and the cell.
   */
  private static List<Object> setting(CSVRecord row) {
    return List.of(
        row.get("estimator"),
        row.get("temperature"),
        Case.parse(row.get("case")).parts().stream()
            .filter(part -> part.kind() != Case.Kind.RUNG)
            .toList());
  }

  /** A line through each estimator's best trial at each value, behind the dots. */
  private void best(ObjectNode spec) {
    ArrayNode layers = spec.withArray("/layer");
    ObjectNode line = Chart.layer(spec, "line");
    layers.insert(0, layers.remove(layers.size() - 1));
    line.withObject("/mark").put("clip", true).put("strokeWidth", 1);
    ObjectNode y = spec.at("/encoding/y").deepCopy();
    y.put("aggregate", objective.better() == Better.LOWER ? "min" : "max");
    line.withObject("/encoding").set("y", y);
  }

  /** A few names have room beside each other. */
  private static void level(ObjectNode x, int names) {
    x.putObject("axis").put("labelAngle", names > MAX_LEVEL ? -90 : 0);
  }

  /** A setting of a row. */
  private interface Values {
    String text(CSVRecord row);
  }

  private ObjectNode spec(List<CSVRecord> rows, Values x, double[] ends) {
    ArrayNode data = JSON.arrayNode();
    for (CSVRecord row : rows) {
      ObjectNode datum = data.addObject();
      String text = x.text(row);
      if (text.equals(row.get("estimator"))) {
        datum.put("x", text);
      } else {
        datum.put("x", Double.parseDouble(text));
      }
      datum.put("y", MeasurementRows.number(row, "value"));
      datum.put("estimator", row.get("estimator"));
      datum.put("temperature", Case.readable(row.get("temperature")));
      datum.put("case", Case.readable(row.get("case")));
    }
    ObjectNode spec = Chart.spec(data);
    spec.put("height", HEIGHT).put("autosize", "fit-x");
    ObjectNode encoding = spec.withObject("/encoding");
    encoding.set("color", Chart.color(estimators, EstimatorColors.PALETTE));
    ObjectNode y = encoding.putObject("y");
    y.put("field", "y").put("type", "quantitative").put("title", name(objective.metric()));
    y.putObject("scale")
        .put("zero", false)
        .put("nice", false)
        .putArray("domain")
        .add(ends[0])
        .add(ends[1]);
    y.putObject("axis").put("tickCount", 5);
    ArrayNode tooltip = JSON.arrayNode();
    for (String field : List.of("estimator", "temperature", "y", "case")) {
      tooltip
          .addObject()
          .put("field", field)
          .put("title", field.equals("y") ? name(objective.metric()) : field);
    }
    Chart.points(spec, tooltip).withObject("/mark").put("clip", true);
    return spec;
  }
}
