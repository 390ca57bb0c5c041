package io.github.gumbelrao.bench.variance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest real study, from the command line to its files. */
class VarianceCommandTest {

  @TempDir static Path folder;
  private static Outcome first;

  @BeforeAll
  static void run() throws IOException {
    // By a file of options, of which the record holds what is in it.
    List<String> tiny = List.of(Outcome.tiny(folder.resolve("first")));
    Path options = Files.write(folder.resolve("options"), tiny.subList(1, tiny.size()));
    first = Outcome.of(tiny.get(0), "@" + options);
    assertThat(first.exitCode()).as(first.err()).isZero();
  }

  private static Path csv(String out) {
    return folder.resolve(out).resolve("variance").resolve("measurements.csv");
  }

  private static Path json(String out) {
    return folder.resolve(out).resolve("variance").resolve("run.json");
  }

  private static List<CSVRecord> rows() throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(csv("first"), StandardCharsets.UTF_8, format)) {
      return rows.getRecords();
    }
  }

  private static List<CSVRecord> rowsOf(String estimator) throws IOException {
    return rows().stream().filter(row -> row.get("estimator").equals(estimator)).toList();
  }

  @Test
  void theSameCommandGivesTheSameBytesAnywhere() throws Exception {
    for (Surroundings surroundings : Surroundings.awkward().toList()) {
      String out = surroundings.locale();
      Outcome outcome = surroundings.call(() -> Outcome.of(Outcome.tiny(folder.resolve(out))));
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(csv(out)).hasSameBinaryContentAs(csv("first"));
      assertThat(outcome.out().replace(out, "first")).isEqualTo(first.out());
    }
  }

  @Test
  void anotherSeedGivesOtherNumbersInTheSameRows() throws IOException {
    Outcome other = Outcome.of(Outcome.tiny(folder.resolve("other"), "--seed=2"));
    assertThat(other.exitCode()).isZero();
    List<String> ours = Files.readAllLines(csv("first"));
    List<String> theirs = Files.readAllLines(csv("other"));
    assertThat(theirs).hasSameSizeAs(ours);
    for (int i = 1; i < ours.size(); i++) {
      String[] our = ours.get(i).split(",", -1);
      String[] their = theirs.get(i).split(",", -1);
      assertThat(their[9]).isEqualTo("2");
      // The ratio of the reference to itself is 1 for any seed.
      if (!our[11].equals("variance_ratio") || !our[3].equals("st-gs")) {
        assertThat(their[12]).isNotEqualTo(our[12]);
      }
      our[9] = their[9];
      for (int column : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15}) {
        assertThat(their[column]).isEqualTo(our[column]);
      }
    }
  }

  @Test
  void rowsComeInTheOrderOfTheDryRun() throws IOException {
    List<String> found = new ArrayList<>();
    for (CSVRecord row : rows()) {
      String temperature = row.get("temperature");
      String line =
          ("arity " + row.get("arity") + ", step " + row.get("step") + ", " + row.get("estimator"))
              + (temperature.isEmpty() ? "" : ", temperature " + temperature);
      if (found.isEmpty() || !found.get(found.size() - 1).equals(line)) {
        found.add(line);
      }
    }
    List<String> planned =
        Outcome.of(Outcome.tiny(folder.resolve("planned"), "--dry-run"))
            .withoutEstimate()
            .out()
            .lines()
            .toList();
    assertThat(found).isEqualTo(planned.subList(0, planned.size() - 1));
  }

  @Test
  void rowsTellWhatWasMeasuredWhere() throws IOException {
    assertThat(rows())
        .allSatisfy(
            row -> {
              assertThat(row.get("study")).isEqualTo("variance");
              assertThat(row.get("case")).isEmpty();
              assertThat(row.get("dataset")).isEqualTo("digits");
              assertThat(row.get("arity")).isEqualTo("4");
              assertThat(row.get("variables")).isEqualTo("2");
              assertThat(row.get("batch_size")).isEqualTo("20");
              assertThat(row.get("seed")).isEqualTo("1");
              assertThat(row.get("step")).isIn("0", "5");
            });
    assertThat(new HashSet<>(rowsOf("reinforce").stream().map(r -> r.get("temperature")).toList()))
        .containsExactly("");
    assertThat(new HashSet<>(rowsOf("st-gs").stream().map(r -> r.get("temperature")).toList()))
        .containsExactly("0.5");
    assertThat(new HashSet<>(rowsOf("st-gs").stream().map(r -> r.get("samples")).toList()))
        .containsExactly("");
    assertThat(new HashSet<>(rowsOf("gr-mc2").stream().map(r -> r.get("samples")).toList()))
        .containsExactly("2");
  }

  @Test
  void everyEstimatorHasItsMetrics() throws IOException {
    List<String> of =
        List.of(
            "variance_within 16 nats^2",
            "variance_between 4 nats^2",
            "variance_ratio 4 ",
            "gradient_norm 16 nats",
            "train_loss 16 nats");
    assertThat(metrics("reinforce", "0")).isEqualTo(of);
    assertThat(metrics("st-gs", "5")).isEqualTo(of);
    assertThat(metrics("gr-mc2", "5")).isEqualTo(of);
    assertThat(rows()).hasSize(2 * 3 * 5);
  }

  private static List<String> metrics(String estimator, String step) throws IOException {
    return rowsOf(estimator).stream()
        .filter(row -> row.get("step").equals(step))
        .map(row -> row.get("metric") + " " + row.get("count") + " " + row.get("unit"))
        .toList();
  }

  /** Ratios of means over the same minibatches, so the ratio of the reference is certain. */
  @Test
  void ratiosAreThoseOfTheVariances() throws IOException {
    for (String step : List.of("0", "5")) {
      double ratio = value("gr-mc2", step, "variance_ratio");
      double expected =
          value("gr-mc2", step, "variance_within") / value("st-gs", step, "variance_within");
      assertThat(ratio / expected).isBetween(1 - 1e-12, 1 + 1e-12);
      assertThat(value("st-gs", step, "variance_ratio")).isEqualTo(1);
    }
  }

  private static double value(String estimator, String step, String metric) throws IOException {
    CSVRecord found =
        rowsOf(estimator).stream()
            .filter(row -> row.get("step").equals(step) && row.get("metric").equals(metric))
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(found.get("value"));
  }

  /** One model of both estimators at the same minibatches, draws and parameters: the same loss. */
  @Test
  void estimatorsWithTheSameForwardPassHaveTheSameLoss() throws IOException {
    assertThat(value("gr-mc2", "5", "train_loss")).isEqualTo(value("st-gs", "5", "train_loss"));
    // 784 pixels at random cost 784 log 2 = 543 nats; the mean image as bias about 200.
    assertThat(value("st-gs", "0", "train_loss")).isBetween(100.0, 300.0);
  }

  @Test
  void theRecordHoldsTheCommandAndEverySetting() throws IOException {
    JsonNode record = new ObjectMapper().readTree(json("first").toFile());
    assertThat(record.get("status").asText()).isEqualTo("done");
    assertThat(record.get("study").asText()).isEqualTo("variance");
    assertThat(record.get("command"))
        .map(JsonNode::asText)
        .containsExactly(Outcome.tiny(folder.resolve("first")));
    assertThat(record.get("settings"))
        .hasToString(
            "{\"preset\":\"quick\",\"dataset\":\"digits\",\"arities\":[4],"
                + "\"estimators\":[\"reinforce\",\"st-gs\",\"gr-mc2\"],\"temperatures\":[0.5],"
                + "\"latent_bits\":4,\"hidden\":8,\"trajectory_estimator\":\"st-gs\","
                + "\"trajectory_temperature\":0.5,\"learning_rate\":0.0015,\"momentum\":0.9,"
                + "\"weight_decay\":0.0,\"checkpoints\":[0,5],\"batch_size\":20,"
                + "\"minibatches\":4,\"passes\":4,\"kl\":\"analytic\",\"seed\":1,"
                + "\"device\":\"cpu\",\"threads\":1}");
    assertThat(record.get("data_sha256").fieldNames())
        .toIterable()
        .containsExactly("digits_test", "digits_train", "digits_valid");
  }

  @Test
  void theRecordVouchesForTheMeasurements() throws Exception {
    JsonNode record = new ObjectMapper().readTree(json("first").toFile());
    assertThat(csv("first")).hasDigest("SHA-256", record.get("measurements_sha256").asText());
  }

  @Test
  void nothingElseIsLeftBehind() throws IOException {
    try (var files = Files.walk(folder.resolve("first"))) {
      assertThat(files.filter(Files::isRegularFile))
          .map(file -> folder.resolve("first").relativize(file).toString())
          .containsExactlyInAnyOrder(
              ".variance.lock",
              "index.html",
              "variance/measurements.csv",
              "variance/report.html",
              "variance/run.json");
    }
  }

  @Test
  void theTableShowsTheLastCheckpointAndWhereTheFilesAre() {
    assertThat(first.out().lines())
        .startsWith(
            "variance: digits, arities [4], reinforce, st-gs, gr-mc2",
            "",
            "variance within a minibatch at step 5 (digits, arity 4, batch 20)")
        .endsWith(
            "measurements  " + csv("first"),
            "run           " + json("first"),
            "report        " + json("first").resolveSibling("report.html"));
    assertThat(first.out())
        .containsPattern(
            "\n  estimator  temperature +variance +std error  ratio to st-gs +std error\n")
        .containsPattern("\n  reinforce +- +[0-9.]+ +[0-9.e+]+ +[0-9.]+ +[0-9.]+\n")
        .containsPattern("\n  st-gs +0\\.5 +0\\.[0-9]+ +0\\.[0-9]+ +1\\.0000 +0\\.0000\n")
        .containsPattern("\n  gr-mc2 +0\\.5 +0\\.[0-9]+ +0\\.[0-9]+ +0\\.[0-9]{4} +0\\.[0-9]{4}\n");
  }

  /**
   * 5 steps of 0.1 units, rounded to one, and 2 checkpoints of 4 minibatches by 3 estimators, a
   * unit each.
   */
  @Test
  void progressGoesToTheErrorStreamAndReachesItsEnd() {
    assertThat(first.err().lines().map(String::strip))
        .first()
        .asString()
        .startsWith("variance   0%")
        .contains(" 0/25 ");
    assertThat(first.err().lines())
        .last()
        .asString()
        .startsWith("variance 100%")
        .contains(" 25/25 ")
        .contains("step 5, gr-mc2");
  }
}
