package io.github.gumbelrao.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.testing.TakenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRunTest {

  @TempDir Path out;
  private RunFolder folder;
  private RecordedRun run;

  @BeforeEach
  void start() throws IOException {
    folder = TakenFolder.take(out, "variance", Earlier.REFUSE);
    folder.openCsv().close();
    RunRecord record = RunRecord.start("variance", List.of(), Map.of(), new TreeMap<>(), Map.of());
    run = RecordedRun.start(record, folder, new Pages(Map.of()));
  }

  @AfterEach
  void close() throws IOException {
    run.close();
    folder.close();
  }

  private String status() throws IOException {
    return new ObjectMapper().readTree(folder.run().toFile()).get("status").asText();
  }

  @Test
  void isRunningFromTheStart() throws IOException {
    assertThat(status()).isEqualTo("running");
    assertThat(folder.csv()).doesNotExist();
  }

  @Test
  void isDoneWithItsMeasurements() throws IOException {
    run.done();
    assertThat(status()).isEqualTo("done");
    assertThat(folder.csv()).exists();
    run.close();
    run.interrupted();
    assertThat(status()).isEqualTo("done");
  }

  @Test
  void hasFailedIfItWasNotDone() throws IOException {
    run.close();
    assertThat(status()).isEqualTo("failed");
    assertThat(folder.csv()).doesNotExist();
  }

  @Test
  void hasFailedIfItsMeasurementsAreGone() throws IOException {
    Files.delete(folder.csv().resolveSibling("measurements.csv.part"));
    assertThatThrownBy(run::done).isInstanceOf(NoSuchFileException.class);
    run.close();
    assertThat(status()).isEqualTo("failed");
  }

  /** The study goes on while the process ends; it may even come to its end. */
  @Test
  void isNotDoneOnceItWasInterrupted() throws IOException {
    run.interrupted();
    assertThat(status()).isEqualTo("interrupted");
    run.done();
    run.close();
    assertThat(status()).isEqualTo("interrupted");
    assertThat(folder.csv()).doesNotExist();
  }
}
