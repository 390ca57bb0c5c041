package io.github.gumbelrao.bench.report;

import java.util.List;

/**
 * What the template shows.
 *
 * @param study name of the study
 * @param facts about the run
 * @param figures in the order of the page
 * @param table every measurement as text
 * @param scripts the charting library, in loading order
 */
public record ReportModel(
    String study, List<Fact> facts, List<Figure> figures, Table table, List<String> scripts) {

  /**
   * A line of the head.
   *
   * @param name what it is
   * @param value what it was
   */
  public record Fact(String name, String value) {}

  /**
   * One chart.
   *
   * @param title one line
   * @param caption how to read it
   * @param spec Vega-Lite specification as JSON that is safe inside a script element
   */
  public record Figure(String title, String caption, String spec) {}

  /**
   * The numbers.
   *
   * @param header column names
   * @param rows cells as they stand in the CSV
   */
  public record Table(List<String> header, List<List<String>> rows) {}
}
