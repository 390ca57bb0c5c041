package io.github.gumbelrao.bench.measurement.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishedRunTest {

  @TempDir Path folder;

  /** The code was not that of the commit, and what is compared with it must say so. */
  @ParameterizedTest
  @CsvSource({"false, 0123abc", "true, 0123abc (with uncommitted changes)"})
  void theCommitTellsOfUncommittedChanges(boolean dirty, String commit) throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("measurements.csv"), String.join(",", MeasurementsCsv.COLUMNS) + "\n");
    Files.writeString(
        folder.resolve("run.json"),
        """
        {"schema": 1, "study": "vae", "status": "done", "commit": "0123abc", "dirty": %s,
         "measurements_sha256": "%s"}"""
            .formatted(dirty, RunRecord.sha256(csv)));
    assertThat(FinishedRun.read(folder).commit()).isEqualTo(commit);
  }

  /** Whatever settings make the cells, be they in a column, in the case, or nowhere. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "'estimator': ['gr', 'st'] | false",
        "'estimator': ['st'] | true",
        "'estimator': ['gr'], 'arity': [16] | false",
        "'estimator': ['gr'], 'arity': [8] | true",
        "'hidden': [240] | false",
        "'hidden': [64] | true",
        "'weight_decay': [0] | false",
        "'temperature': [1] | false",
        "'temperature': [0.5] | true",
        "'momentum': [0.9] | true",
        "'steps': [300] | false",
        "'latent_bits': [48, 240] | true"
      })
  void aCellSearchesWhatItsExceptionSays(String cells, boolean searched) throws IOException {
    String csv =
        String.join(",", MeasurementsCsv.COLUMNS)
            + "\nvae,\"best of 20, hidden 240, weight decay 0.0, learning rate 0.01, M=50\",mnist,gr,"
            + "1.0,,16,60,20,1,300,test_bound,99.0,0.01,1,nats\n";
    String settings =
        "{'sweep': {'cells': {'steps': [300], 'latent_bits': [48, 240]}, 'search': {'learning_rate':"
            + " [0.01, 0.02]}, 'except': [{'cells': {%s}, 'search': {'learning_rate': [0.01]}}]}}";
    FinishedRun run =
        new FinishedRun(
            Path.of("vae"),
            "vae",
            "",
            settings.formatted(cells).replace('\'', '"'),
            "",
            StrictCsv.read("csv", csv.getBytes(StandardCharsets.UTF_8), MeasurementsCsv.COLUMNS));
    assertThat(run.searched("learning_rate", run.rows().get(0)))
        .isEqualTo(searched ? "[0.01,0.02]" : "");
  }
}
