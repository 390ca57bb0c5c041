package io.github.gumbelrao.bench.measurement.comparison;

import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * What tells one measurement from another: all that describes it but its seed.
 *
 * @param cells as in the CSV, in the order of {@link #COLUMNS}
 */
public record MeasurementKey(List<String> cells) {

  /** The columns of {@code measurements.csv} that a key is made of. */
  public static final List<String> COLUMNS =
      List.of(
          "study",
          "case",
          "dataset",
          "estimator",
          "temperature",
          "samples",
          "arity",
          "variables",
          "batch_size",
          "step",
          "metric");

  /** Metrics of {@code listops} whose step is the best epoch, which another seed changes. */
  private static final Set<String> AT_BEST_EPOCH =
      Set.of("test_accuracy", "test_loss", "parse_f1", "tree_exact");

  /** Checks the cells. */
  public MeasurementKey {
    if (cells.size() != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "cells.size() must be " + COLUMNS.size() + ", got " + cells.size());
    }
    cells = List.copyOf(cells);
  }

  /**
   * The key of a row. Of {@code case}, what says how it came out is left away: all from a colon on,
   * and that training diverged.
   *
   * @param row of {@code measurements.csv}
   * @return its key
   */
  public static MeasurementKey of(CSVRecord row) {
    return new MeasurementKey(COLUMNS.stream().map(column -> cell(row, column)).toList());
  }

  private static String cell(CSVRecord row, String column) {
    String cell = row.get(column);
    if (column.equals("case")) {
      return cell.replaceFirst("(^|, )diverged.*", "").replaceFirst(": .*", "");
    }
    boolean chosen =
        row.get("study").equals("listops") && AT_BEST_EPOCH.contains(row.get("metric"));
    return column.equals("step") && chosen ? "" : cell;
  }

  /**
   * One cell.
   *
   * @param column one of {@link #COLUMNS}
   * @return its text; empty where it does not apply
   */
  public String get(String column) {
    return cells.get(COLUMNS.indexOf(column));
  }

  /**
   * The study that measured it.
   *
   * @return such as {@code variance}
   */
  public String study() {
    return get("study");
  }

  /**
   * The name of the number.
   *
   * @return such as {@code variance_within}
   */
  public String metric() {
    return get("metric");
  }

  /** Whether a model was trained first, so that the seed decides what is measured at all. */
  boolean trained() {
    return !get("step").isEmpty() || get("study").equals("listops");
  }

  /**
   * The key in words: the cells that are not empty.
   *
   * @return one line, for people
   */
  public String label() {
    StringBuilder label = new StringBuilder(get("study")).append(' ').append(metric());
    for (String column : List.of("case", "dataset", "estimator")) {
      if (!get(column).isEmpty()) {
        label.append(", ").append(get(column));
      }
    }
    for (String column : List.of("temperature", "arity", "batch_size", "step")) {
      if (!get(column).isEmpty()) {
        label.append(", ").append(column.replace('_', ' ')).append(' ').append(get(column));
      }
    }
    return label.toString();
  }
}
