package io.github.gumbelrao.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {

  /** A quarter done in a minute: three to go. */
  @Test
  void theTimeLeftIsThatOfWhatIsDone() {
    assertThat(TerminalProgress.left(Duration.ofMinutes(1), 25, 75))
        .contains(Duration.ofMinutes(3));
    assertThat(TerminalProgress.left(Duration.ofMinutes(1), 0, 75)).isEmpty();
    assertThat(TerminalProgress.left(Duration.ofMinutes(1), 100, 0)).contains(Duration.ZERO);
  }

  /** What an earlier process did took this one no time: it must not make it look fast. */
  @Test
  void resumedWorkCountsAsDoneButNotAsFast() {
    StringWriter err = new StringWriter();
    try (TerminalProgress progress =
        TerminalProgress.start("vae", 100, new PrintWriter(err, true))) {
      progress.resume(60, "step 60");
      assertThat(progress.resumed()).isEqualTo(60);
      progress.advance(10, "step 70");
      assertThat(progress.resumed()).isEqualTo(60);
    }
    assertThat(err.toString().lines()).last().asString().contains(" 70/100 ");
  }
}
