package io.github.gumbelrao.bench.measurement.page;

import io.github.gumbelrao.bench.measurement.run.RunJson;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** What the pages show of the runs of a study, besides their record and their rows. */
public interface StudyPages {

  /** Nothing besides; so are shown runs of a study that nobody knows. */
  StudyPages PLAIN = rows -> List.of();

  /**
   * Draws a run.
   *
   * @param rows every row of its CSV, checked: numbers are numbers
   * @return figures in the order of the page; one without data is left out
   */
  List<PageModel.Figure> figures(List<CSVRecord> rows);

  /**
   * What was found, for the head of the page.
   *
   * @param rows every row of its CSV, checked: numbers are numbers
   * @return a sentence or two made from the rows, or why there is none; empty for neither. What
   *     follows {@code ±} is half of a 95 % interval
   */
  default String finding(List<CSVRecord> rows) {
    return "";
  }

  /**
   * Tables that the page opens with.
   *
   * @param rows every row of its CSV, checked: numbers are numbers
   * @return in the order of the page, mostly none
   */
  default List<PageModel.Section> tables(List<CSVRecord> rows) {
    return List.of();
  }

  /**
   * Compares the paper's numbers with those of a run.
   *
   * @param record of the run
   * @param rows every row of its CSV, checked: numbers are numbers
   * @return empty where the paper has none of the same cells
   */
  default Optional<PaperComparison> paperComparison(RunJson record, List<CSVRecord> rows) {
    return Optional.empty();
  }
}
