package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Metric;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * What distinguishes one measurement from another: all that describes it but its seed.
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

  /** Checks the cells. */
  public MeasurementKey {
    if (cells.size() != COLUMNS.size()) {
      throw new IllegalArgumentException(
          "cells.size() must be " + COLUMNS.size() + ", got " + cells.size());
    }
    cells = List.copyOf(cells);
  }

  /**
   * The key of a row. Of {@code case} it has the variant alone, and no step that the run chose.
   *
   * @param row of {@code measurements.csv}
   * @param metric of the row
   * @return its key
   */
  public static MeasurementKey of(CSVRecord row, Metric metric) {
    return new MeasurementKey(COLUMNS.stream().map(column -> cell(row, column, metric)).toList());
  }

  private static String cell(CSVRecord row, String column, Metric metric) {
    return switch (column) {
      case "case" -> Case.parse(row.get(column)).variant();
      case "step" -> metric.atChosenStep() ? "" : row.get(column);
      default -> row.get(column);
    };
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
   * The same with another case.
   *
   * @param variant in place of its own
   * @return the key
   */
  MeasurementKey withCase(String variant) {
    List<String> other = new ArrayList<>(cells);
    other.set(COLUMNS.indexOf("case"), variant);
    return new MeasurementKey(other);
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
