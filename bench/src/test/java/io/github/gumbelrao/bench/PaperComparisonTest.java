package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.page.IndexPage;
import io.github.gumbelrao.bench.measurement.page.PaperComparison;
import io.github.gumbelrao.bench.measurement.page.RunPage;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.testing.FixtureRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected numbers of the paper are typed from its text, not read from our files. */
class PaperComparisonTest {

  private static final String BOUND =
      "vae,M=5000,%s,%s,0.5,,16,%d,20,1,50000,%s,%s,0.01,50000000,nats";

  private static final String ACCURACY =
      "listops,learning rate 0.1,%s,%s,%s,,9,8,10,%d,7,test_accuracy,%s,0.008,3531,";

  private static final String LOSS =
      "polynomial,exponent %s,%s,%s,%s,%s,%d,128,8,1,%d,%s,%s,%s,%d,";

  @TempDir Path out;

  private Optional<PaperComparison> beside(String study, String... rows) throws IOException {
    Path run = FixtureRun.write(out, study, List.of(rows));
    RunJson record = RunJson.read(run.resolve("run.json"));
    return Studies.named(study)
        .paperComparison(record, StoredMeasurements.read(run.resolve("measurements.csv")));
  }

  @Test
  void boundsStandBesideTables2And3() throws IOException {
    PaperComparison beside =
        beside(
                "vae",
                BOUND.formatted("mnist", "st-gs", 60, "valid_bound", 102.5),
                BOUND.formatted("mnist", "st-gs", 60, "test_bound", 101.25),
                BOUND.formatted("mnist", "st-gs", 60, "test_bound_images_error", 0.27))
            .orElseThrow();
    assertThat(beside.table().header()).contains("valid", "test", "paper");
    assertThat(beside.table().rows())
        .containsExactly(
            List.of(
                "st-gs", "101.25", "0.27", "98.8", "+2.45", "st-gs", "102.50", "99.8", "0.5", "16",
                "20", "512", "50000", "M=5000"));
  }

  /** Table 2 has batches of 20 and 200; the others are in table 3, validation beside test. */
  @Test
  void otherBatchesStandBesideTable3() throws IOException {
    String five = BOUND.replace(",20,1,", ",5,1,");
    PaperComparison beside =
        beside(
                "vae",
                five.formatted("mnist", "st-gs", 60, "valid_bound", 108.5),
                five.formatted("mnist", "st-gs", 60, "test_bound", 107.25))
            .orElseThrow();
    assertThat(beside.table().rows())
        .containsExactly(
            List.of(
                "st-gs", "107.25", "", "107.0", "+0.25", "st-gs", "108.50", "108.1", "0.5", "16",
                "5", "512", "50000", "M=5000"));
  }

  /** The best of a sweep has its rows once more among those of the trials. */
  @Test
  void ofASweepItsBestAloneStandsThere() throws IOException {
    String row = BOUND.formatted("mnist", "st-gs", 60, "test_bound", 101.25);
    PaperComparison beside =
        beside(
                "vae",
                row.replace("M=5000", "\"trial 1, M=5000\""),
                row.replace("M=5000", "\"best of 1, M=5000\""))
            .orElseThrow();
    assertThat(beside.table().rows()).hasSize(1);
    assertThat(beside.table().rows().get(0)).endsWith("512", "50000", "best of 1, M=5000");
  }

  /** A sweep over widths has none that is its own. */
  @Test
  void aWidthThatWasSearchedIsThatOfTheRow() throws IOException {
    String row = BOUND.formatted("mnist", "st-gs", 60, "test_bound", 101.25);
    PaperComparison beside =
        beside("vae", row.replace("M=5000", "\"best of 2, hidden 240, M=5000\"")).orElseThrow();
    assertThat(beside.table().rows().get(0))
        .endsWith("240", "50000", "best of 2, hidden 240, M=5000");
  }

  /** Ours has no number of samples; the paper's nearest is named. */
  @Test
  void theExactLimitStandsBesideAThousandSamples() throws IOException {
    PaperComparison beside =
        beside("vae", BOUND.formatted("mnist", "gr", 60, "test_bound", 96.0)).orElseThrow();
    assertThat(beside.table().rows().get(0))
        .startsWith("gr", "96.00", "", "96.8", "-0.80", "gr-mc1000");
  }

