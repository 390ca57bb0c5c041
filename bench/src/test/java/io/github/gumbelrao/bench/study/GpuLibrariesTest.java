package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GpuLibrariesTest {

  @Test
  void theFirstThatIsNotThereIsNamed() {
    assertThat(GpuLibraries.missing(file -> true)).isEmpty();
    assertThat(GpuLibraries.missing(file -> false))
        .hasValue(new GpuLibraries.Library("libcuda.so.1", "NVIDIA's driver"));
    assertThat(GpuLibraries.missing(file -> !file.equals("libcudnn.so.9")))
        .hasValue(new GpuLibraries.Library("libcudnn.so.9", "cuDNN 9"));
  }

  @Test
  void aGpuThatIsNotThereIsRefusedWithTheLibraryThatIsNotThereEither() {
    var missing = GpuLibraries.missing();
    assumeTrue(missing.isPresent(), "this machine has the libraries of a GPU");
    assertThatThrownBy(() -> Device.GPU.session(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "device gpu must be present, got a TensorFlow that finds none, without "
                + missing.get().file()
                + " of "
                + missing.get().from()
                + "; build with -Pgpu on a machine that has one, see docs/gpu.md");
  }

  @Test
  void thePageNamesThemAll() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "gpu.md"));
    assertThat(GpuLibraries.ALL)
        .allSatisfy(library -> assertThat(page).contains("`" + library.file() + "`"));
  }
}
