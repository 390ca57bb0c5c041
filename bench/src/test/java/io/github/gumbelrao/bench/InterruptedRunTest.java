package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: signals, limits, and what they leave behind. */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals and limits are those of POSIX")
class InterruptedRunTest {

  /** Enough steps after the first rows that a signal sent then comes in time. */
  private static final String LONG = "--checkpoints=1500";

  @TempDir Path folder;
  private Path out;
  private Path results;

  @BeforeEach
  void nameTheFolders() {
    out = folder.resolve("results");
    results = out.resolve("variance");
  }

  private JavaProcess start(String... arguments) throws IOException {
    return JavaProcess.start(folder, List.of(), Main.class, arguments);
  }

  /** Starts a long run and waits for the rows of its first checkpoint. */
  private JavaProcess startAndAwaitRows() throws Exception {
    JavaProcess run = start(Outcome.tiny(out, LONG));
    run.awaitLines(results.resolve("measurements.csv.part"), 15);
    return run;
  }

  private static void signal(JavaProcess run, String name) throws Exception {
    String pid = Long.toString(run.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private String status() throws IOException {
    return run().get("status").asText();
  }

  private JsonNode run() throws IOException {
    return new ObjectMapper().readTree(results.resolve("run.json").toFile());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(results)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertInterrupted(String signal, int exitCode) throws Exception {
    try (JavaProcess run = startAndAwaitRows()) {
      assertThat(status()).isEqualTo("running");
      signal(run, signal);
      assertThat(run.exitCode()).isEqualTo(exitCode);
      assertThat(run.err()).content().doesNotContain("\tat ", "SIGSEGV");
    }
    assertThat(status()).isEqualTo("interrupted");
    assertThat(files()).containsExactly("checkpoints", "measurements.csv.part", "run.json");
  }

  /** Another command must be told to replace it. */
  @Test
  void anInterruptedRunSaysSoAndCanBeOverwritten() throws Exception {
    assertInterrupted("INT", 130);
    Outcome other = Outcome.of(Outcome.tiny(out));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains(" holds an unfinished run that differs in checkpoints (");
    assertThat(status()).isEqualTo("interrupted");
    assertThat(Outcome.of(Outcome.tiny(out, "--overwrite")).exitCode()).isZero();
    assertThat(status()).isEqualTo("done");
    assertThat(files()).containsExactly("measurements.csv", "report.html", "run.json");
  }

  /** All of the first two checkpoints was measured before, and all rows are as in one piece. */
  private void assertResumes() throws IOException {
    Outcome resumed = Outcome.of(Outcome.tiny(out, LONG));
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(status()).isEqualTo("done");
    assertThat(files()).containsExactly("measurements.csv", "report.html", "run.json");
    assertThat(run().get("work_done_before").asLong()).isBetween(1L, run().get("work").asLong());
    Path whole = folder.resolve("whole");
    assertThat(Outcome.of(Outcome.tiny(whole, LONG)).exitCode()).isZero();
    assertThat(results.resolve("measurements.csv"))
        .hasSameBinaryContentAs(whole.resolve("variance").resolve("measurements.csv"));
  }

  @Test
  @Tag("slow")
  void aTerminatedRunSaysSo() throws Exception {
    assertInterrupted("TERM", 143);
  }

  @Test
  void aKilledRunLeavesNothingThatLooksDoneAndResumes() throws Exception {
    try (JavaProcess run = startAndAwaitRows()) {
      signal(run, "KILL");
      assertThat(run.exitCode()).isEqualTo(137);
    }
    assertThat(status()).isEqualTo("running");
    assertThat(files()).containsExactly("checkpoints", "measurements.csv.part", "run.json");
    assertResumes();
  }

  /** Where there is no terminal, progress is plain lines. */
  @Test
  void withoutOutTheEarlierResultIsKeptAside() throws Exception {
    out = folder.resolve("reports").resolve("latest");
    results = out.resolve("variance");
    Files.createDirectories(results);
    Files.writeString(results.resolve("run.json"), "precious");
    String[] arguments =
        Arrays.stream(Outcome.tiny(out))
            .filter(argument -> !argument.startsWith("--out"))
            .toArray(String[]::new);
    try (JavaProcess run = start(arguments)) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .content()
          .startsWith("earlier result kept as reports/latest/variance-1\nvariance: digits, ")
          .endsWith("report        reports/latest/variance/report.html\n");
      assertThat(Files.readAllLines(run.err()))
          .anyMatch(line -> line.startsWith("variance   0%") && line.contains(" 0/25 "))
          .anyMatch(line -> line.startsWith("variance 100%") && line.contains(" 25/25 "));
      assertThat(run.err()).content().doesNotContain("\r", "\u001b");
    }
    assertThat(out.resolve("variance-1").resolve("run.json")).hasContent("precious");
    assertThat(files()).containsExactly("measurements.csv", "report.html", "run.json");
  }

  /** Arabic digits: TensorFlow Java would number its nodes in them, and refuse the names. */
  @Test
  @Tag("slow")
  void theLanguageOfTheMachineDoesNotMatter() throws Exception {
    List<String> arabic = List.of("env", "JAVA_TOOL_OPTIONS=-Duser.language=ar -Duser.country=EG");
    try (JavaProcess run = JavaProcess.start(folder, arabic, Main.class, Outcome.tiny(out))) {
      assertThat(run.exitCode()).isZero();
    }
    Path here = folder.resolve("here");
    assertThat(Outcome.of(Outcome.tiny(here)).exitCode()).isZero();
    assertThat(results.resolve("measurements.csv"))
        .hasSameBinaryContentAs(here.resolve("variance").resolve("measurements.csv"));
  }

  /** A limit on file sizes, eight blocks of 512 bytes, stands in for a full disk. */
  @Test
  void aFullDiskIsNamedAndTheRunHasFailed() throws Exception {
    List<String> limited = List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh");
    String[] arguments = Outcome.tiny(out, "--checkpoints=1,2,3,4");
    try (JavaProcess run = JavaProcess.start(folder, limited, Main.class, arguments)) {
      assertThat(run.exitCode()).isEqualTo(5);
      assertThat(run.err())
          .content()
          .endsWith(
              "\ncannot read or write "
                  + results.resolve("measurements.csv.part")
                  + ": File too large\n")
          .doesNotContain("\tat ");
    }
    assertThat(status()).isEqualTo("failed");
    assertThat(files()).containsExactly("checkpoints", "measurements.csv.part", "run.json");
  }
}
