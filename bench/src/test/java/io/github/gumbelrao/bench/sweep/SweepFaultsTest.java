package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.Main;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps of real trainings that are killed, stopped, cut in shards, and run twice at once. */
@Tag("slow")
@Timeout(1800)
class SweepFaultsTest {

  private static final List<String> TINY =
      List.of(
          "vae",
          "--sweep=table2",
          "--draws=3",
          "--hidden=8",
          "--latent-bits=8",
          "--steps=40",
          "--valid-samples=1",
          "--final-samples=2",
          "--seed=5");

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameTheFolder() {
    // "out" is what a process prints.
    out = folder.resolve("results");
  }

  private static String[] tiny(Path out, String... more) {
    List<String> arguments = new ArrayList<>(TINY);
    // What is given again takes the place of what is usual.
    for (String option : more) {
      arguments.removeIf(usual -> usual.split("=", 2)[0].equals(option.split("=", 2)[0]));
    }
    arguments.add("--out=" + out);
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private JavaProcess start(String... more) throws IOException {
    return JavaProcess.start(folder, List.of(), Main.class, tiny(out, more));
  }

  private static String csv(Path out) throws IOException {
    return Files.readString(out.resolve("vae/measurements.csv"));
  }

  private String leftAlone() throws IOException {
    Path alone = folder.resolve("alone");
    Outcome outcome = Outcome.of(tiny(alone, "--workers=1"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return csv(alone);
  }

  private void signal(JavaProcess run, String name) throws Exception {
    String pid = Long.toString(run.process().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private Path journal() {
    return out.resolve("vae/journal.jsonl");
  }

  @Test
  void threeKillsChangeNoByte() throws Exception {
    String expected = leftAlone();
    Random random = new Random(1);
    for (int i = 0; i < 3; i++) {
      try (JavaProcess run = start("--workers=2")) {
        run.awaitLines(journal(), 2 + 3 * i);
        Thread.sleep(random.nextInt(1500));
        signal(run, "KILL");
        assertThat(run.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
    Outcome outcome = Outcome.of(tiny(out, "--workers=2"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(csv(out)).isEqualTo(expected);
  }

  @Test
  void shardsPutTogetherAreTheWhole() throws Exception {
    String expected = leftAlone();
    for (int i = 1; i <= 2; i++) {
      Outcome outcome =
          Outcome.of(
              tiny(
                  folder.resolve("s" + i),
                  "--shard=" + i + "/2",
                  i == 1 ? "--overwrite" : "--retry-failed"));
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
    Outcome half = merge("half", "s1");
    assertThat(half.exitCode()).isEqualTo(3);
    assertThat(half.err()).contains("the shards lack 6 trials, the first of cell 'estimator st-gs");
    Outcome whole = merge("whole", "s1", "s2");
    assertThat(whole.exitCode()).as(whole.err()).isZero();
    assertThat(csv(folder.resolve("whole"))).isEqualTo(expected);
    // What the shards were allowed, the merge is only where it was asked for.
    Outcome again = merge("whole", "s1", "s2");
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("choose another --out, or add --overwrite");
    assertThat(csv(folder.resolve("whole"))).isEqualTo(expected);
    Outcome anew = merge("whole", "--overwrite", "s1", "s2");
    assertThat(anew.exitCode()).as(anew.err()).isZero();
    assertThat(csv(folder.resolve("whole"))).isEqualTo(expected);
  }

  private Outcome merge(String into, String... shards) {
    List<String> arguments = new ArrayList<>(List.of("merge"));
    for (String shard : shards) {
      arguments.add(shard.startsWith("-") ? shard : folder.resolve(shard).toString());
    }
    arguments.add("--out=" + folder.resolve(into));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  /**
   * The first signal lets the running trials end, also where it goes to the whole group of
   * processes; what is in the journal then is all that ran.
   */
  @Test
  void theFirstSignalFinishesTheRunningTrials() throws Exception {
    for (String name : hearsHangups() ? List.of("HUP", "INT", "TERM") : List.of("INT", "TERM")) {
      out = folder.resolve(name);
      try (JavaProcess run = start("--workers=2")) {
        run.awaitLines(journal(), 2);
        for (ProcessHandle worker : run.process().descendants().toList()) {
          new ProcessBuilder("kill", "-" + name, Long.toString(worker.pid())).start().waitFor();
        }
        signal(run, name);
        assertThat(run.exitCode()).isEqualTo(130);
        assertThat(run.err())
            .content()
            .contains("stopping when the running trials have ended; once more stops them at once")
            .contains("interrupted: ")
            .doesNotContain("CANCELLED", "\tat ");
      }
      assertThat(Files.readString(journal())).doesNotContain("CANCELLED", "CRASHED");
      assertThat(Outcome.of("status", out.toString()).out())
          .contains("not running; its own command resumes it");
    }
  }

  /** Under nohup no process does, nor what it starts. */
  private static boolean hearsHangups() throws Exception {
    return new ProcessBuilder("sh", "-c", "kill -HUP $$").start().waitFor() != 0;
  }

  @Test
  void theSecondSignalStopsThemAtOnce() throws Exception {
    String expected = leftAlone();
    List<String> longer = List.of("--steps=100000000", "--yes");
    try (JavaProcess run = start(longer.toArray(String[]::new))) {
      while (!Files.exists(out.resolve("vae/running.json"))) {
        assertThat(run.process().isAlive()).as(Files.readString(run.err())).isTrue();
        Thread.sleep(50);
      }
      Thread.sleep(5000);
      signal(run, "INT");
      Thread.sleep(1500);
      assertThat(run.process().isAlive()).isTrue();
      signal(run, "INT");
      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(Files.readString(journal())).contains("CANCELLED").doesNotContain("CRASHED");
      assertThat(run.process().descendants()).isEmpty();
    }
    Outcome other = Outcome.of(tiny(out));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .startsWith(out.resolve("vae") + " holds an unfinished run that differs in steps");
    Outcome anew = Outcome.of(tiny(out, "--overwrite"));
    assertThat(anew.exitCode()).as(anew.err()).isZero();
    assertThat(csv(out)).isEqualTo(expected);
  }

  @Test
  void aTimeBudgetStopsBetweenTrials() throws Exception {
    String expected = leftAlone();
    Outcome first = Outcome.of(tiny(out, "--time-budget=1s", "--workers=1", "--overwrite"));
    assertThat(first.exitCode()).isEqualTo(130);
    assertThat(first.err()).contains("the time budget is spent: 1 of 16 trials are in ");
    String before = Files.readString(journal());
    // What it overwrites is what was there before it, not its own trials.
    Outcome second = Outcome.of(tiny(out, "--overwrite"));
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(Files.readString(journal())).startsWith(before);
    assertThat(csv(out)).isEqualTo(expected);
  }

  @Test
  void twoCoordinatorsDoNotShareAFolder() throws Exception {
    try (JavaProcess run = start("--workers=1")) {
      run.awaitLines(journal(), 1);
      Outcome second = Outcome.of(tiny(out));
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.err())
          .startsWith(
              out.resolve("vae")
                  + " is being written by process "
                  + run.process().pid()
                  + "; wait for it, or choose another --out");
    }
  }

  /** Also of a sweep that has come to its end: its rows are made anew, of all trials. */
  @Test
  void whatFailedIsRunAgainAfterTheEnd() throws Exception {
    String expected = leftAlone();
    try (JavaProcess run = start("--workers=1")) {
      run.awaitLines(journal(), 1);
      run.process().descendants().findFirst().orElseThrow().destroyForcibly();
      assertThat(run.exitCode()).isEqualTo(4);
    }
    assertThat(csv(out)).contains("CRASHED: ended by signal 9").isNotEqualTo(expected);
    assertThat(Outcome.of(tiny(out)).exitCode()).isEqualTo(2);
    // As of a process that was killed before it had written its pages.
    Files.delete(out.resolve("vae/report.html"));
    Outcome retried = Outcome.of(tiny(out, "--retry-failed"));
    assertThat(retried.exitCode()).as(retried.err()).isZero();
    assertThat(csv(out)).isEqualTo(expected);
    assertThat(Outcome.of(tiny(out, "--retry-failed")).exitCode()).isEqualTo(2);
  }

  /** A crash of a child is a state of its trial, and is run again on demand. */
  @Test
  void aKilledChildIsRunAgainOnDemand() throws Exception {
    String expected = leftAlone();
    try (JavaProcess run = start("--workers=1")) {
      run.awaitLines(journal(), 1);
      run.process().descendants().findFirst().orElseThrow().destroyForcibly();
      run.awaitLines(journal(), 3);
      signal(run, "TERM");
      assertThat(run.exitCode()).isEqualTo(130);
    }
    assertThat(Files.readString(journal())).contains("CRASHED", "ended by signal 9");
    Outcome retried = Outcome.of(tiny(out, "--retry-failed"));
    assertThat(retried.exitCode()).as(retried.err()).isZero();
    assertThat(csv(out)).isEqualTo(expected);
  }
}
