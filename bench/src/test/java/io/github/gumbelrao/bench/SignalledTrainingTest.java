package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.TinyStudies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings that a signal ends: the exit code, no crash, and the same bytes in the end. */
@Timeout(600)
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of POSIX")
class SignalledTrainingTest {

  @TempDir Path folder;

  /** Enough work for a signal to come in time. */
  private String[] arguments(String study, Path out, String... more) throws IOException {
    Stream<String> size =
        study.equals("vae")
            ? Stream.of("--steps=1000", "--validate-every=500")
            : Stream.of("--epochs=30");
    return TinyStudies.arguments(
        study,
        folder,
        Stream.of(Stream.of("--out=" + out), size, Stream.of(more))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  /** Whether there is one of a step after the first. */
  private static boolean holdsCheckpoint(Path out) throws IOException {
    if (!Files.exists(out)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(out)) {
      return files.anyMatch(file -> file.toString().matches(".*(\\.checkpoint|previous\\.ckpt)"));
    }
  }

  private void signal(String study, Path out, String name, int exitCode) throws Exception {
    try (JavaProcess run =
        JavaProcess.start(folder, List.of(), Main.class, arguments(study, out))) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (!holdsCheckpoint(out)) {
        assertThat(run.process().isAlive() && System.nanoTime() < deadline)
            .as(Files.readString(run.err()))
            .isTrue();
        Thread.sleep(5);
      }
      String pid = Long.toString(run.process().pid());
      assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
      assertThat(run.exitCode()).as(Files.readString(run.err())).isEqualTo(exitCode);
      assertThat(run.err()).content().doesNotContain("\tat ", "SIGSEGV");
      assertThat(run.out()).content().doesNotContain("SIGSEGV");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("hs_err"));
    }
    Path record = out.resolve(study).resolve("run.json");
    assertThat(new ObjectMapper().readTree(record.toFile()).get("status").asText())
        .isEqualTo("interrupted");
    assertThat(out.resolve(study).resolve("measurements.csv")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"vae,INT,130", "vae,TERM,143", "listops,INT,130", "listops,TERM,143"})
  void endsCleanlyAndGoesOnToTheSameBytes(String study, String name, int exitCode)
      throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(Outcome.of(arguments(study, whole)).exitCode()).isZero();
    Path out = folder.resolve("results");
    signal(study, out, name, exitCode);
    Outcome outcome = Outcome.of(arguments(study, out));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(out.resolve(study).resolve("measurements.csv"))
        .hasSameBinaryContentAs(whole.resolve(study).resolve("measurements.csv"));
    Path record = out.resolve(study).resolve("run.json");
    assertThat(new ObjectMapper().readTree(record.toFile()).path("work_done_before").asLong())
        .isPositive();
  }
}
