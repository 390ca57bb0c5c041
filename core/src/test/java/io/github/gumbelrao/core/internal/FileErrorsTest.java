package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileErrorsTest {

  private static final Path FILE = Path.of("last.ckpt");

  @Test
  void anErrorOfAStreamNamesTheFile() {
    IOException full = new IOException("No space left on device");
    assertThat(FileErrors.naming(FILE, full))
        .isExactlyInstanceOf(FileSystemException.class)
        .hasMessage("last.ckpt: No space left on device")
        .hasCause(full);
  }

  @Test
  void anErrorThatNamesAFileStaysAsItIs() {
    NoSuchFileException missing = new NoSuchFileException("folder/last.ckpt");
    assertThat(FileErrors.naming(FILE, missing)).isSameAs(missing);
  }
}
