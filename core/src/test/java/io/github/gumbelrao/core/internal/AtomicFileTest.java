package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void replacesAFileAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, "a longer first one");
    AtomicFile.write(file, "second \u0130");
    assertThat(file).usingCharset("UTF-8").hasContent("second \u0130");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void whatIsWrittenBesideChangesNothingUntilItIsRenamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path beside = AtomicFile.writeTemporary(file, new byte[] {'n', 'e', 'w'});
    assertThat(file).hasContent("old");
    AtomicFile.rename(beside, file);
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void aFileThatCannotBeReplacedStaysAndNothingIsLeftBeside() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve("file/in/the/way")).getParent();
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("file"), "new"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(folder.resolve("file").toString());
    assertThat(inTheWay).isDirectory();
    assertThat(names()).containsExactly("file");
  }

  @Test
  void anErrorNamesTheFileAndNotTheOneBeside() {
    Path file = folder.resolve("missing").resolve("file");
    assertThatThrownBy(() -> AtomicFile.write(file, "new"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(file.toString());
  }
}
