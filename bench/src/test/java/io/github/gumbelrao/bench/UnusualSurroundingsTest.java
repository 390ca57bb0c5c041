package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine that gives the program less than it needs: one sentence, and no stack trace. */
@EnabledOnOs(OS.LINUX)
class UnusualSurroundingsTest {

  private static final String[] STUDY = {
    "simplex",
    "--resolution=5",
    "--passes=20",
    "--steps=3",
    "--seeds=2",
    "--estimators=st-gs",
    "--out=out"
  };

  @TempDir Path folder;

  private void assertFails(int exitCode, String sentence, List<String> before) throws Exception {
    try (JavaProcess process = JavaProcess.start(folder, before, Main.class, STUDY)) {
      assertThat(process.exitCode()).isEqualTo(exitCode);
      assertThat(Files.readString(process.err())).contains(sentence).doesNotContain("\tat ");
    }
  }

  @Test
  void aSmallHeap() throws Exception {
    assertFails(5, "out of memory (", List.of("env", "JAVA_TOOL_OPTIONS=-Xmx12m"));
  }

  @Test
  void anEncodingThatIsNoSupersetOfAscii() throws Exception {
    try (JavaProcess process =
        JavaProcess.start(
            folder,
            List.of("env", "JAVA_TOOL_OPTIONS=-Dfile.encoding=UTF-16"),
            Main.class,
            STUDY)) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(Files.readString(process.err(), StandardCharsets.ISO_8859_1).replace("\0", ""))
          .contains("file.encoding must write ASCII as ASCII, such as UTF-8, got UTF-16");
    }
  }

  @Test
  void aFolderThatTheLocaleCannotName() throws Exception {
    try (JavaProcess process =
        JavaProcess.start(
            folder, List.of("env", "LC_ALL=C"), Main.class, "compare", "\u00e9", "\u00fc")) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(Files.readString(process.err()))
          // The letters themselves cannot be told; what stands for them differs between Javas.
          .contains("a path must be writable in the characters of the locale, got ")
          .contains("; set LC_ALL=C.UTF-8, or choose another folder")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aFileTableThatIsFull() throws Exception {
    assertFails(5, "too many files", List.of("sh", "-c", "ulimit -n 40; exec \"$@\"", "sh"));
  }
}
