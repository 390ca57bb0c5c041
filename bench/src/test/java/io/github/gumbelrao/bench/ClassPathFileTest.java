package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathFileTest {

  @TempDir Path folder;

  @Test
  void replacesWhatIsThere() throws Exception {
    Path file = Files.writeString(folder.resolve("classpath"), "another");
    ClassPathFile.write(file);
    assertThat(file).hasContent(System.getProperty("java.class.path"));
  }

  @Test
  void leavesTheFileAloneWhereNothingChanged() throws Exception {
    Path file =
        Files.writeString(folder.resolve("classpath"), System.getProperty("java.class.path"));
    Object before = Files.getAttribute(file, "unix:ino");
    ClassPathFile.write(file);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
  }

  @Test
  void aFolderThatIsNotThereEndsNoCommand() {
    ClassPathFile.write(folder.resolve("none").resolve("classpath"));
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
