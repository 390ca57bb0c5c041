package io.github.gumbelrao.bench.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.AtomicFile;
import io.github.gumbelrao.core.internal.Sha256;
import io.github.gumbelrao.vae.training.TrainingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is left of a training run that has come to its end: its curve, without its parameters.
 *
 * <p>A file of two lines, the content as JSON and its SHA-256, so damage anywhere is found out.
 *
 * @param fingerprint of settings and data
 * @param result how it ended
 */
record TrainingResultFile(String fingerprint, TrainingResult result) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes the file in one step. */
  void write(Path file) throws IOException {
    String json = JSON.writeValueAsString(this);
    AtomicFile.write(file, json + "\n" + sha256(json) + "\n");
  }

  /**
   * Reads a file.
   *
   * @param fingerprint that it must have
   * @param warn called if there is a file that cannot be used
   * @return how the run ended; empty if it has to be trained
   */
  static Optional<TrainingResult> read(Path file, String fingerprint, Consumer<String> warn)
      throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    // Damaged bytes need not be text in UTF-8.
    String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 3 || !lines[1].equals(sha256(lines[0]))) {
      warn.accept(file + " does not match its own SHA-256; its run is trained again");
      return Optional.empty();
    }
    TrainingResultFile found;
    try {
      found =
          StrictJson.value(StrictJson.parse(file.toString(), lines[0]), TrainingResultFile.class);
    } catch (DataException | JsonProcessingException e) {
      warn.accept(file + " holds what no run of this version saved; its run is trained again");
      return Optional.empty();
    }
    if (!fingerprint.equals(found.fingerprint()) || found.result() == null) {
      warn.accept(file + " is of another run; it is trained again");
      return Optional.empty();
    }
    return Optional.of(found.result());
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }
}
