package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Two estimators that were measured alike: what the findings of pages are made of. */
public final class Compared {

  /** The conditional expectation itself; kinds that sample it are named after it. */
  private static final String EXACT = "gr";

  /** Columns, besides {@code case}, in which rows must agree. */
  private static final List<String> CELL =
      List.of("dataset", "arity", "temperature", "batch_size", "variables", "seed", "step");

  /** Columns that say where something was measured. */
  private static final List<String> TELLING =
      List.of("case", "dataset", "arity", "temperature", "batch_size", "step");

  private final String estimator;
  private final String reference;
  private final List<Pair> all;
  private final String missing;

  private Compared(String estimator, String reference, List<Pair> all, String missing) {
    this.estimator = estimator;
    this.reference = reference;
    this.all = all;
    this.missing = missing;
  }

  /**
   * The two rows of a cell.
   *
   * @param row of the estimator
   * @param against of what it is compared with
   */
  public record Pair(CSVRecord row, CSVRecord against) {

    /** The number of the estimator. */
    public Estimate ours() {
      return MeasurementRows.estimate(row);
    }

    /** The number of what it is compared with. */
    public Estimate theirs() {
      return MeasurementRows.estimate(against);
    }

    /** The one over the other; the error is that of independent numbers. */
    public Estimate ratio() {
      return ours().over(theirs());
    }

    /** Whether both are numbers. */
    public boolean finite() {
      return Double.isFinite(ours().value()) && Double.isFinite(theirs().value());
    }
  }

  /**
   * The Gumbel-Rao estimator of a run that is nearest to exact: {@code gr}, or else the kind with
   * the most samples.
   *
   * @param rows of a run
   * @return empty if there is none
   */
  public static Optional<String> gumbelRao(List<CSVRecord> rows) {
    return rows.stream()
        .filter(
            row ->
                row.get("estimator").equals(EXACT) || row.get("estimator").startsWith(EXACT + "-"))
        .max(
            Comparator.comparingDouble(
                row ->
                    row.get("estimator").equals(EXACT)
                        ? Double.POSITIVE_INFINITY
                        : MeasurementRows.number(row, "samples")))
        .map(row -> row.get("estimator"));
  }

  /**
   * The most exact Gumbel-Rao estimator of some rows, and {@code st-gs}.
   *
   * @param rows of one metric
   * @return the two, cell by cell
   */
  public static Compared of(List<CSVRecord> rows) {
    return gumbelRao(rows)
        .map(name -> of(rows, name, EstimatorNames.REFERENCE))
        .orElse(
            new Compared(
                "", "", List.of(), rows.isEmpty() ? "" : "no Gumbel-Rao estimator was measured"));
  }

  /**
   * Any two estimators.
   *
   * @param rows of one metric
   * @param estimator the one
   * @param reference what it is compared with
   * @return the two, cell by cell
   */
  public static Compared of(List<CSVRecord> rows, String estimator, String reference) {
    Map<List<String>, CSVRecord> references = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (CSVRecord row : rows) {
      if (row.get("estimator").equals(reference)) {
        references.put(cell(row), row);
      }
    }
    for (CSVRecord row : rows) {
      if (row.get("estimator").equals(estimator) && references.containsKey(cell(row))) {
        pairs.add(new Pair(row, references.get(cell(row))));
      }
    }
    String missing =
        pairs.isEmpty()
            ? (references.isEmpty()
                ? reference + " was not measured"
                : estimator + " was not measured with " + reference)
            : "";
    return new Compared(estimator, reference, pairs, missing);
  }

  private static List<String> cell(CSVRecord row) {
    List<String> cell = new ArrayList<>(CELL.stream().map(row::get).toList());
    cell.add(value(row, "case"));
    return cell;
  }

  private static String value(CSVRecord row, String column) {
    return column.equals("case") ? Case.parse(row.get(column)).variant() : row.get(column);
  }

  /** The estimator. */
  public String estimator() {
    return estimator;
  }

  /** What it is compared with. */
  public String reference() {
    return reference;
  }

