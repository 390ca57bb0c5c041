package io.github.gumbelrao.bench.measurement.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Exhibit;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The record of one run, {@code run.json}: everything that the measurements do not hold.
 *
 * <p>The numbers in {@code measurements.csv} depend on the settings, the data, the device and the
 * thread count; clock, machine and versions stand here.
 */
public final class RunRecord {

  /** Raised when a field changes its meaning. */
  public static final int SCHEMA = 1;

  /** What the numbers of a run depend on. */
  private static final List<String> DECISIVE =
      List.of(
          "/schema",
          "/study",
          "/settings",
          "/data_sha256",
          "/commit",
          "/dirty",
          "/versions/gumbel-rao",
          "/versions/tensorflow");

  /** The option of a command that replaces an earlier result. */
  public static final String OVERWRITE = "--overwrite";

  private static final String DONE = "done";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Instant started = Instant.now();
  private final long startNanos = System.nanoTime();

  private RunRecord() {}

  /**
   * Gathers the facts of this process.
   *
   * @param study name of the study
   * @param command the arguments as typed
   * @param settings every setting by name, defaults included
   * @param data SHA-256 of each data file, by file name
   * @param libraries versions of what computes, by name
   * @return the record, with status {@code running}
   */
  public static RunRecord start(
      String study,
      List<String> command,
      Map<String, Object> settings,
      SortedMap<String, String> data,
      Map<String, String> libraries) {
    RunRecord record = new RunRecord();
    record.facts.put("schema", SCHEMA);
    record.facts.put("study", study);
    record.facts.put("status", "running");
    record.facts.put("command", command);
    record.facts.put("settings", settings);
    record.facts.put("data_sha256", data);
    record.facts.putAll(Provenance.facts(libraries));
    record.facts.put("started", record.started.toString());
    return record;
  }

  /**
   * The study that is run.
   *
   * @return its name
   */
  public String study() {
    return (String) facts.get("study");
  }

  /**
   * What was typed to start an earlier run.
   *
   * @param folder of the run
   * @return the arguments; none if there is no run or its record is damaged
   * @throws IOException if the record cannot be read
   */
  public static List<String> command(Path folder) throws IOException {
    Path run = folder.resolve(RunFolder.RUN);
    List<String> typed = new ArrayList<>();
    if (Files.exists(run)) {
      try {
        StrictJson.read(run).path("command").forEach(word -> typed.add(word.asText()));
      } catch (DataException e) {
        return List.of();
      }
    }
    return typed;
  }

  /**
   * Tells in what an earlier run differs that this one might go on with.
   *
   * @param earlier its record
   * @return the first difference, with both values, or empty if numbers would come out the same
   * @throws IOException if the record cannot be read
   */
  public Optional<String> difference(Path earlier) throws IOException {
    return difference(earlier, Set.of());
  }

  /**
   * Tells in what another run differs that some of the numbers might be taken from.
   *
   * @param other its record
   * @param free names of settings that may differ
   * @return the first difference, with both values, or empty if there is none
   * @throws IOException if the record cannot be read
   */
  public Optional<String> difference(Path other, Set<String> free) throws IOException {
    ObjectNode theirs;
    try {
      theirs = StrictJson.read(other);
    } catch (DataException e) {
      return Optional.of("its run.json, which is damaged");
    }
    ObjectNode ours = StrictJson.parse("run.json", toJson());
    for (ObjectNode run : List.of(theirs, ours)) {
      if (run.get("settings") instanceof ObjectNode settings) {
        settings.remove(free);
      }
    }
    for (String field : DECISIVE) {
      Optional<String> difference = difference(field, theirs.at(field), ours.at(field));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /**
   * Tells this run from those that differ in anything that its numbers depend on.
   *
   * @return equal for two runs between which there is no {@linkplain #difference difference}
   */
  public String identity() {
    JsonNode ours = JSON.valueToTree(facts);
    return DECISIVE.stream()
        .map(field -> ours.at(field).toString())
        .collect(Collectors.joining("\n"));
  }

  private static Optional<String> difference(String field, JsonNode theirs, JsonNode ours) {
    for (Iterator<String> names = ours.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!ours.get(name).equals(theirs.get(name))) {
        return Optional.of(name + " (" + theirs.get(name) + ", now " + ours.get(name) + ")");
      }
    }
    return ours.equals(theirs)
        ? Optional.empty()
        : Optional.of(
            field.substring(field.lastIndexOf('/') + 1) + " (" + theirs + ", now " + ours + ")");
  }

  /**
   * Notes how much there is to do, so that the time of other plans can be estimated.
   *
   * @param units of work of the study
   */
  public void work(long units) {
    facts.put("work", units);
  }

  /**
   * Notes that the duration is not that of all the work.
   *
   * @param units of work that an earlier process did; none leaves the record as it is
   */
  public void resumed(long units) {
    if (units > 0) {
      facts.put("work_done_before", units);
    }
  }

  /**
   * Notes how much of the machine was not this run's.
   *
   * @param share of the processors' time, in [0, 1]
   */
  public void others(double share) {
    facts.put("others_cpu_share", share);
  }

  /**
   * Notes that all is measured, while the status stays as it is: should the process end before the
   * rows have their name, the next one needs nothing but this record to finish.
   *
   * @param digest of the rows, by which later damage is found out
   */
  public void measured(String digest) {
    facts.put("measurements_sha256", digest);
    duration();
  }

  /** Marks the run as done. */
  public void finish() {
    facts.put("status", DONE);
  }

  /**
   * The record of a run that was measured by a process that ended before it could say so.
   *
   * @param run its {@code run.json}
   * @return the same record with the status {@code done}
   * @throws IOException if it cannot be read
   */
  public static String finished(Path run) throws IOException {
    return json(StrictJson.read(run).put("status", DONE));
  }

  /**
   * Adds what the study has to show besides its numbers.
   *
   * @param exhibits in the order of the page; none leaves the record as it is
   */
  public void exhibit(List<Exhibit> exhibits) {
    if (!exhibits.isEmpty()) {
      facts.put("exhibits", List.copyOf(exhibits));
    }
  }

  /** Marks the run as ended by the user. */
  public void interrupt() {
    end("interrupted");
  }

  /** Marks the run as ended by an error. */
  public void fail() {
    end("failed");
  }

  private void end(String status) {
    facts.put("status", status);
    duration();
  }

  private void duration() {
    // The monotonic clock: never negative, whatever happens to the time of day.
    facts.put("duration_s", Duration.ofNanos(System.nanoTime() - startNanos).toMillis() / 1000.0);
  }

  /**
   * The record as a JSON document.
   *
   * @return lines ending in LF
   */
  public String toJson() {
    return json(facts);
  }

  private static String json(Object facts) {
    try {
      return JSON.writeValueAsString(facts).replace(System.lineSeparator(), "\n") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts must be plain values", e);
    }
  }

  /**
   * Digest of a whole file.
   *
   * @param file must exist
   * @return 64 lower-case hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.start();
    digest.update(Files.readAllBytes(file));
    return Sha256.finish(digest);
  }
}
