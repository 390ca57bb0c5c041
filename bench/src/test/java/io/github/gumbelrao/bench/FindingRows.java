package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.testing.FixtureRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a study finds in rows that are made up. */
final class FindingRows {

  private FindingRows() {}

  /** The sentence of the study that the rows are of. */
  static String finding(Path out, List<String> rows) throws IOException {
    String study = rows.get(0).substring(0, rows.get(0).indexOf(','));
    Path folder = FixtureRun.write(Files.createTempDirectory(out, "run"), study, rows);
    return Studies.named(study)
        .finding(StoredMeasurements.read(folder.resolve("measurements.csv")));
  }

  /** The same numbers under each other's names. */
  static List<String> swapped(List<String> rows, String one, String other) {
    return rows.stream()
        .map(
            row ->
                row.replace("," + one + ",", ",?,")
                    .replace("," + other + ",", "," + one + ",")
                    .replace(",?,", "," + other + ","))
        .toList();
  }

  static List<String> swapped(List<String> rows) {
    return swapped(rows, "gr", "st-gs");
  }
}