  /** Other data, a smaller model and estimators that the paper lacks have no number to meet. */
  @Test
  void nothingIsComparedThatIsNotThePapers() throws IOException {
    assertThat(
            beside(
                "vae",
                BOUND.formatted("digits", "st-gs", 60, "test_bound", 101.25),
                BOUND.formatted("mnist", "st-gs", 12, "test_bound", 101.25),
                BOUND.formatted("mnist", "reinmax", 60, "test_bound", 101.25)))
        .isEmpty();
  }

  @Test
  void accuracyIsTheMeanOverSeedsBesideTable1() throws IOException {
    PaperComparison beside =
        beside(
                "listops",
                ACCURACY.formatted("listops-generated-train", "st-gs", "0.1", 1, 0.60),
                ACCURACY.formatted("listops-generated-train", "st-gs", "0.1", 2, 0.64),
                ACCURACY.formatted("listops-generated-train", "gr", "0.1", 1, 0.65),
                ACCURACY.formatted("listops-generated-train", "tree-gold", "", 1, 0.99),
                ACCURACY.formatted("listops-generated", "gr-mc10", "0.1", 1, 0.65))
            .orElseThrow();
    assertThat(beside.table().rows())
        .containsExactly(
            List.of("st-gs", "62.0", "2.0", "59.3", "+2.7", "st-gs", "0.1", "10", "0.1", "2"),
            List.of("gr", "65.0", "", "67.1", "-2.1", "gr-mc1000", "0.1", "10", "0.1", "1"));
  }

  /** A sweep may have widths, weight decays and batch sizes among its cells. */
  @Test
  void parsersOfOtherSizesAreNoFurtherSeeds() throws IOException {
    String row = ACCURACY.formatted("listops", "gr", "0.1", 1, 0.65);
    PaperComparison beside =
        beside(
                "listops",
                row.replace("learning rate 0.1", "\"best of 1, hidden 64\""),
                row.replace("learning rate 0.1", "\"best of 1, hidden 128\""),
                row.replace("learning rate 0.1", "\"best of 1, weight decay 0.5, hidden 64\""),
                row.replace("learning rate 0.1", "\"best of 1, hidden 64\"")
                    .replace(",10,", ",20,"))
            .orElseThrow();
    assertThat(beside.table().rows()).hasSize(4).allMatch(line -> line.get(9).equals("1"));
  }

  /** One diverged seed of three took the number of the other two away. */
  @Test
  void seedsThatDivergedAreCountedAndLeftOut() throws IOException {
    PaperComparison beside =
        beside(
                "listops",
                ACCURACY.formatted("listops", "st-gs", "0.1", 1, 0.60),
                ACCURACY.formatted("listops", "st-gs", "0.1", 2, "NaN"),
                ACCURACY.formatted("listops", "st-gs", "0.1", 3, 0.64),
                ACCURACY.formatted("listops", "gr", "0.1", 1, "NaN"))
            .orElseThrow();
    assertThat(beside.table().rows())
        .containsExactly(
            List.of(
                "st-gs",
                "62.0",
                "2.0",
                "59.3",
                "+2.7",
                "st-gs",
                "0.1",
                "10",
                "0.1",
                "3, 1 diverged"),
            List.of(
                "gr", "NaN", "", "67.1", "NaN", "gr-mc1000", "0.1", "10", "0.1", "1, 1 diverged"));
  }

  /** Its rows do not repeat it. */
  @Test
  void theLearningRateOfARunOfOneIsThatOfItsSettings() throws IOException {
    Path run =
        FixtureRun.write(
            out,
            "listops",
            List.of(
                ACCURACY
                    .formatted("listops", "gr", "0.1", 1, 0.65)
                    .replace("learning rate 0.1", "")));
    Path json = run.resolve("run.json");
    Files.writeString(
        json,
        Files.readString(json)
            .replace("\"settings\": {", "\"settings\": {\"learning_rates\": [0.05], "));
    assertThat(
            Studies.named("listops")
                .paperComparison(
                    RunJson.read(json), StoredMeasurements.read(run.resolve("measurements.csv")))
                .orElseThrow()
                .table()
                .rows()
                .get(0)
                .get(8))
        .isEqualTo("0.05");
  }

