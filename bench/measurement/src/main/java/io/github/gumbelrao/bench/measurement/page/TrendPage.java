package io.github.gumbelrao.bench.measurement.page;

import io.github.gumbelrao.bench.measurement.Metrics;
import io.github.gumbelrao.bench.measurement.comparison.Night;
import io.github.gumbelrao.bench.measurement.comparison.Trend;
import io.github.gumbelrao.bench.measurement.comparison.TrendRule;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page of a history: every measurement over nights, with the band that earlier nights expected
 * and a mark where a night left it.
 *
 * @param facts about the history
 * @param figures one a study, of what moved most
 * @param table every measurement, what moved most first
 * @param scripts the charting library, in loading order
 */
public record TrendPage(
    List<PageModel.Fact> facts,
    List<PageModel.Figure> figures,
    PageModel.Table table,
    List<String> scripts) {

  /** Name of the page's file. */
  public static final String FILE = "trend.html";

  /** Charts of one study that can still be read. */
  private static final int CHARTS = 9;

  private static final List<String> COLUMNS =
      List.of("measurement", "moved", "nights", "first", "last", "expected from", "expected to");

  /**
   * Renders the page.
   *
   * @param nights in their order
   * @param metrics that the studies declare
   * @return an HTML document; equal inputs give equal bytes
   * @throws IOException if the charting library cannot be read
   */
  public static String html(List<Night> nights, Metrics metrics) throws IOException {
    List<Trend> trends =
        new TrendRule(metrics)
            .trends(nights).stream()
                .sorted(
                    Comparator.comparing((Trend trend) -> trend.moves().isEmpty())
                        .thenComparing(Comparator.comparingDouble(Trend::farthest).reversed()))
                .toList();
    List<PageModel.Figure> figures = figures(trends, metrics);
    return RunPage.render(
        "trend.jte",
        new TrendPage(
            facts(nights, trends),
            figures,
            new PageModel.Table(COLUMNS, trends.stream().map(TrendPage::cells).toList()),
            figures.isEmpty() ? List.of() : RunPage.scripts()));
  }

  private static List<PageModel.Fact> facts(List<Night> nights, List<Trend> trends) {
    if (nights.isEmpty()) {
      return List.of(new PageModel.Fact("Nights", "none yet"));
    }
    Night last = nights.get(nights.size() - 1);
    long movedEver = trends.stream().filter(trend -> !trend.moves().isEmpty()).count();
    long movedLast =
        trends.stream()
            .map(Trend::last)
            .filter(point -> point.night().equals(last) && point.moved())
            .count();
    List<PageModel.Fact> facts = new ArrayList<>();
    facts.add(
        new PageModel.Fact(
            "Nights",
            nights.size() == 1
                ? "1, of " + last.date()
                : nights.size() + ", from " + nights.get(0).date() + " to " + last.date()));
    facts.add(new PageModel.Fact("Last night", last.label()));
    facts.add(
        new PageModel.Fact(
            "Moved",
            "%d of %d measurements, %d of them in the last night"
                .formatted(movedEver, trends.size(), movedLast)));
    return facts;
  }

  private static List<PageModel.Figure> figures(List<Trend> trends, Metrics metrics) {
    Map<String, List<Trend>> studies =
        trends.stream()
            .collect(
                Collectors.groupingBy(
                    trend -> trend.key().study(), LinkedHashMap::new, Collectors.toList()));
    List<PageModel.Figure> figures = new ArrayList<>();
    for (String study : new TreeSet<>(studies.keySet())) {
      List<Trend> all = studies.get(study);
      List<Trend> drawn = metricsInTurn(all.stream().filter(TrendPage::hasNumber).toList());
      String note =
          drawn.size() == all.size()
              ? ""
              : "Drawn are %d of %d measurements: what moved, then of each metric; all are in the table."
                  .formatted(drawn.size(), all.size());
      List<String> shared = shared(all);
      figures.add(
          PageModel.Figure.of(
              study,
              "A point is a night. The band is where it was expected by the nights before it; a"
                  + " ring marks a night that left it, a red line one without a number, and the"
                  + " band begins anew."
                  + (shared.isEmpty() ? "" : " All are of " + String.join(", ", shared) + "."),
              note,
              drawn.stream()
                  .map(
                      trend ->
                          TrendChart.of(
                              title(trend, shared),
                              trend,
                              unit(metrics, study, trend.key().metric())))
                  .toList()));
    }
    return figures;
  }

  /** The name of a measurement in its parts, the metric first. */
  private static List<String> parts(Trend trend) {
    String label = trend.key().label();
    return List.of(label.substring(trend.key().study().length() + 1).split(", ", -1));
  }

  /** The parts that all measurements of a study have in their names. */
  private static List<String> shared(List<Trend> trends) {
    return trends.size() == 1
        ? List.of()
        : parts(trends.get(0)).stream()
            .skip(1)
            .filter(part -> trends.stream().allMatch(trend -> parts(trend).contains(part)))
            .toList();
  }

  private static String title(Trend trend, List<String> shared) {
    return parts(trend).stream()
        .filter(part -> !shared.contains(part))
        .collect(Collectors.joining(", "));
  }

  /** What moved, then one of each metric, another of each, and so on: as many as are drawn. */
  private static List<Trend> metricsInTurn(List<Trend> trends) {
    Map<String, Integer> seen = new HashMap<>();
    IdentityHashMap<Trend, Integer> turn = new IdentityHashMap<>();
    for (Trend trend : trends) {
      boolean still = trend.moves().isEmpty();
      turn.put(trend, still ? seen.merge(trend.key().metric(), 1, Integer::sum) : 0);
    }
    return trends.stream().sorted(Comparator.comparing(turn::get)).limit(CHARTS).toList();
  }

  private static boolean hasNumber(Trend trend) {
    return trend.points().stream().anyMatch(point -> Double.isFinite(point.estimate().value()));
  }

  private static String unit(Metrics metrics, String study, String metric) {
    return metrics.find(study, metric).map(each -> each.unit()).orElse("");
  }

  private static List<String> cells(Trend trend) {
    Optional<Interval> band = trend.last().band();
    return List.of(
        trend.key().label(),
        trend.moves().stream()
            .map(point -> point.night().label())
            .collect(Collectors.joining("; ")),
        Integer.toString(trend.points().size()),
        Double.toString(trend.points().get(0).estimate().value()),
        Double.toString(trend.last().estimate().value()),
        band.map(ends -> Double.toString(ends.low())).orElse(""),
        band.map(ends -> Double.toString(ends.high())).orElse(""));
  }
}
