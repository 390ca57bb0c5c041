package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * Our numbers in one table with the paper's, of every run whose cell the paper has too.
 *
 * @param study name of the study
 * @param caption what the numbers are, and what they are not
 * @param table with the paper's number in a column of its own
 */
public record PaperComparison(String study, String caption, PageModel.Table table) {

  /** How the numbers of a study are put beside the paper's, by its name. */
  private static final Map<String, BiFunction<RunJson, List<CSVRecord>, Optional<PaperComparison>>>
      STUDIES = Map.of("vae", PaperComparison::bounds, "listops", PaperComparison::accuracy);

  /** Bits of the latent code in the paper. */
  private static final double LATENT_BITS = 240;

  /** Data sets whose test examples are the released ones. */
  private static final List<String> RELEASED = List.of("listops", "listops-generated-train");

  /** Whether the paper has numbers of that kind. */
  public static boolean covers(String study) {
    return STUDIES.containsKey(study);
  }

  /**
   * Holds a run against the paper.
   *
   * @param record of the run
   * @param rows every row of its CSV, checked: numbers are numbers
   * @return empty where the paper has no such numbers
   */
  public static Optional<PaperComparison> of(RunJson record, List<CSVRecord> rows) {
    return covers(record.study())
        ? STUDIES.get(record.study()).apply(record, rows)
        : Optional.empty();
  }

  /**
   * One table a study for many runs, with the name of the run in the first column.
   *
   * @param runs tables by the name of the run, in their order
   * @return in the order in which the studies first appear
   */
  public static List<PaperComparison> together(Map<String, PaperComparison> runs) {
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

  /** Beside tables 2 and 3: bounds of the discrete VAE. */
  private static Optional<PaperComparison> bounds(RunJson record, List<CSVRecord> rows) {
    List<List<String>> lines = new ArrayList<>();
    for (CSVRecord row : MeasurementRows.metric(rows, "test_bound").toList()) {
      int arity = Integer.parseInt(row.get("arity"));
      int batchSize = Integer.parseInt(row.get("batch_size"));
      double bits = Integer.parseInt(row.get("variables")) * Math.log(arity) / Math.log(2);
      if (!row.get("dataset").equals("mnist") || Math.abs(bits - LATENT_BITS) > 0.5) {
        continue;
      }
      String estimator = row.get("estimator");
      Optional<PaperTables.Printed> test = PaperTables.testBound(estimator, arity, batchSize);
      Optional<PaperTables.Printed> valid = PaperTables.validBound(estimator, arity, batchSize);
      if (test.isPresent()) {
        double value = MeasurementRows.number(row, "value");
        lines.add(
            List.of(
                estimator,
                nats(row, "value"),
                same(rows, row, "test_bound_images_error")
                    .map(each -> nats(each, "value"))
                    .orElse(""),
                fixed(test.get().value(), 1),
                signed(value - test.get().value(), 2),
                test.get().estimator(),
                same(rows, row, "valid_bound").map(each -> nats(each, "value")).orElse(""),
                valid.map(each -> fixed(each.value(), 1)).orElse(""),
                row.get("temperature"),
                row.get("arity"),
                row.get("batch_size"),
                record.text("/settings/hidden"),
                row.get("step"),
                row.get("case")));
      }
    }
    return of(
        record.study(),
        "Bounds in nats on the validation and test images, lower is better. The paper trained"
            + " 50,000 steps, took M = 5000 draws, and"
            + " reports the best of 20 random settings by the validation bound; it does not tell how"
            + " wide its hidden layers were. The error is the"
            + " standard error of our mean over the test images; the paper gives none.",
        List.of(
            "estimator",
            "test",
            "error",
            "paper",
            "difference",
            "its estimator",
            "valid",
            "paper",
            "temperature",
            "arity",
            "batch",
            "width",
            "steps",
            "draws"),
        lines);
  }

  /** Beside table 1: accuracy on ListOps. */
  private static Optional<PaperComparison> accuracy(RunJson record, List<CSVRecord> rows) {
    Map<List<String>, List<Double>> seeds = new LinkedHashMap<>();
    for (CSVRecord row : MeasurementRows.metric(rows, "test_accuracy").toList()) {
      if (RELEASED.contains(row.get("dataset")) && !row.get("temperature").isEmpty()) {
        List<String> cell =
            List.of(
                row.get("estimator"), row.get("temperature"), row.get("arity"), learningRate(row));
        seeds
            .computeIfAbsent(cell, key -> new ArrayList<>())
            .add(MeasurementRows.number(row, "value"));
      }
    }
    List<List<String>> lines = new ArrayList<>();
    seeds.forEach((cell, values) -> accuracy(cell, values).ifPresent(lines::add));
    return of(
        record.study(),
        "Shares of right values in percent, mean over seeds at each one's best validation epoch, with"
            + " the standard error over seeds; expressions of at most so many tokens. The paper has"
            + " five seeds and trained on the 90,000"
            + " released examples.",
        List.of(
            "estimator",
            "test",
            "error",
            "paper",
            "difference",
            "its estimator",
            "temperature",
            "tokens",
            "learning rate",
            "seeds"),
        lines);
  }

  private static Optional<List<String>> accuracy(List<String> cell, List<Double> values) {
    // So many tokens have one pair of neighbours less.
    int maxLength = Integer.parseInt(cell.get(2)) + 1;
    double temperature = Double.parseDouble(cell.get(1));
    Estimate mean = Estimate.mean(values.stream().mapToDouble(Double::doubleValue).toArray());
    return PaperTables.testAccuracy(cell.get(0), maxLength, temperature)
        .map(
            paper ->
                List.of(
                    cell.get(0),
                    fixed(100 * mean.value(), 1),
                    values.size() < 2 ? "" : fixed(100 * mean.standardError(), 1),
                    fixed(100 * paper.value(), 1),
                    signed(100 * (mean.value() - paper.value()), 1),
                    paper.estimator(),
                    cell.get(1),
                    Integer.toString(maxLength),
                    cell.get(3),
                    Integer.toString(values.size())));
  }

  /** As the column 'case' has it, before what went wrong; empty where there is one alone. */
  private static String learningRate(CSVRecord row) {
    String first = row.get("case").split(",", 2)[0];
    return first.startsWith("learning rate ") ? first.substring("learning rate ".length()) : "";
  }

  private static Optional<PaperComparison> of(
      String study, String caption, List<String> header, List<List<String>> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new PaperComparison(study, caption, new PageModel.Table(header, lines)));
  }

  /** Another metric of the same run at the same step with the same number of draws. */
  private static Optional<CSVRecord> same(List<CSVRecord> rows, CSVRecord row, String metric) {
    return MeasurementRows.metric(rows, metric)
        .filter(
            each ->
                List.of("estimator", "temperature", "arity", "batch_size", "seed", "step", "case")
                    .stream()
                    .allMatch(column -> each.get(column).equals(row.get(column))))
        .findFirst();
  }

  private static String nats(CSVRecord row, String column) {
    return fixed(MeasurementRows.number(row, column), 2);
  }

  private static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String signed(double value, int digits) {
    return String.format(Locale.ROOT, "%+." + digits + "f", value);
  }
}