  /** All cells, also those in which one of the two is not a number. */
  public List<Pair> all() {
    return all;
  }

  /** Cells in which both are numbers. */
  public List<Pair> pairs() {
    return all.stream().filter(Pair::finite).toList();
  }

  /**
   * Why there is no pair.
   *
   * @return a sentence; empty if there is one, or if there were no rows at all
   */
  public String nothing() {
    if (!pairs().isEmpty() || (all.isEmpty() && missing.isEmpty())) {
      return "";
    }
    return all.isEmpty()
        ? "Nothing is compared: " + missing + "."
        : "Nothing is compared: where both "
            + estimator
            + " and "
            + reference
            + " were measured, one is not a number.";
  }

  /**
   * The ratios of all pairs.
   *
   * @param what was measured
   * @return such as {@code 0.65 ± 0.02 of st-gs's error (arity 4, temperature 0.5)}, or from the
   *     least to the greatest; empty without a pair
   */
  public String ratios(String what) {
    return ratios(what, pair -> Double.POSITIVE_INFINITY);
  }

  /**
   * The same where few numbers stand behind the errors.
   *
   * @param what was measured
   * @param degrees of freedom behind the error of a pair's ratio
   * @return as {@link #ratios(String)}
   */
  public String ratios(String what, ToDoubleFunction<Pair> degrees) {
    Map<String, Told> ratios = new LinkedHashMap<>();
    all.stream()
        .filter(pair -> pair.finite() && Double.isFinite(pair.ratio().value()))
        .forEach(
            pair -> ratios.put(where(pair), new Told(pair.ratio(), degrees.applyAsDouble(pair))));
    String undefined =
        all.size() == ratios.size()
            ? ""
            : "; in %d of %d cells the ratio is not a number"
                .formatted(all.size() - ratios.size(), all.size());
    return ratios.isEmpty() ? "" : told(ratios, " of " + reference + "'s " + what) + undefined;
  }

  /** A number, and how many others its error is made of. */
  private record Told(Estimate estimate, double degrees) {

    String words() {
      return Decimals.plusMinus(estimate, degrees);
    }
  }

  /** What distinguishes a pair from the others, such as {@code temperature 0.1}. */
  public String where(Pair pair) {
    List<String> columns =
        all.size() == 1
            ? List.of("arity", "temperature")
            : TELLING.stream()
                .filter(
                    column ->
                        all.stream().map(each -> value(each.row(), column)).distinct().count() > 1)
                .toList();
    return columns.stream()
        .map(column -> named(column, value(pair.row(), column)))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }

  private static String named(String column, String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    return column.equals("case") || column.equals("dataset")
        ? cell
        : column.replace('_', ' ') + " " + cell;
  }

  /**
   * One number, or the least and the greatest of several.
   *
   * @param numbers by where they were measured, at least one
   * @param what follows the number
   * @return such as {@code from 0.15 ± 0.01 (temperature 0.1) to 0.65 ± 0.02 (temperature 1.0)}
   */
  public static String range(Map<String, Estimate> numbers, String what) {
    Map<String, Told> told = new LinkedHashMap<>();
    numbers.forEach((where, number) -> told.put(where, new Told(number, Double.POSITIVE_INFINITY)));
    return told(told, what);
  }

  private static String told(Map<String, Told> numbers, String what) {
    Comparator<Map.Entry<String, Told>> byValue =
        Comparator.comparingDouble(each -> each.getValue().estimate.value());
    Map.Entry<String, Told> least = numbers.entrySet().stream().min(byValue).orElseThrow();
    Map.Entry<String, Told> greatest = numbers.entrySet().stream().max(byValue).orElseThrow();
    if (numbers.size() == 1) {
      return least.getValue().words() + what + in(least.getKey());
    }
    return "from " + at(least) + " to " + at(greatest) + what;
  }

  private static String at(Map.Entry<String, Told> number) {
    return number.getValue().words() + in(number.getKey());
  }

  private static String in(String where) {
    return where.isEmpty() ? "" : " (" + where + ")";
  }
}
