package io.github.gumbelrao.bench.measurement.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our numbers in one table with the paper's, of every run whose cell the paper has too.
 *
 * @param study name of the study
 * @param caption what the numbers are, and what they are not
 * @param table with the paper's number in a column of its own
 */
public record PaperComparison(String study, String caption, PageModel.Table table) {

  /**
   * The table of a run.
   *
   * @param study name of the study
   * @param caption what the numbers are
   * @param header column names
   * @param lines one for each number that the paper has too
   * @return empty without a line
   */
  public static Optional<PaperComparison> of(
      String study, String caption, List<String> header, List<List<String>> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new PaperComparison(study, caption, new PageModel.Table(header, lines)));
  }

  /**
   * One table a study for many runs, with the name of the run in the first column.
   *
   * @param runs tables by the name of the run, in their order
   * @return in the order in which the studies first appear
   */
  static List<PaperComparison> together(Map<String, PaperComparison> runs) {
    Map<String, PaperComparison> studies = new LinkedHashMap<>();
    runs.forEach(
        (run, each) -> studies.merge(each.study, each.named(run), PaperComparison::followedBy));
    return List.copyOf(studies.values());
  }

  private PaperComparison named(String run) {
    List<List<String>> lines = table.rows().stream().map(line -> prepend(run, line)).toList();
    return new PaperComparison(
        study, caption, new PageModel.Table(prepend("run", table.header()), lines));
  }

  private PaperComparison followedBy(PaperComparison next) {
    List<List<String>> lines =
        Stream.concat(table.rows().stream(), next.table.rows().stream()).toList();
    return new PaperComparison(study, caption, new PageModel.Table(table.header(), lines));
  }

  private static List<String> prepend(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }
}
