package io.github.gumbelrao.bench.vae;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.Main;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Training runs of a tiny model that are killed, interrupted, or left with damaged checkpoints. */
@Timeout(600)
class VaeResumeTest {

  /** Enough steps for a signal to come in time: some seconds. */
  private static final int STEPS = 600;

  @TempDir Path folder;
  private Path out;
  private Path results;

  @BeforeEach
  void nameTheFolders() {
    out = folder.resolve("results \u00e4");
    results = out.resolve("vae");
  }

  private JsonNode run() throws IOException {
    return new ObjectMapper().readTree(results.resolve("run.json").toFile());
  }

  private static void awaitCheckpoint(JavaProcess run, Path checkpoints) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!Files.exists(checkpoints.resolve("previous.ckpt"))) {
      assertThat(run.process().isAlive() && System.nanoTime() < deadline)
          .as(Files.readString(run.err()))
          .isTrue();
      Thread.sleep(5);
    }
  }

  private static void signal(JavaProcess run, String name) throws Exception {
    String pid = Long.toString(run.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** At a moment that differs from run to run; whichever it is, the bytes at the end must not. */
  @Test
  @Tag("slow")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of POSIX")
  void aKilledRunIsResumedAndEndsInTheSameBytes() throws Exception {
    Path whole = folder.resolve("whole");
    inItsOwnProcess(VaeCommandTest.tiny(whole, STEPS));
    try (JavaProcess run =
        JavaProcess.start(folder, List.of(), Main.class, VaeCommandTest.tiny(out, STEPS))) {
      awaitCheckpoint(run, results.resolve("checkpoints"));
      signal(run, "KILL");
      assertThat(run.exitCode()).isEqualTo(137);
    }
    assertThat(inItsOwnProcess(VaeCommandTest.tiny(out, STEPS))).contains("resumed at step ");
    assertThat(results.resolve("measurements.csv"))
        .hasSameBinaryContentAs(whole.resolve("vae").resolve("measurements.csv"));
    for (String name : new String[] {"last.ckpt", "best.ckpt"}) {
      assertThat(results.resolve("checkpoints").resolve(name))
          .hasSameBinaryContentAs(whole.resolve("vae").resolve("checkpoints").resolve(name));
    }
  }

  /**
   * Runs to the end and returns what it complained of. The first session of a process decides how
   * many threads all have, and here it may be that of another test.
   */
  private String inItsOwnProcess(String... arguments) throws Exception {
    try (JavaProcess run = JavaProcess.start(folder, List.of(), Main.class, arguments)) {
      assertThat(run.exitCode()).isZero();
      return Files.readString(run.err());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of POSIX")
  void anInterruptedRunSavesWhereItIs() throws Exception {
    int longer = 100_000;
    try (JavaProcess run =
        JavaProcess.start(folder, List.of(), Main.class, VaeCommandTest.tiny(out, longer))) {
      awaitCheckpoint(run, results.resolve("checkpoints"));
      signal(run, "INT");
      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(run.err()).content().doesNotContain("\tat ");
    }
    assertThat(run().at("/status").asText()).isEqualTo("interrupted");
    assertThat(results.resolve("measurements.csv")).doesNotExist();
    // Other settings are refused, and what is there stays.
    Outcome other = Outcome.of(VaeCommandTest.tiny(out, longer, "--learning-rate=0.5"));
    assertThat(other)
        .isEqualTo(
            new Outcome(
                2,
                "",
                results
                    + " holds an unfinished run that differs in learning_rate (0.0015, now 0.5);"
                    + " choose another --out, or add --overwrite\n"));
    assertThat(results.resolve("checkpoints").resolve("last.ckpt")).exists();
    // --overwrite starts anew.
    Outcome anew = Outcome.of(VaeCommandTest.tiny(out, 40, "--overwrite"));
    assertThat(anew.exitCode()).as(anew.err()).isZero();
    assertThat(anew.err()).doesNotContain("resumed");
  }

  @Test
  @Tag("slow")
  void aDamagedCheckpointIsPassedOver() throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(Outcome.of(VaeCommandTest.tiny(whole, 60)).exitCode()).isZero();
    assertThat(Outcome.of(VaeCommandTest.tiny(out, 60)).exitCode()).isZero();
    // As after a crash before the rows were written, with a torn checkpoint on top.
    Files.delete(results.resolve("measurements.csv"));
    Path last = results.resolve("checkpoints").resolve("last.ckpt");
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length / 3));
    Outcome outcome = Outcome.of(VaeCommandTest.tiny(out, 60));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains(
            last + " does not match its own SHA-256; looking for the checkpoint before it\n",
            "resumed at step 50\n");
    assertThat(results.resolve("measurements.csv"))
        .hasSameBinaryContentAs(whole.resolve("vae").resolve("measurements.csv"));
  }

  @Test
  @Tag("slow")
  void withoutASoundCheckpointItSaysSo() throws Exception {
    assertThat(Outcome.of(VaeCommandTest.tiny(out, 60)).exitCode()).isZero();
    Files.delete(results.resolve("measurements.csv"));
    Path checkpoints = results.resolve("checkpoints");
    Files.write(checkpoints.resolve("last.ckpt"), new byte[3]);
    Files.write(checkpoints.resolve("previous.ckpt"), new byte[3]);
    Outcome outcome = Outcome.of(VaeCommandTest.tiny(out, 60));
    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.err())
        .endsWith(
            "input or output failed: no checkpoint in "
                + checkpoints
                + " is readable; delete that folder to start anew\n")
        .doesNotContain("\tat ");
  }

  /** Between the checks of the same command, every file is as a process left it that was killed. */
  @Test
  void whatIsLeftOfAMeasuredRunIsFinished() throws Exception {
    Path export = folder.resolve("model");
    String[] command = VaeCommandTest.tiny(out, 20, "--export=" + export);
    assertThat(Outcome.of(command).exitCode()).isZero();
    Path csv = results.resolve("measurements.csv");
    byte[] rows = Files.readAllBytes(csv);
    String done = Files.readString(results.resolve("run.json"));
    String running = done.replace("\"status\" : \"done\"", "\"status\" : \"running\"");
    assertThat(running).isNotEqualTo(done);
    // The pages are missing; the record is not done; the rows have not got their name.
    for (int moment = 0; moment < 3; moment++) {
      Files.delete(results.resolve("report.html"));
      if (moment > 0) {
        Files.writeString(results.resolve("run.json"), running);
      }
      if (moment > 1) {
        Files.move(csv, results.resolve("measurements.csv.part"));
      }
      Outcome outcome = Outcome.of(command);
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(outcome.err())
          .isEqualTo("all was measured before; its record and its pages are finished\n");
      assertThat(outcome.out()).contains("\nat step 20\n", "\n  test_bound ");
      assertThat(csv).hasBinaryContent(rows);
      assertThat(results.resolve("run.json")).hasContent(done);
      assertThat(results.resolve("report.html")).content().contains("data:image/png;base64,");
    }
    assertThat(Outcome.of(command).exitCode()).isEqualTo(2);
  }

  /** Killed after its export and before its rows; or before its first checkpoint. */
  @Test
  void whereNoCheckpointIsLeftItSaysSoAndStartsAnew() throws Exception {
    Path export = folder.resolve("model");
    String[] command = VaeCommandTest.tiny(out, 20, "--export=" + export);
    assertThat(Outcome.of(command).exitCode()).isZero();
    byte[] rows = Files.readAllBytes(results.resolve("measurements.csv"));
    Files.delete(results.resolve("measurements.csv"));
    Path checkpoints = results.resolve("checkpoints");
    try (Stream<Path> files = Files.list(checkpoints)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(checkpoints);
    Outcome outcome = Outcome.of(command);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains(
            "no checkpoint of the unfinished run is left in " + checkpoints + "; it starts anew\n",
            export + " was exported before the run was cut short; it is kept\n")
        .doesNotContain("resumed");
    assertThat(results.resolve("measurements.csv")).hasBinaryContent(rows);
    // A folder that was there before any run is another's.
    Outcome other =
        Outcome.of(VaeCommandTest.tiny(folder.resolve("other"), 20, "--export=" + export));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).startsWith("--export must name a new folder, got " + export);
  }

  /** The unfinished command has {@code --out=.../my-src}; {@code src} is of this module. */
  @Test
  void aFolderWhoseNameEndsAWordOfTheCommandIsAnothers() throws Exception {
    Path mine = folder.resolve("my-src");
    assertThat(Outcome.of(VaeCommandTest.tiny(mine, 20)).exitCode()).isZero();
    Files.delete(mine.resolve("vae").resolve("measurements.csv"));
    Outcome outcome = Outcome.of(VaeCommandTest.tiny(mine, 20, "--export=src"));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("--export must name a new folder, got src");
  }

  /** Sound by its digest and of this run, but with a state of something else. */
  @Test
  @Tag("slow")
  void aCheckpointOfForeignContentIsSaidInOneSentence() throws Exception {
    assertThat(Outcome.of(VaeCommandTest.tiny(out, 20)).exitCode()).isZero();
    Files.delete(results.resolve("measurements.csv"));
    Path checkpoints = results.resolve("checkpoints");
    String fingerprint;
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(checkpoints.resolve("last.ckpt")))) {
      in.readInt();
      fingerprint = in.readUTF();
    }
    CheckpointFolder.of(checkpoints).save(fingerprint, new byte[] {1, 2, 3}, false);
    Outcome passed = Outcome.of(VaeCommandTest.tiny(out, 20));
    assertThat(passed.exitCode()).as(passed.err()).isZero();
    assertThat(passed.err())
        .contains(
            checkpoints.resolve("last.ckpt")
                + " holds what no training of this version saved;"
                + " looking for the checkpoint before it\n");
    Files.delete(results.resolve("measurements.csv"));
    CheckpointFolder.of(checkpoints).save(fingerprint, new byte[] {1}, false);
    CheckpointFolder.of(checkpoints).save(fingerprint, new byte[] {2}, false);
    Outcome refused = Outcome.of(VaeCommandTest.tiny(out, 20));
    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err())
        .endsWith(" is readable; delete that folder to start anew\n")
        .doesNotContain("\tat ");
  }
}
