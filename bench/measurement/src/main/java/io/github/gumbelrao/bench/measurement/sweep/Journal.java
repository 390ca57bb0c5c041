package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.FileErrors;
import io.github.gumbelrao.core.internal.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The trials of a sweep that have ended: a file of one JSON object a line, each with the digest of
 * the rest of its line. A line is forced to the disk before the next trial is counted, so a process
 * that dies loses no more than the trials that were running; others may read it at any moment.
 *
 * <p>A last line that was cut is dropped, as its trial runs again. Damage anywhere else is an error
 * that names the line.
 */
public final class Journal implements Closeable {

  /** Its name in the folder of a run. */
  public static final String FILE = "journal.jsonl";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DIGEST_BYTES = 8;
  private static final String BEFORE_DIGEST = ",\"sha256\":\"";
  private static final int SUFFIX = BEFORE_DIGEST.length() + 2 * DIGEST_BYTES + 2;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, TrialOutcome> outcomes;

  private Journal(Path file, FileChannel channel, Map<String, TrialOutcome> outcomes) {
    this.file = file;
    this.channel = channel;
    this.outcomes = outcomes;
  }

  /**
   * Opens the journal of a sweep, or begins one.
   *
   * @param file of lines
   * @param warn called if a cut last line is dropped
   * @return the journal, with what is in it
   * @throws DataException if a line is damaged
   * @throws IOException if it cannot be read or written
   */
  public static Journal open(Path file, Consumer<String> warn) throws IOException {
    Content content = Content.of(file);
    if (content.cut > 0) {
      warn.accept(file + " ends in a line that was cut; it is dropped, and its trial runs again");
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean opened = false;
    try {
      channel.truncate(content.whole);
      channel.position(content.whole);
      opened = true;
      return new Journal(file, channel, content.outcomes);
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /**
   * Reads a journal that another process may be writing.
   *
   * @param file of lines; one that is missing is empty
   * @return the last outcome of each trial by its id, in the order in which they first ended
   * @throws DataException if a whole line is damaged
   * @throws IOException if it cannot be read
   */
  public static Map<String, TrialOutcome> read(Path file) throws IOException {
    return Content.of(file).outcomes;
  }

  /**
   * What is in it.
   *
   * @return the last outcome of each trial by its id; grows with {@link #append}
   */
  public Map<String, TrialOutcome> outcomes() {
    return outcomes;
  }

  /**
   * Leaves outcomes out, so that their trials run again; their lines stay.
   *
   * @param unwanted selects them
   */
  public void remove(Predicate<TrialOutcome> unwanted) {
    outcomes.values().removeIf(unwanted);
  }

  /**
   * Adds a line, and forces it to the disk.
   *
   * @param outcome of a trial
   * @throws IOException if it cannot be written; what was there before is there still
   */
  public void append(TrialOutcome outcome) throws IOException {
    long before = channel.position();
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line(outcome));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      cut(before, e);
      throw FileErrors.naming(file, e);
    }
    outcomes.put(outcome.id(), outcome);
  }

  private void cut(long length, IOException reason) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      // The next process drops the cut line.
      reason.addSuppressed(e);
    }
  }

  private static String line(TrialOutcome outcome) {
    try {
      String json = JSON.writeValueAsString(outcome);
      return json.substring(0, json.length() - 1) + BEFORE_DIGEST + digest(json) + "\"}\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an outcome must be plain values", e);
    }
  }

  private static String digest(String json) {
    return HexFormat.of().formatHex(Sha256.of(json), 0, DIGEST_BYTES);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * What a file holds.
   *
   * @param outcomes by id
   * @param whole bytes of whole lines
   * @param cut bytes after them
   */
  private record Content(Map<String, TrialOutcome> outcomes, long whole, long cut) {

    static Content of(Path file) throws IOException {
      Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
      if (!Files.exists(file)) {
        return new Content(outcomes, 0, 0);
      }
      if (!Files.isRegularFile(file)) {
        throw new DataException(file + " must be a file, and is something else");
      }
      byte[] bytes = Files.readAllBytes(file);
      int start = 0;
      int number = 0;
      for (int at = 0; at < bytes.length; at++) {
        if (bytes[at] == '\n') {
          number++;
          String line = new String(bytes, start, at - start, StandardCharsets.UTF_8);
          TrialOutcome outcome = outcome(file, number, line);
          outcomes.put(outcome.id(), outcome);
          start = at + 1;
        }
      }
      return new Content(outcomes, start, bytes.length - start);
    }

    private static TrialOutcome outcome(Path file, int number, String line) throws IOException {
      String name = "line " + number + " of " + file;
      int end = line.length() - SUFFIX;
      if (end > 0) {
        String json = line.substring(0, end) + "}";
        if (line.substring(end).equals(BEFORE_DIGEST + digest(json) + "\"}")) {
          try {
            return StrictJson.value(StrictJson.parse(name, json), TrialOutcome.class);
          } catch (JsonProcessingException e) {
            throw new DataException(name + " is of no sweep of this version", e);
          }
        }
      }
      throw new DataException(
          name
              + " must match its own SHA-256, and does not: the file was damaged; restore it, or"
              + " delete it to start anew");
    }
  }
}
