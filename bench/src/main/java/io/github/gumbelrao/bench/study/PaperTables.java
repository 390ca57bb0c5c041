package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.measurement.StrictCsv;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * What papers measured, from the files of {@code reports/paper}.
 *
 * <p>Source: tables 1 to 3 of Paulus, Maddison and Krause (2021), arXiv:2010.04838; of the
 * polynomial program see {@link #finalLoss}.
 */
public final class PaperTables {

  /** Columns of the tables that are read, by name of the file. */
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "table1",
              List.of("estimator", "samples", "max_length", "temperature", "test_accuracy_percent"),
          "table2", List.of("estimator", "samples", "arity", "batch_size", "test_bound_nats"),
          "table3",
              List.of(
                  "estimator",
                  "samples",
                  "arity",
                  "batch_size",
                  "valid_bound_nats",
                  "test_bound_nats"),
          "polynomial", List.of("estimator", "temperature", "arity", "exponent", "final_loss"));

  /** Our exact limit of Gumbel-Rao is held against the paper's nearest, of a thousand samples. */
  private static final Map<String, String> NEAREST = Map.of("gr", "gr-mc1000");

  private PaperTables() {}

  /**
   * A number of the paper.
   *
   * @param estimator the paper's
   * @param value as printed
   */
  public record Printed(String estimator, double value) {}

  /**
   * Test accuracy on ListOps, table 1.
   *
   * @param estimator of ours
   * @param maxLength most tokens of an expression
   * @param temperature of the estimator
   * @return a share, or empty if the paper has none
   */
  public static Optional<Printed> testAccuracy(
      String estimator, int maxLength, double temperature) {
    return find(
            "table1",
            estimator,
            "test_accuracy_percent",
            Map.of("max_length", (double) maxLength, "temperature", temperature))
        .map(percent -> new Printed(percent.estimator, percent.value / 100));
  }

  /**
   * Test bound of the discrete VAE, table 2 and, for more batch sizes, table 3.
   *
   * @param estimator of ours
   * @param arity categories of a latent variable
   * @param batchSize images of a minibatch
   * @return nats, or empty if the paper has none
   */
  public static Optional<Printed> testBound(String estimator, int arity, int batchSize) {
    Map<String, Double> cell = Map.of("arity", (double) arity, "batch_size", (double) batchSize);
    return find("table2", estimator, "test_bound_nats", cell)
        .or(() -> find("table3", estimator, "test_bound_nats", cell));
  }

  /** Validation bound of the discrete VAE, table 3; as {@link #testBound}. */
  public static Optional<Printed> validBound(String estimator, int arity, int batchSize) {
    Map<String, Double> cell = Map.of("arity", (double) arity, "batch_size", (double) batchSize);
    return find("table3", estimator, "valid_bound_nats", cell);
  }

  /**
   * Loss of the polynomial program after training.
   *
   * <p>Source: as published with the estimator {@code mve}, Hooper and Shekhovtsov (2026).
   *
   * @param estimator of ours
   * @param temperature as in a result, empty for none
   * @param arity categories of a variable
   * @param exponent of the program
   * @return the loss, or empty if none was published at that temperature; one that was published
   *     without a temperature is that of any
   */
  public static Optional<Printed> finalLoss(
      String estimator, String temperature, int arity, double exponent) {
    return rows("polynomial").stream()
        .filter(row -> row.get("estimator").equals(estimator))
        .filter(row -> List.of("", temperature).contains(row.get("temperature")))
        .filter(row -> number(row, "arity") == arity && number(row, "exponent") == exponent)
        .findFirst()
        .map(row -> new Printed(estimator, number(row, "final_loss")));
  }

  private static Optional<Printed> find(
      String table, String estimator, String column, Map<String, Double> cell) {
    String printed = NEAREST.getOrDefault(estimator, estimator);
    return rows(table).stream()
        .filter(row -> row.get("estimator").equals(printed))
        .filter(
            row ->
                cell.entrySet().stream()
                    .allMatch(each -> number(row, each.getKey()) == each.getValue()))
        .findFirst()
        .map(row -> new Printed(printed, number(row, column)));
  }

  private static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static List<CSVRecord> rows(String table) {
    String path = "/paper/" + table + ".csv";
    try (InputStream in = PaperTables.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("class path must hold " + path + ", got none");
      }
      return StrictCsv.read(path, in.readAllBytes(), COLUMNS.get(table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
