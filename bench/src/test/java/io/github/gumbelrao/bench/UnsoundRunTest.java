package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs whose digest is right and whose content cannot be: every command that reads them says so in
 * one sentence, with exit code 3.
 */
class UnsoundRunTest {

  private static final String ROW = "variance,,digits,gr-mc1,0.5,1,16,12,20,1,500,variance_within,";

  @TempDir Path folder;
  private Path run;
  private Path csv;
  private Path record;

  @BeforeEach
  void writeARun() throws IOException {
    run = folder.resolve("variance");
    csv = run.resolve("measurements.csv");
    record = run.resolve("run.json");
    ComparedFolders.run(run, "variance", ComparedFolders.variance(1));
    assertThat(Outcome.of("report", run.toString()).exitCode()).isZero();
    Files.delete(run.resolve("report.html"));
  }

  private void assertRefused(String message) throws IOException {
    for (List<String> command :
        List.of(
            List.of("report", run.toString()),
            List.of("compare", run.toString(), run.toString(), "--out=" + folder),
            List.of("regression", "--promote", "--latest=" + run, "--baseline=" + folder + "/b"),
            List.of("list", "--record", run.toString(), "--times=" + folder + "/times.csv"))) {
      assertThat(Outcome.of(command.toArray(String[]::new)))
          .as(command.get(0))
          .isEqualTo(new Outcome(3, "", message + "\n"));
    }
    assertThat(run).isDirectoryNotContaining("glob:**.html");
  }

  /** Writes rows that the record vouches for. */
  private void rows(byte[] bytes) throws IOException {
    String before = RunRecord.sha256(csv);
    Files.write(csv, bytes);
    Files.writeString(record, Files.readString(record).replace(before, RunRecord.sha256(csv)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.5,0.01,800,nats^2 | must measure what no other row does, and row 1 does",
        "1.0,0.01,800,nats^2 | must measure what no other row does, and row 1 does",
      })
  void twoRowsForOneThing(String found, String message) throws IOException {
    rows((Files.readString(csv) + ROW + found + "\n").getBytes(StandardCharsets.UTF_8));
    assertRefused(csv + ", row 13: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.01,800   | -0.01,800 | std_error must be >= 0, got '-0.01'",
        "0.01,800   | 0.01,-800 | count must be a whole number >= 0, got '-800'",
        "0.01,800   | 0.01,     | count must be a whole number >= 0, got ''",
        "0.01,800   | 0.01,8e2  | count must be a whole number >= 0, got '8e2'",
        "gr-mc1,0.5 | gr-mc1,1d | temperature must be a number, got '1d'",
        "gr-mc1,0.5 | gr-mc1,0x1p3 | temperature must be a number, got '0x1p3'",
        "variance_within,1.0 | variance_within, | value must be a number, got ''",
        "500,variance_within | 500, | metric must not be empty, got ''",
      })
  void numbersThatCannotBe(String part, String by, String message) throws IOException {
    String text = Files.readString(csv);
    assertThat(text).contains(part);
    rows(text.replaceFirst(part, by == null ? "" : by).getBytes(StandardCharsets.UTF_8));
    assertRefused(csv + ", row 1: " + message);
  }

  @Test
  void aHeaderWithAnEmptyName() throws IOException {
    String text = Files.readString(csv);
    String header = text.substring(0, text.indexOf('\n'));
    rows(text.replace("std_error", "").getBytes(StandardCharsets.UTF_8));
    assertRefused(
        csv
            + (" must begin with the header " + header)
            + (", got " + header.replace("std_error", "")));
  }

  @Test
  void bytesThatAreNotUtf8() throws IOException {
    byte[] bytes = Files.readString(csv).getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 5] = (byte) 0xff;
    rows(bytes);
    assertRefused(csv + " must be UTF-8, and is not in line 13");
    writeARun();
    byte[] json = Files.readAllBytes(record);
    json[json.length - 6] = (byte) 0xff;
    Files.write(record, json);
    assertRefused(record + " must be UTF-8, and is not in line 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$ | trailing | %s must be JSON, and is damaged at line 4",
        "$ | {} | %s must be JSON, and is damaged at line 4, where there is more after its end",
        "\"schema\": 1, | \"schema\": 1, \"schema\": 1, | %s must be JSON, and is damaged at line"
            + " 1, where an object has one name twice",
        "\"schema\": 1, | \"schema\": 1, \"exhibits\": \"a\", | exhibits in %s must be of the kind"
            + " that a run writes, got string",
        "\"schema\": 1, | \"schema\": 1, \"exhibits\": [\"a\"], | exhibits in %s must be of the"
            + " kind that a run writes, got array",
        "\"schema\": 1, | \"schema\": 1, \"exhibits\": null, | exhibits in %s must be of the kind"
            + " that a run writes, got null",
        "\"schema\": 1, | \"schema\": 1, \"command\": [1], | command in %s must be of the kind"
            + " that a run writes, got array",
        "\"done\" | null | status in %s must be of the kind that a run writes, got null",
        "\"schema\": 1, | \"schema\": 1, \"work\": 1e3, | work in %s must be of the kind that a"
            + " run writes, got number",
      })
  void recordsThatNoRunWrites(String part, String by, String message) throws IOException {
    String text = Files.readString(record);
    Files.writeString(record, part.equals("$") ? text + by : text.replace(part, by));
    assertThat(Files.readString(record)).isNotEqualTo(text);
    assertRefused(message.formatted(record));
  }

  @Test
  void recordsThatAreTooDeepOrNoObject() throws IOException {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    Files.writeString(record, "{\"settings\": " + deep + "}");
    assertRefused(
        record + " must be JSON at most 100 deep, with no number or text of excessive length");
    Files.writeString(record, "{\"schema\": " + "1".repeat(5000) + "}");
    assertRefused(
        record + " must be JSON at most 100 deep, with no number or text of excessive length");
    for (String json : Arrays.asList("null", "[]", "1")) {
      Files.writeString(record, json);
      assertThat(Outcome.of("report", run.toString()).err())
          .startsWith(record + " must hold one JSON object, got ");
      assertThat(Outcome.of("report", run.toString()).exitCode()).isEqualTo(3);
    }
    Files.delete(record);
    Files.createDirectory(record);
    assertRefused(record + " must be a file, and is something else");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"title\": null, \"caption\": \"\", \"type\": \"tree\", \"items\": []}",
        "{\"title\": \"a\", \"caption\": \"\", \"type\": \"tree\", \"items\": [null]}",
        "{\"title\": \"a\", \"caption\": \"\", \"items\": [{\"label\": \"\", \"content\": \"1\"}]}",
        "{\"title\": \"a\", \"caption\": \"\", \"type\": \"png\", \"items\": [{\"label\": \"\"}]}",
      })
  void exhibitsThatAreNone(String exhibit) throws IOException {
    String text = Files.readString(record);
    Files.writeString(
        record, text.replace("\"schema\": 1,", "\"schema\": 1, \"exhibits\": [" + exhibit + "],"));
    Outcome outcome = Outcome.of("report", run.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).hasLineCount(1).startsWith(record + " has a damaged exhibit: ");
  }
}
