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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.SavedModelBundle;

/** Training runs of a tiny model on generated digits, whole, interrupted, damaged, diverged. */
@Timeout(600)
class VaeCommandTest {

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

  private static String[] tiny(Path out, int steps, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "vae",
                "--arities=4",
                "--latent-bits=4",
                "--hidden=8",
                "--estimators=gr-mc2",
                "--steps=" + steps,
                "--validate-every=50",
                "--checkpoint-every=20",
                "--valid-samples=2",
                "--final-samples=4",
                "--threads=1",
                "--out=" + out));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static List<String> rows(Path folder, String metric) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("vae").resolve("measurements.csv"))) {
      return lines.filter(line -> line.contains("," + metric + ",")).toList();
    }
  }

  private JsonNode run() throws IOException {
    return new ObjectMapper().readTree(results.resolve("run.json").toFile());
  }

  @Test
  void writesTheCurveTheBoundsAndThePictures() throws IOException {
    Path export = folder.resolve("model");
    Path events = folder.resolve("events");
    Outcome outcome =
        Outcome.of(
            tiny(
                out,
                60,
                "--thresholds=1000,10",
                "--export=" + export,
                "--tensorboard=" + events,
                "--kl=sampled"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith("vae: digits, arity 4, gr-mc2, 60 steps\n")
        .contains("\nat step 60\n", "\n  test_bound ");
    assertThat(rows(out, "train_loss")).hasSize(2);
    assertThat(rows(out, "valid_loss")).hasSize(4);
    assertThat(rows(out, "test_bound"))
        .singleElement()
        .asString()
        .startsWith("vae,M=4,digits,gr-mc2,0.5,2,4,2,20,1,60,test_bound,")
        .endsWith(",4000,nats");
    assertThat(rows(out, "iterations_to_threshold"))
        .containsExactly(
            "vae,valid_loss <= 1000.0,digits,gr-mc2,0.5,2,4,2,20,1,60,"
                + "iterations_to_threshold,0.0,,1,iterations",
            "vae,valid_loss <= 10.0: not reached in 60 steps,digits,gr-mc2,0.5,2,4,2,20,1,60,"
                + "iterations_to_threshold,NaN,NaN,1,iterations");
    assertThat(run().at("/settings/kl").asText()).isEqualTo("sampled");
    assertThat(run().at("/exhibits")).hasSize(2);
    assertThat(results.resolve("report.html"))
        .content()
        .contains("Reconstructions", "Samples", "data:image/png;base64,", "Validation bound");
    try (SavedModelBundle model = SavedModelBundle.load(export.toString())) {
      assertThat(model.function("decode").signature().inputNames()).containsExactly("code");
    }
    try (Stream<Path> files = Files.list(events)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void equalArgumentsGiveEqualBytes() throws IOException {
    Path again = folder.resolve("again");
    assertThat(Outcome.of(tiny(out, 60)).exitCode()).isZero();
    // Event files are written beside the run and change none of its numbers.
    assertThat(Outcome.of(tiny(again, 60, "--tensorboard=" + folder.resolve("events"))).exitCode())
        .isZero();
    assertThat(results.resolve("measurements.csv"))
        .hasSameBinaryContentAs(again.resolve("vae").resolve("measurements.csv"));
    assertThat(results.resolve("checkpoints").resolve("last.ckpt"))
        .hasSameBinaryContentAs(again.resolve("vae").resolve("checkpoints").resolve("last.ckpt"));
  }

  @Test
  void aRunThatDivergesSaysWhere() throws IOException {
    Outcome outcome = Outcome.of(tiny(out, 60, "--learning-rate=1e30"));
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err())
        .containsPattern("DIVERGED at step [2-5]: (loss|gradient) not finite\n")
        .contains("are NaN or infinite; see column 'case'");
    assertThat(rows(out, "test_bound"))
        .singleElement()
        .asString()
        .matches("vae,diverged at step [2-5]: .* not finite,.*,test_bound,NaN,NaN,0,nats");
    assertThat(run().at("/status").asText()).isEqualTo("done");
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

  /** At moments that differ from run to run; whichever they are, the bytes at the end must not. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of POSIX")
  void aKilledRunIsResumedAndEndsInTheSameBytes() throws Exception {
    Path whole = folder.resolve("whole");
    inItsOwnProcess(tiny(whole, STEPS));
    int kills = 0;
    for (int delay : new int[] {0, 150, 400}) {
      try (JavaProcess run = JavaProcess.start(folder, List.of(), Main.class, tiny(out, STEPS))) {
        awaitCheckpoint(run, results.resolve("checkpoints"));
        if (run.process().waitFor(delay, TimeUnit.MILLISECONDS)) {
          break;
        }
        signal(run, "KILL");
        run.exitCode();
        kills++;
      }
    }
    assertThat(kills).isGreaterThan(0);
    if (!Files.exists(results.resolve("measurements.csv"))) {
      assertThat(inItsOwnProcess(tiny(out, STEPS))).contains("resumed at step ");
    }
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
    try (JavaProcess run = JavaProcess.start(folder, List.of(), Main.class, tiny(out, longer))) {
      awaitCheckpoint(run, results.resolve("checkpoints"));
      signal(run, "INT");
      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(run.err()).content().doesNotContain("\tat ");
    }
    assertThat(run().at("/status").asText()).isEqualTo("interrupted");
    assertThat(results.resolve("measurements.csv")).doesNotExist();
    // Other settings are refused, and what is there stays.
    Outcome other = Outcome.of(tiny(out, longer, "--learning-rate=0.5"));
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
    Outcome anew = Outcome.of(tiny(out, 40, "--overwrite"));
    assertThat(anew.exitCode()).as(anew.err()).isZero();
    assertThat(anew.err()).doesNotContain("resumed");
  }

  @Test
  void aDamagedCheckpointIsPassedOver() throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(Outcome.of(tiny(whole, 60)).exitCode()).isZero();
    assertThat(Outcome.of(tiny(out, 60)).exitCode()).isZero();
    // As after a crash before the rows were written, with a torn checkpoint on top.
    Files.delete(results.resolve("measurements.csv"));
    Path last = results.resolve("checkpoints").resolve("last.ckpt");
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length / 3));
    Outcome outcome = Outcome.of(tiny(out, 60));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains(
            last + " does not match its own SHA-256; looking for the checkpoint before it\n",
            "resumed at step 50\n");
    assertThat(results.resolve("measurements.csv"))
        .hasSameBinaryContentAs(whole.resolve("vae").resolve("measurements.csv"));
  }

  @Test
  void withoutASoundCheckpointItSaysSo() throws Exception {
    assertThat(Outcome.of(tiny(out, 60)).exitCode()).isZero();
    Files.delete(results.resolve("measurements.csv"));
    Path checkpoints = results.resolve("checkpoints");
    Files.write(checkpoints.resolve("last.ckpt"), new byte[3]);
    Files.write(checkpoints.resolve("previous.ckpt"), new byte[3]);
    Outcome outcome = Outcome.of(tiny(out, 60));
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
    String[] command = tiny(out, 20, "--export=" + export);
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
    String[] command = tiny(out, 20, "--export=" + export);
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
    Outcome other = Outcome.of(tiny(folder.resolve("other"), 20, "--export=" + export));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).startsWith("--export must name a new folder, got " + export);
  }

  /** Sound by its digest and of this run, but with a state of something else. */
  @Test
  void aCheckpointOfForeignContentIsSaidInOneSentence() throws Exception {
    assertThat(Outcome.of(tiny(out, 20)).exitCode()).isZero();
    Files.delete(results.resolve("measurements.csv"));
    Path checkpoints = results.resolve("checkpoints");
    String fingerprint;
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(checkpoints.resolve("last.ckpt")))) {
      in.readInt();
      fingerprint = in.readUTF();
    }
    CheckpointFolder.of(checkpoints).save(fingerprint, new byte[] {1, 2, 3}, false);
    Outcome passed = Outcome.of(tiny(out, 20));
    assertThat(passed.exitCode()).as(passed.err()).isZero();
    assertThat(passed.err())
        .contains(
            checkpoints.resolve("last.ckpt")
                + " holds what no training of this version saved;"
                + " looking for the checkpoint before it\n");
    Files.delete(results.resolve("measurements.csv"));
    CheckpointFolder.of(checkpoints).save(fingerprint, new byte[] {1}, false);
    CheckpointFolder.of(checkpoints).save(fingerprint, new byte[] {2}, false);
    Outcome refused = Outcome.of(tiny(out, 20));
    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err())
        .endsWith(" is readable; delete that folder to start anew\n")
        .doesNotContain("\tat ");
  }

  @Test
  void aFinishedRunIsNotReplaced() {
    assertThat(Outcome.of(tiny(out, 20)).exitCode()).isZero();
    assertThat(Outcome.of(tiny(out, 20)))
        .isEqualTo(
            new Outcome(
                2,
                "",
                results + " already holds a result; choose another --out, or add --overwrite\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--estimators=gs,st|--estimators must have one value, as vae trains one model, got [gs,"
            + " st]",
        "--arities=2,4|--arities must have one value, as vae trains one model, got [2, 4]",
        "--temperatures=1,2|--temperatures must have one value, as vae trains one model,"
            + " got [1.0, 2.0]",
        "--temperature-schedule=learned|a learned temperature needs an estimator whose loss"
            + " depends on it, such as gs, got gr-mc100",
        "--temperature-schedule=exponential|--temperature-schedule exponential needs"
            + " --final-temperature, got none",
        "--final-temperature=0.1|final temperature must be the first one unless it is annealed,"
            + " got 0.1",
        "--kl=analitic|Invalid value for option '--kl': kl must be a known name, got 'analitic';"
            + " nearest: analytic, sampled",
        "--steps=0|steps must be >= 1, got 0",
        "--final-samples=0|finalSamples must be >= 1, got 0",
        "--thresholds=90,90|thresholds must not repeat a value, got [90.0, 90.0]",
        "--momentum=1|momentum must be in [0.0, 1.0), got 1.0",
        "--export=.|--export must name a new folder, got .",
      })
  void refusesWhatMakesNoSense(String option, String message) {
    assertThat(Outcome.of("vae", option))
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao vae --help'.\n"));
  }

  @Test
  void aDryRunPrintsEverySettingAndWritesNothing() {
    Outcome outcome = Outcome.of(tiny(out, 60, "--dry-run", "--preset=paper"));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("preset paper\ndataset digits\n").contains("\nsteps 60\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void aDataFolderMayHaveAnyName() {
    Path data = folder.resolve("my d\u00e4ta \u6570");
    Outcome outcome = Outcome.of(tiny(out, 60, "--dataset=mnist", "--data-dir=" + data));
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                3, "", "data folder " + data + " must be a folder, got nothing of that name\n"));
  }
}
