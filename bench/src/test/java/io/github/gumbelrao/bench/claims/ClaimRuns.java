package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs made up for the tests of claims. */
final class ClaimRuns {

  private ClaimRuns() {}

  static FinishedRun run(String name, String settings, List<String> rows) throws IOException {
    String study = rows.get(0).substring(0, rows.get(0).indexOf(','));
    String csv = String.join(",", MeasurementsCsv.COLUMNS) + "\n" + String.join("\n", rows) + "\n";
    return new FinishedRun(
        Path.of("published", name),
        study,
        "",
        settings,
        "",
        StrictCsv.read(name, csv.getBytes(StandardCharsets.UTF_8), MeasurementsCsv.COLUMNS));
  }

  static FinishedRun run(String... rows) throws IOException {
    return run("some-run", "{\"minibatches\": 1000001}", List.of(rows));
  }

  static Answer answer(String id, List<FinishedRun> runs) {
    return Claims.ALL.stream()
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow()
        .answer(runs);
  }
}
