package io.github.gumbelrao.bench.measurement.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.AtomicFile;
import io.github.gumbelrao.core.internal.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Parts of a run that have been measured, kept until the whole of it is: whatever moment a process
 * dies at, the next one measures no more than what is missing.
 *
 * <p>A part is a file of three lines, a digest of the run that it is of, its content as JSON, and
 * the SHA-256 of both, so neither damage anywhere nor what another run left is taken for a number
 * of this one. They lie among the {@linkplain CheckpointFiles checkpoints} of a run.
 */
public final class MeasuredParts {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Optional<Path> folder;
  private final String run;
  private final Consumer<String> warn;

  private MeasuredParts(Optional<Path> folder, String fingerprint, Consumer<String> warn) {
    this.folder = folder;
    this.run = sha256(fingerprint);
    this.warn = warn;
  }

  /**
   * Parts in a folder.
   *
   * @param folder of checkpoints; need not exist
   * @param fingerprint of all that the parts depend on: those that were kept with another are not
   *     found
   * @param warn receives warnings, in one sentence each
   * @return the parts
   */
  public static MeasuredParts in(Path folder, String fingerprint, Consumer<String> warn) {
    return new MeasuredParts(Optional.of(folder), fingerprint, warn);
  }

  /**
   * For a run that is measured in one piece.
   *
   * @return no parts; what is kept is forgotten
   */
  public static MeasuredParts forgotten() {
    return new MeasuredParts(Optional.empty(), "", sentence -> {});
  }

  /**
   * Reads a part.
   *
   * @param <T> its content
   * @param part its name, which a file can have
   * @param type of the content
   * @return what was kept; empty if nothing was, or if it cannot be used, of which is warned
   * @throws IOException if it cannot be read
   */
  public <T> Optional<T> find(String part, Class<T> type) throws IOException {
    if (folder.isEmpty() || !Files.exists(file(part))) {
      return Optional.empty();
    }
    // Damaged bytes need not be text in UTF-8.
    byte[] bytes = Files.readAllBytes(file(part));
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    if (lines.length != 4 || !lines[2].equals(sha256(lines[0] + "\n" + lines[1]))) {
      return unusable(part, "does not match its own SHA-256");
    }
    if (!lines[0].equals(run)) {
      return unusable(part, "is of another run");
    }
    try {
      return Optional.of(StrictJson.value(StrictJson.parse(file(part).toString(), lines[1]), type));
    } catch (DataException | JsonProcessingException e) {
      return unusable(part, "holds what no run of this version saved");
    }
  }

  /** Says that a part is as good as missing. */
  private <T> Optional<T> unusable(String part, String reason) {
    warn.accept(file(part) + " " + reason + "; it is made again");
    return Optional.empty();
  }

  /**
   * Writes a part in one step.
   *
   * @param part its name, which a file can have
   * @param content a record of numbers, texts, lists and such records
   * @throws IOException if it cannot be written; what was kept before is there still
   */
  public void keep(String part, Object content) throws IOException {
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
      String lines = run + "\n" + JSON.writeValueAsString(content);
      AtomicFile.write(file(part), lines + "\n" + sha256(lines) + "\n");
    }
  }

  /**
   * Deletes all parts, and checkpoints with them.
   *
   * @throws IOException if one cannot be deleted
   */
  public void delete() throws IOException {
    if (folder.isPresent()) {
      CheckpointFiles.delete(folder.get());
    }
  }

  private Path file(String part) {
    return folder.orElseThrow().resolve(part + CheckpointFiles.ENDING);
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }
}
