package io.github.gumbelrao.bench.measurement.page;

import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import java.util.List;
import java.util.Optional;

/**
 * What several runs say together: a table before the list of the runs.
 *
 * @param title one line
 * @param caption how to read it
 * @param header of the cells; that of the runs follows
 * @param lines of the table
 * @param notes on the table
 */
public record RunsSummary(
    String title, String caption, List<String> header, List<Line> lines, List<String> notes) {

  /** Copies the lists. */
  public RunsSummary {
    header = List.copyOf(header);
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /** Makes one. */
  @FunctionalInterface
  public interface Source {

    /** Nothing to say. */
    Source NONE = runs -> Optional.empty();

    /**
     * Reads the runs.
     *
     * @param runs finished ones, in the order of their folders
     * @return empty if there is nothing to say of them
     */
    Optional<RunsSummary> of(List<FinishedRun> runs);
  }

  /**
   * A line.
   *
   * @param cells as many as the header has
   * @param runs names of the folders that they come from
   */
  public record Line(List<Cell> cells, List<String> runs) {

    /** Copies the lists. */
    public Line {
      cells = List.copyOf(cells);
      runs = List.copyOf(runs);
    }
  }

  /**
   * What stands in a column.
   *
   * @param text to be read first
   * @param details what is behind it, one a line, to be folded out; may be empty
   */
  public record Cell(String text, List<String> details) {

    /** What is to be clicked on to see the details. */
    public static final String FOLD = "the numbers behind it";

    /** Copies the list. */
    public Cell {
      details = List.copyOf(details);
    }

    /** Without details. */
    public Cell(String text) {
      this(text, List.of());
    }
  }
}
