package io.github.gumbelrao.bench.measurement.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills of coordinators and of their children, at random moments. */
@Timeout(600)
class KilledSweepTest {

  @TempDir Path folder;

  private JavaProcess start(Path out) throws IOException {
    Files.createDirectories(out);
    return JavaProcess.start(out, List.of(), SweepOfNumbers.class, out.toString(), "40");
  }

  private static List<String> expected() {
    SweepPlan plan = Spaces.plan(Spaces.random());
    return Spaces.result(plan, Spaces.all(plan));
  }

  @Test
  void aKilledCoordinatorLeavesNoChildAndGoesOn() throws Exception {
    killed(2, new Random(3));
  }

  @Test
  @Tag("slow")
  void twentyKillsAtRandomMomentsChangeNothing() throws Exception {
    killed(20, new Random(4));
  }

  private void killed(int kills, Random random) throws Exception {
    Path out = folder.resolve("sweep");
    int inFlight = 0;
    int before = 0;
    for (int i = 0; i < kills; i++) {
      List<ProcessHandle> children = new ArrayList<>();
      try (JavaProcess process = start(out)) {
        // From before the first worker until several trials have ended.
        boolean ended =
            process.process().waitFor(300 + random.nextInt(1200), TimeUnit.MILLISECONDS);
        if (ended) {
          break;
        }
        process.process().descendants().forEach(children::add);
      }
      for (ProcessHandle child : children) {
        assertThat(child.onExit().orTimeout(20, TimeUnit.SECONDS).join()).isNotNull();
      }
      int now = Journal.read(out.resolve(Journal.FILE)).size();
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
      inFlight++;
    }
    assertThat(inFlight).isPositive();
    try (JavaProcess process = start(out)) {
      assertThat(process.exitCode()).isZero();
    }
    assertThat(Files.readAllLines(out.resolve("result"))).isEqualTo(expected());
  }

  /** A killed child is a crash of its trial; run again, the result is whole. */
  @Test
  void aKilledChildIsACrashOfItsTrial() throws Exception {
    Path out = folder.resolve("sweep");
    try (JavaProcess process = start(out)) {
      Path journal = out.resolve(Journal.FILE);
      process.awaitLines(journal, 2);
      ProcessHandle child = process.process().children().findFirst().orElseThrow();
      child.destroyForcibly();
      assertThat(process.exitCode()).isZero();
      List<TrialOutcome> crashed =
          Journal.read(journal).values().stream()
              .filter(outcome -> outcome.state() != TrialState.OK)
              .toList();
      assertThat(crashed)
          .hasSizeLessThanOrEqualTo(1)
          .allMatch(outcome -> outcome.state() == TrialState.CRASHED)
          .allMatch(outcome -> outcome.reason().equals("ended by signal 9"));
    }
  }
}
