package io.github.gumbelrao.bench.measurement.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.testing.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunRecordTest {

  @TempDir Path folder;

  static Stream<Surroundings> awkward() {
    return Surroundings.awkwardWithoutGraphs();
  }

  private static RunRecord record() {
    return RunRecord.start(
        "variance",
        List.of("variance", "--out", "a \"b\" \u0130"),
        Map.of("passes", 20, "temperatures", List.of(0.5)),
        new TreeMap<>(Map.of("digits_train", "0ac8")),
        Map.of("tensorflow", "2.18.0"));
  }

  private static JsonNode json(RunRecord record) throws IOException {
    return new ObjectMapper().readTree(record.toJson());
  }

  /** What was typed, and when, decides nothing; settings and data do. */
  @Test
  void runsOfEqualNumbersHaveOneIdentity() {
    Map<String, Object> settings = Map.of("passes", 20);
    TreeMap<String, String> data = new TreeMap<>(Map.of("digits_train", "0ac8"));
    Map<String, String> libraries = Map.of("tensorflow", "2.18.0");
    String identity =
        RunRecord.start("variance", List.of("variance"), settings, data, libraries).identity();
    assertThat(
            RunRecord.start("variance", List.of("variance", "--yes"), settings, data, libraries)
                .identity())
        .isEqualTo(identity);
    assertThat(
            Stream.of(
                    RunRecord.start("bias", List.of(), settings, data, libraries),
                    RunRecord.start("variance", List.of(), Map.of("passes", 21), data, libraries),
                    RunRecord.start("variance", List.of(), settings, new TreeMap<>(), libraries),
                    RunRecord.start("variance", List.of(), settings, data, Map.of()))
                .map(RunRecord::identity))
        .doesNotContain(identity)
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsWhatRunsWhereAndOnWhat() throws IOException {
    Instant before = Instant.now();
    JsonNode json = json(record());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "schema",
            "study",
            "status",
            "command",
            "settings",
            "data_sha256",
            "commit",
            "dirty",
            "versions",
            "processor",
            "cores",
            "started");
    assertThat(json.get("schema").asInt()).isEqualTo(1);
    assertThat(json.get("study").asText()).isEqualTo("variance");
    assertThat(json.get("status").asText()).isEqualTo("running");
    assertThat(json.get("command")).hasToString("[\"variance\",\"--out\",\"a \\\"b\\\" \u0130\"]");
    assertThat(json.get("settings").get("passes").asInt()).isEqualTo(20);
    assertThat(json.get("settings").get("temperatures")).hasToString("[0.5]");
    assertThat(json.get("data_sha256")).hasToString("{\"digits_train\":\"0ac8\"}");
    assertThat(json.get("cores").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(json.get("processor").asText()).isNotBlank();
    assertThat(Duration.between(before, Instant.parse(json.get("started").asText())))
        .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
  }

  @Test
  void tellsHowMuchOthersHad() throws IOException {
    RunRecord record = record();
    record.others(0.123);
    assertThat(json(record).get("others_cpu_share")).hasToString("0.123");
  }

  @Test
  void tellsTheVersions() throws IOException {
    JsonNode versions = json(record()).get("versions");
    assertThat(versions.fieldNames())
        .toIterable()
        .containsExactly("gumbel-rao", "java", "tensorflow", "os", "arch");
    assertThat(versions.get("tensorflow").asText()).isEqualTo("2.18.0");
    assertThat(versions.get("java").asText()).startsWith(Runtime.version().feature() + ".");
    assertThat(versions.get("os").asText()).startsWith(System.getProperty("os.name") + " ");
  }

  /** The build notes the commit; a tree without git has none and counts as changed. */
  @Test
  void tellsTheCommit() throws IOException {
    JsonNode json = json(record());
    assertThat(json.get("commit").asText()).matches("[0-9a-f]{40}|unknown");
    assertThat(json.get("dirty").isBoolean()).isTrue();
    if (json.get("commit").asText().equals("unknown")) {
      assertThat(json.get("dirty").asBoolean()).isTrue();
    }
  }

  @Test
  void aFinishedRunVouchesForItsMeasurements() throws IOException {
    RunRecord record = record();
    Path csv = Files.writeString(folder.resolve("measurements.csv"), "abc");
    record.measured(RunRecord.sha256(csv));
    assertThat(json(record).get("status").asText()).isEqualTo("running");
    record.finish();
    JsonNode json = json(record);
    assertThat(json.get("status").asText()).isEqualTo("done");
    // The first example of FIPS 180-4.
    assertThat(json.get("measurements_sha256").asText())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aRunThatDidNotFinishVouchesForNothing() throws IOException {
    RunRecord failed = record();
    failed.fail();
    assertThat(json(failed).get("status").asText()).isEqualTo("failed");
    assertThat(json(failed).has("measurements_sha256")).isFalse();
    RunRecord interrupted = record();
    interrupted.interrupt();
    assertThat(json(interrupted).get("status").asText()).isEqualTo("interrupted");
    assertThat(json(interrupted).has("measurements_sha256")).isFalse();
  }

  @Test
  void theDurationIsThatOfTheRun() throws Exception {
    long before = System.nanoTime();
    RunRecord record = record();
    long started = System.nanoTime();
    Thread.sleep(20);
    long ended = System.nanoTime();
    record.fail();
    double most = (System.nanoTime() - before) / 1e9;
    // Rounded down to milliseconds.
    assertThat(json(record).get("duration_s").asDouble())
        .isBetween((ended - started) / 1e9 - 0.001, most);
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void numbersAndTimesDoNotDependOnTheSurroundings(Surroundings surroundings) throws Exception {
    String text =
        surroundings.call(
            () -> {
              RunRecord record = record();
              record.fail();
              return record.toJson();
            });
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.get("started").asText()).matches("[0-9]{4}-[0-9:T.-]+Z");
    assertThat(json.get("duration_s").isDouble()).isTrue();
    assertThat(json.get("settings").get("temperatures")).hasToString("[0.5]");
    assertThat(text).doesNotContain("\r").endsWith("\n}\n");
  }
}
