package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a merge takes over of the command of a shard; SweepFaultsTest merges. */
class MergeCommandTest {

  @TempDir Path folder;

  /** Whatever else a record holds is not run. */
  @ParameterizedTest
  @CsvSource({
    "'{\"schema\": 1, \"study\": \"vae\", \"command\": [\"vae\", \"--dry-run\"]}', 'must be the record of a sweep'",
    "'{\"schema\": 1, \"study\": ', 'run.json'"
  })
  void aRecordOfNoSweepIsRefused(String record, String told) throws IOException {
    Path run = Files.createDirectories(folder.resolve("shard/vae"));
    Files.writeString(run.resolve("run.json"), record);
    Files.writeString(run.resolve("journal.jsonl"), "");
    Outcome outcome =
        Outcome.of("merge", folder.resolve("shard").toString(), "--out=" + folder.resolve("out"));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).hasLineCount(1).contains(told);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** It would go on with that shard as if it were the whole. */
  @Test
  void aShardDoesNotBecomeTheResult() throws IOException {
    Path run = Files.createDirectories(folder.resolve("shard/vae"));
    String record =
        """
        {"schema": 1, "study": "vae", "command": ["vae", "--sweep=table2", "--shard=1/2"]}
        """;
    Files.writeString(run.resolve("run.json"), record);
    Files.writeString(run.resolve("journal.jsonl"), "");
    Path same = folder.resolve("shard/../shard");
    Outcome outcome = Outcome.of("merge", folder.resolve("shard").toString(), "--out=" + same);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            "--out must be another folder than the shards, got " + folder.resolve("shard") + "\n");
    assertThat(run.resolve("run.json")).hasContent(record);
    assertThat(run.toFile().list()).containsExactlyInAnyOrder("run.json", "journal.jsonl");
  }

  @Test
  void whatConcernsTheShardAloneIsLeftOut() {
    assertThat(
            MergeCommand.withoutShard(
                List.of(
                    "vae",
                    "--overwrite",
                    "--sweep=space.json",
                    "--shard",
                    "1/2",
                    "--retry-failed",
                    "--master",
                    "spark://host:7077",
                    "--trials-of",
                    "narrow,narrower",
                    "--out=shard-1",
                    "--draws",
                    "3",
                    "--yes")))
        .containsExactly("vae", "--sweep=space.json", "--draws", "3", "--yes");
    assertThat(
            MergeCommand.withoutShard(
                List.of("vae", "--overwrite=true", "--trials-of=a", "--shard=2/2", "--seed=5")))
        .containsExactly("vae", "--seed=5");
  }
}
