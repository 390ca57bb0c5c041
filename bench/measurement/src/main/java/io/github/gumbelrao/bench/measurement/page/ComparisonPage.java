package io.github.gumbelrao.bench.measurement.page;

import io.github.gumbelrao.bench.measurement.comparison.Comparison;
import io.github.gumbelrao.bench.measurement.comparison.ComparisonCsv;
import io.github.gumbelrao.bench.measurement.comparison.MeasurementKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The page of a comparison: what was found, ratios as a figure, and every number.
 *
 * @param facts about the comparison
 * @param figures one, of the ratios
 * @param table what fails first, then in the order of {@code Finding}
 * @param scripts the charting library, in loading order
 */
public record ComparisonPage(
    List<PageModel.Fact> facts,
    List<PageModel.Figure> figures,
    PageModel.Table table,
    List<String> scripts) {

  /** Columns of the key that stand in the label. */
  private static final int KEY = MeasurementKey.COLUMNS.size();

  /**
   * Renders the page.
   *
   * @param facts about the comparison
   * @param rows all comparisons
   * @return an HTML document; equal inputs give equal bytes
   * @throws IOException if the charting library cannot be read
   */
  public static String html(List<PageModel.Fact> facts, List<Comparison> rows) throws IOException {
    PageModel.Figure figure = ForestPlot.of(rows);
    return RunPage.render(
        "comparison.jte",
        new ComparisonPage(
            facts,
            List.of(figure),
            table(rows),
            figure.rows().isEmpty() ? List.of() : RunPage.scripts()));
  }

  /** The columns of the CSV, its key as one, less those that are empty in every row. */
  private static PageModel.Table table(List<Comparison> rows) {
    List<Comparison> ordered =
        rows.stream()
            .sorted(
                Comparator.comparing((Comparison row) -> !row.fails())
                    .thenComparing(Comparison::finding))
            .toList();
    List<List<String>> cells = ordered.stream().map(ComparisonPage::cells).toList();
    List<String> columns = new ArrayList<>(List.of("measurement"));
    columns.addAll(ComparisonCsv.columns().subList(KEY, ComparisonCsv.columns().size()));
    List<Integer> kept =
        IntStream.range(0, columns.size())
            .filter(i -> cells.stream().anyMatch(row -> !row.get(i).isEmpty()))
            .boxed()
            .toList();
    return new PageModel.Table(
        kept.stream().map(columns::get).toList(),
        cells.stream().map(row -> kept.stream().map(row::get).toList()).toList());
  }

  private static List<String> cells(Comparison row) {
    List<String> all = ComparisonCsv.cells(row);
    List<String> cells = new ArrayList<>(List.of(row.key().label()));
    cells.addAll(all.subList(KEY, all.size()));
    return cells;
  }
}
