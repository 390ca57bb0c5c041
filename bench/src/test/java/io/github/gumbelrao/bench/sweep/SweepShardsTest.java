package io.github.gumbelrao.bench.sweep;

import static io.github.gumbelrao.bench.sweep.TinySweep.SPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.sweep.Journal;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a sweep, each a run of its own, and the whole that is made of them. */
@Timeout(300)
class SweepShardsTest {

  @TempDir Path folder;

  private Outcome sweep(String space, String... more) throws IOException {
    return TinySweep.run(folder, space, more);
  }

  /** Whatever a shard may delete of its own, the merge may only if it is asked for. */
  @Test
  @Tag("slow")
  void shardsAreDoneEachForItselfAndPutTogether() throws IOException {
    String space = SPACE.replace("\"draws\": 2", "\"draws\": 1");
    for (int i = 1; i <= 2; i++) {
      Outcome outcome =
          sweep(
              space, "--workers=1", "--shard", i + "/2", i == 1 ? "--overwrite" : "--retry-failed");
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      Files.move(folder.resolve("out"), folder.resolve("shard, " + i));
    }
    Path first = folder.resolve("shard, 1");
    assertThat(Outcome.of("status", first.toString()).out())
        .startsWith(
            first.resolve("vae")
                + ": sweep tiny, shard 1/2, done; 'merge' puts the shards together\n"
                + "2 of 2 trials ended, 2 OK\n");
    // As of one that was cut short.
    Path journal = first.resolve("vae/journal.jsonl");
    String whole = Files.readString(journal);
    Files.writeString(journal, whole.lines().findFirst().orElseThrow() + "\n");
    assertThat(Outcome.of("status", first.toString()).out())
        .contains("shard 1/2, not running; its own command resumes it\n1 of 2 trials ended");
    Files.writeString(journal, whole);
    // As of one that began with the whole sweep: what failed there has its numbers here.
    Map<String, TrialOutcome> ended = Journal.read(journal);
    try (Journal other =
        Journal.open(folder.resolve("shard, 2/vae/journal.jsonl"), AssertionError::new)) {
      for (TrialOutcome each : ended.values()) {
        other.append(
            new TrialOutcome(each.id(), each.cell(), TrialState.FAILED, "disk full", 1, List.of()));
      }
    }

    String[] merge = {
      "merge",
      first.toString(),
      folder.resolve("shard, 2").toString(),
      "--out=" + folder.resolve("out")
    };
    Outcome merged = Outcome.of(merge);
    assertThat(merged.exitCode()).as(merged.err()).isZero();
    assertThat(Outcome.of("status", folder.resolve("out").toString()).out())
        .contains("sweep tiny, done\n4 of 4 trials ended, 4 OK\n");
    assertThat(Outcome.of(merge).err())
        .isEqualTo(
            folder.resolve("out/vae")
                + " already holds a result; choose another --out, or add --overwrite\n");
    String rows = Files.readString(folder.resolve("out/vae/measurements.csv"));
    Outcome own = Outcome.of("merge", merge[1], merge[2], "--out=" + merge[1], "--overwrite");
    assertThat(own.exitCode()).isEqualTo(2);
    assertThat(own.err()).startsWith("--out must be another folder than the shards, got " + first);
    assertThat(journal).hasContent(whole);
    Outcome anew =
        Outcome.of(
            Stream.concat(Stream.of(merge), Stream.of("--overwrite")).toArray(String[]::new));
    assertThat(anew.exitCode()).as(anew.err()).isZero();
    assertThat(folder.resolve("out/vae/measurements.csv")).hasContent(rows);
  }
}
