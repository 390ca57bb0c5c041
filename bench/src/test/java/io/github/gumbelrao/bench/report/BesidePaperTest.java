package io.github.gumbelrao.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected numbers of the paper are typed from its text, not read from our files. */
class BesidePaperTest {

  private static final String BOUND =
      "vae,M=5000,%s,%s,0.5,,16,%d,20,1,50000,%s,%s,0.01,50000000,nats";

  private static final String ACCURACY =
      "listops,learning rate 0.1,%s,%s,%s,,9,8,10,%d,7,test_accuracy,%s,0.008,3531,";

  @TempDir Path out;

  private Optional<BesidePaper> beside(String study, String... rows) throws IOException {
    List<CSVRecord> read =
        MeasurementRows.read(
            FixtureRun.write(out, study, List.of(rows)).resolve("measurements.csv"));
    return BesidePaper.of(study, read);
  }

  @Test
  void boundsStandBesideTables2And3() throws IOException {
    BesidePaper beside =
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
                "st-gs", "16", "20", "50000", "M=5000", "102.50", "99.8", "101.25", "0.27", "98.8",
                "st-gs", "+2.45"));
  }

  /** Table 2 has batches of 20 and 200; the others are in table 3, validation beside test. */
  @Test
  void otherBatchesStandBesideTable3() throws IOException {
    String five = BOUND.replace(",20,1,", ",5,1,");
    BesidePaper beside =
        beside(
                "vae",
                five.formatted("mnist", "st-gs", 60, "valid_bound", 108.5),
                five.formatted("mnist", "st-gs", 60, "test_bound", 107.25))
            .orElseThrow();
    assertThat(beside.table().rows())
        .containsExactly(
            List.of(
                "st-gs", "16", "5", "50000", "M=5000", "108.50", "108.1", "107.25", "", "107.0",
                "st-gs", "+0.25"));
  }

  /** Ours has no number of samples; the paper's nearest is named. */
  @Test
  void theExactLimitStandsBesideAThousandSamples() throws IOException {
    BesidePaper beside =
        beside("vae", BOUND.formatted("mnist", "gr", 60, "test_bound", 96.0)).orElseThrow();
    assertThat(beside.table().rows().get(0)).endsWith("96.8", "gr-mc1000", "-0.80");
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
    BesidePaper beside =
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
            List.of("st-gs", "0.1", "10", "0.1", "2", "62.0", "2.0", "59.3", "st-gs", "+2.7"),
            List.of("gr", "0.1", "10", "0.1", "1", "65.0", "", "67.1", "gr-mc1000", "-2.1"));
  }

  @Test
  void aRunThatDivergedIsShownAsSuch() throws IOException {
    BesidePaper beside =
        beside("vae", BOUND.formatted("mnist", "st", 60, "test_bound", "NaN")).orElseThrow();
    assertThat(beside.table().rows().get(0)).endsWith("NaN", "", "108.2", "st", "NaN");
  }

  @Test
  void thePageHasTheTable() throws IOException {
    Path run =
        FixtureRun.write(
            out, "vae", List.of(BOUND.formatted("mnist", "st-gs", 60, "test_bound", 101.25)));
    String page = RunReport.of(run.resolve("measurements.csv"), run.resolve("run.json"));
    assertThat(page).contains("<h2>Beside the paper</h2>", "<td>+2.45</td>");
    Files.writeString(
        run.resolve("measurements.csv"),
        Files.readString(run.resolve("measurements.csv")).replace("mnist", "digits"));
    page = RunReport.of(run.resolve("measurements.csv"), run.resolve("run.json"));
    assertThat(page).doesNotContain("Beside the paper");
  }
}