  /** A temperature that was not published, other steps and other arities have no number to meet. */
  @Test
  void lossesOfThePolynomialProgramStandBesideThePublished() throws IOException {
    PaperComparison beside =
        beside(
                "polynomial",
                LOSS.formatted("1.5", "", "", "", "", 4, 0, "least_loss", 0.0125, "0.0", 1),
                LOSS.formatted(
                    "1.5", "", "st-gs", "0.1", "", 4, 10_000, "expected_loss", 0.02, "0.001", 10),
                LOSS.formatted(
                    "1.5", "", "st-gs", "1.0", "", 4, 10_000, "expected_loss", 0.03, "0.001", 10),
                LOSS.formatted(
                    "1.5", "", "st", "", "", 4, 10_000, "expected_loss", 0.25, "0.002", 10),
                LOSS.formatted(
                    "1.5", "", "mve", "1.0", "", 4, 10_000, "expected_loss", 0.015, "0.002", 10),
                LOSS.formatted(
                    "1.5", "", "mve", "1.0", "", 4, 5_000, "expected_loss", 0.016, "0.002", 10),
                LOSS.formatted(
                    "1.5", "", "st", "", "", 8, 10_000, "expected_loss", 0.25, "0.002", 10))
            .orElseThrow();
    assertThat(beside.table().rows())
        .containsExactly(
            List.of("st-gs", "0.1", "1.5", "0.02000", "0.00100", "0.02033", "0.01250", "10"),
            List.of("st", "", "1.5", "0.25000", "0.00200", "0.22723", "0.01250", "10"),
            List.of("mve", "1.0", "1.5", "0.01500", "0.00200", "0.01521", "0.01250", "10"));
  }

  @Test
  void aRunThatDivergedIsShownAsSuch() throws IOException {
    PaperComparison beside =
        beside("vae", BOUND.formatted("mnist", "st", 60, "test_bound", "NaN")).orElseThrow();
    assertThat(beside.table().rows().get(0)).startsWith("st", "NaN", "", "108.2", "NaN", "st");
  }

  @Test
  void thePageHasTheTable() throws IOException {
    String row = BOUND.formatted("mnist", "st-gs", 60, "test_bound", 101.25);
    assertThat(page(measured("a", "vae", row)))
        .contains("<h2>Compared with the paper</h2>", "<td>+2.45</td>");
    assertThat(page(measured("b", "vae", row.replace("mnist", "digits"))))
        .doesNotContain("Compared with the paper");
  }

  /** Of two studies one table each; a run without such numbers, or one under way, has no line. */
  @Test
  void theListOfRunsHasTheTablesOfAllRuns() throws IOException {
    String row = BOUND.formatted("mnist", "st-gs", 60, "test_bound", 101.25);
    measured("a", "vae", row);
    measured("b", "listops", ACCURACY.formatted("listops", "gr", "0.1", 1, 0.65));
    measured("c", "vae", row.replace("101.25", "99.25"));
    measured("d", "vae", row.replace("mnist", "digits"));
    Path running = measured("e", "vae", row.replace("101.25", "97.25")).resolve("run.json");
    Files.writeString(running, Files.readString(running).replace("done", "running"));
    String index = IndexPage.html(out, Studies.PAGES);
    List<String> tables = List.of(index.split("<h2>"));
    assertThat(tables).hasSize(5);
    assertThat(tables.get(1)).startsWith("vae<").contains("<td data-name=\"status\">running</td>");
    assertThat(tables.get(2)).startsWith("listops<");
    assertThat(index).doesNotContain("damaged");
    assertThat(tables.get(3))
        .startsWith("Compared with the paper: vae<")
        .containsSubsequence("<td>a</td>", "<td>+2.45</td>", "<td>c</td>", "<td>+0.45</td>")
        .doesNotContain("<td>d</td>", "-1.55");
    assertThat(tables.get(4))
        .startsWith("Compared with the paper: listops<")
        .containsSubsequence("<td>b</td>", "<td>-2.1</td>");
  }

  /** A number that somebody has bettered by hand does not stand beside the paper's. */
  @Test
  void aRunThatWasEditedIsListedAsDamaged() throws IOException {
    Path run = measured("a", "vae", BOUND.formatted("mnist", "gr", 60, "test_bound", 101.25));
    Path csv = run.resolve("measurements.csv");
    Files.writeString(csv, Files.readString(csv).replace("101.25", "96.25"));
    assertThat(IndexPage.html(out, Studies.PAGES))
        .contains(
            "aria-label=\"Damaged runs\"",
            "<td data-name=\"status\">damaged</td>",
            "measurements.csv must match the SHA-256")
        .doesNotContain("Compared with the paper", out.toString());
  }

  private static String page(Path run) throws IOException {
    return RunPage.html(run.resolve("measurements.csv"), run.resolve("run.json"), Studies.PAGES);
  }

  private Path measured(String name, String study, String... rows) throws IOException {
    return Files.move(FixtureRun.write(out, study, List.of(rows)), out.resolve(name));
  }
}
