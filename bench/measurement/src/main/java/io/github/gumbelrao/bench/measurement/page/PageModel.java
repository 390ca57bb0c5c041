package io.github.gumbelrao.bench.measurement.page;

import io.github.gumbelrao.bench.measurement.Exhibit;
import java.util.List;

/**
 * What the template of a run shows.
 *
 * @param study name of the study
 * @param finding what was found, in a sentence or two; empty if there is nothing to say
 * @param status what became of the run; empty if it is done
 * @param facts about the run
 * @param sections tables of what was found, in the order of the page
 * @param figures in the order of the page
 * @param besidePaper our numbers and the paper's, at most one table
 * @param exhibits in the order of the page
 * @param table every measurement as text
 * @param scripts the charting library, in loading order
 */
public record PageModel(
    String study,
    String finding,
    String status,
    List<Fact> facts,
    List<Section> sections,
    List<Figure> figures,
    List<PaperComparison> besidePaper,
    List<Exhibit> exhibits,
    Table table,
    List<String> scripts) {

  /**
   * A line of the head.
   *
   * @param name what it is
   * @param value what it was
   */
  public record Fact(String name, String value) {}

  /**
   * A table under a title.
   *
   * @param title one line
   * @param caption how to read it
   * @param table what was found
   */
  public record Section(String title, String caption, Table table) {}

  /**
   * One or more charts under one title.
   *
   * @param title one line
   * @param caption how to read it
   * @param note what is not shown, and why; mostly empty
   * @param legend colors by name; empty where the chart names them itself
   * @param rows of charts
   */
  public record Figure(
      String title, String caption, String note, List<Key> legend, List<Row> rows) {

    public static Figure of(String title, String caption, String note, List<Panel> panels) {
      return new Figure(title, caption, note, List.of(), List.of(Row.of(panels)));
    }

    public Figure withLegend(List<Key> keys) {
      return new Figure(title, caption, note, keys, rows);
    }
  }

  /**
   * Charts side by side, as many as there is room for.
   *
   * @param title what distinguishes the row from its neighbors; empty if it is alone
   * @param bar the scale of colors that its panels share, at most one
   * @param panels the charts
   */
  public record Row(String title, List<Bar> bar, List<Panel> panels) {

    public static Row of(List<Panel> panels) {
      return new Row("", List.of(), panels);
    }
  }

  /**
   * A scale of colors.
   *
   * @param gradient in CSS
   * @param low number at its left end
   * @param high number at its right end
   */
  public record Bar(String gradient, String low, String high) {}

  /**
   * A name in the legend.
   *
   * @param name what is drawn in that color
   * @param color in CSS
   */
  public record Key(String name, String color) {}

  /**
   * One chart.
   *
   * @param title what distinguishes it from its neighbors; empty if it is alone
   * @param spec Vega-Lite specification as JSON that is safe inside a script element
   */
  public record Panel(String title, String spec) {}

  /**
   * The numbers.
   *
   * @param header column names
   * @param rows cells as they stand in the CSV
   */
  public record Table(List<String> header, List<List<String>> rows) {}
}
