package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a merge takes over of the command of a shard; SweepFaultsTest merges. */
class MergeCommandTest {

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
