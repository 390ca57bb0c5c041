package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The trials that run now, in a small file for other processes to read. */
public final class RunningTrials implements Closeable {

  /** Its name in the folder of a run. */
  public static final String FILE = "running.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String HOST = host();

  private final Path file;
  private final Map<String, String> since = new HashMap<>();

  /**
   * A file that is not yet written.
   *
   * @param folder of the run
   */
  public RunningTrials(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /**
   * What another process was doing when it wrote the file last.
   *
   * @param slots trials that can run at once
   * @param trials that ran
   * @param where "running"; of another machine, whose processes cannot be seen from here, with its
   *     name and when it was last heard of; empty if the process that wrote the file is gone
   */
  public record Found(int slots, int trials, Optional<String> where) {}

  /**
   * Replaces the file.
   *
   * @param running which run now
   * @param slots trials that can run at once
   * @throws IOException if it cannot be written
   */
  public void write(Iterable<SweepTrial> running, int slots) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("host", HOST);
    json.put("pid", ProcessHandle.current().pid());
    json.put("started", started(ProcessHandle.current()));
    json.put("slots", slots);
    var trials = json.putArray("trials");
    for (SweepTrial trial : running) {
      trials
          .addObject()
          .put("id", trial.id())
          .put("cell", trial.cellName())
          .put("since", since.computeIfAbsent(trial.id(), id -> Instant.now().toString()));
    }
    try {
      AtomicFile.write(file, JSON.writeValueAsString(json) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what runs must be plain values", e);
    }
  }

  /** A number of a process may be given to another one; its start is not. */
  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  /**
   * Looks into a folder.
   *
   * @param folder of the run
   * @return empty if nothing runs, or the file is no longer whole
   * @throws IOException if it cannot be read
   */
  public static Optional<Found> in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      ObjectNode json = StrictJson.read(file);
      return Optional.of(
          new Found(json.path("slots").asInt(), json.path("trials").size(), where(json, file)));
    } catch (DataException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> where(ObjectNode json, Path file) throws IOException {
    String host = json.path("host").asText(HOST);
    if (!host.equals(HOST)) {
      Instant heard = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
      return Optional.of("running on " + host + " when it was last heard of, at " + heard);
    }
    return ProcessHandle.of(json.path("pid").asLong())
        .filter(ProcessHandle::isAlive)
        .filter(process -> started(process).equals(json.path("started").asText()))
        .map(process -> "running");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
