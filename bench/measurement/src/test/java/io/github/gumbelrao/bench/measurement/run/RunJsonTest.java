package io.github.gumbelrao.bench.measurement.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJsonTest {

  /** Whoever compares runs reads them as JSON. */
  @Test
  void aRecordWithoutSettingsHasNone(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("run.json"), "{\"schema\": 1, \"study\": \"a\"}");
    assertThat(RunJson.read(file).settings()).isEqualTo("{}");
    Files.writeString(
        file, "{\"schema\": 1, \"study\": \"a\", \"settings\": {\"seed\": 1, \"arity\": 2}}");
    assertThat(RunJson.read(file).settings()).isEqualTo("{\"arity\":2}");
  }
}
