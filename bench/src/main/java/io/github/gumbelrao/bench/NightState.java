package io.github.gumbelrao.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a night is, kept in its folder so that the same command resumes it after it was cut
 * short.
 */
final class NightState {

  private static final String FILE = "night.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Instant started;
  private final String commit;
  private final List<String> commands;
  private final Map<String, Integer> codes;
  private boolean finished;

  private NightState(
      Path file,
      Instant started,
      String commit,
      List<String> commands,
      Map<String, Integer> codes,
      boolean finished) {
    this.file = file;
    this.started = started;
    this.commit = commit;
    this.commands = List.copyOf(commands);
    this.codes = new LinkedHashMap<>(codes);
    this.finished = finished;
  }

  /** A night that begins now and is not written down yet. */
  static NightState begin(Path folder, String commit, List<String> commands) {
    return new NightState(folder.resolve(FILE), Instant.now(), commit, commands, Map.of(), false);
  }

  /** The night of a folder, if there is one. */
  static Optional<NightState> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ObjectNode json = StrictJson.read(file);
    try {
      List<String> commands = new ArrayList<>();
      json.path("commands").forEach(command -> commands.add(command.asText()));
      Map<String, Integer> codes = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> code : json.path("exit_codes").properties()) {
        if (!code.getValue().isInt()) {
          throw new DataException(file + " must hold exit codes, got " + code);
        }
        codes.put(code.getKey(), code.getValue().asInt());
      }
      return Optional.of(
          new NightState(
              file,
              Instant.parse(json.path("started").asText()),
              json.path("commit").asText(),
              commands,
              codes,
              json.path("finished").asBoolean()));
    } catch (DateTimeException e) {
      throw new DataException(file + " must say when the night started", e);
    }
  }

  /** Whether the same commands of the same commit go on with this night. */
  boolean goesOn(String otherCommit, List<String> otherCommands) {
    return !finished && commit.equals(otherCommit) && commands.equals(otherCommands);
  }

  Instant started() {
    return started;
  }

  String commit() {
    return commit;
  }

  /** The exit code of a run that has ended. */
  Optional<Integer> code(String run) {
    return Optional.ofNullable(codes.get(run));
  }

  /** Exit codes by the name of what ended with them. */
  Map<String, Integer> codes() {
    return new LinkedHashMap<>(codes);
  }

  void ended(String run, int code) throws IOException {
    codes.put(run, code);
    write();
  }

  void finish() throws IOException {
    finished = true;
    write();
  }

  void write() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("started", started.toString()).put("commit", commit);
    commands.forEach(json.putArray("commands")::add);
    codes.forEach(json.putObject("exit_codes")::put);
    json.put("finished", finished);
    AtomicFile.write(file, json.toPrettyString() + "\n");
  }
}
