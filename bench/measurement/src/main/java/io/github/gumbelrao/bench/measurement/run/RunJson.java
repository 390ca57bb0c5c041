package io.github.gumbelrao.bench.measurement.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Exhibit;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A {@code run.json}, read back. */
public final class RunJson {

  /** What the fields are that may be there. */
  private static final Map<String, Predicate<JsonNode>> KINDS =
      new TreeMap<>(
          Map.of(
              "status", JsonNode::isTextual,
              "command", value -> isListOf(value, JsonNode::isTextual),
              "settings", JsonNode::isObject,
              "commit", JsonNode::isTextual,
              "dirty", JsonNode::isBoolean,
              "measurements_sha256", JsonNode::isTextual,
              "work", JsonNode::isIntegralNumber,
              "duration_s", JsonNode::isNumber,
              "others_cpu_share", JsonNode::isNumber,
              "exhibits", value -> isListOf(value, JsonNode::isObject)));

  private static final Set<String> OF_THE_MACHINE = Set.of("threads", "device");

  /** Follows the commit where the code was not quite that of it. */
  static final String UNCOMMITTED = " (with uncommitted changes)";

  private final Path file;
  private final JsonNode record;

  private RunJson(Path file, JsonNode record) {
    this.file = file;
    this.record = record;
  }

  /**
   * Reads the file.
   *
   * @throws DataException if it is missing, damaged or of another schema
   */
  public static RunJson read(Path file) throws IOException {
    ObjectNode record = StrictJson.read(file);
    if (!record.path("study").isTextual()) {
      throw new DataException(file + " must hold the record of a run, and names no study");
    }
    String schema = record.path("schema").asText();
    if (!schema.equals(Integer.toString(RunRecord.SCHEMA))) {
      throw new DataException(
          "schema in " + file + " must be " + RunRecord.SCHEMA + ", got '" + schema + "'");
    }
    for (Map.Entry<String, Predicate<JsonNode>> field : KINDS.entrySet()) {
      JsonNode value = record.path(field.getKey());
      if (!value.isMissingNode() && !field.getValue().test(value)) {
        String kind = value.getNodeType().toString().toLowerCase(Locale.ROOT);
        throw new DataException(
            field.getKey() + " in " + file + " must be of the kind that a run writes, got " + kind);
      }
    }
    JsonNode minibatches = record.at("/settings/minibatches");
    if (!minibatches.isMissingNode()
        && !(minibatches.isIntegralNumber()
            && minibatches.canConvertToLong()
            && minibatches.asLong() >= 1)) {
      throw new DataException(
          "minibatches in " + file + " must be a whole number >= 1, got " + minibatches);
    }
    return new RunJson(file, record);
  }

  private static boolean isListOf(JsonNode value, Predicate<JsonNode> kind) {
    return value.isArray() && StreamSupport.stream(value.spliterator(), false).allMatch(kind);
  }

  public String study() {
    return text("/study");
  }

  /** The text of a value, empty if there is none. */
  public String text(String pointer) {
    return record.at(pointer).asText();
  }

  /** What was typed. */
  public String command() {
    return String.join(
        " ",
        StreamSupport.stream(record.path("command").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }

  /** The settings as JSON, less the seed and the threads; {@code {}} if the record has none. */
  String settings() {
    if (!(record.path("settings").deepCopy() instanceof ObjectNode settings)) {
      return "{}";
    }
    settings.remove(List.of("seed", "seeds", "threads"));
    return settings.toString();
  }

  /** Every setting but those that the line of the machine has, such as {@code arity 16; seed 1}. */
  public String settingsInWords() {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, JsonNode> setting : record.path("settings").properties()) {
      String value =
          setting.getValue().isArray()
              ? StreamSupport.stream(setting.getValue().spliterator(), false)
                  .map(each -> each.isValueNode() ? each.asText() : each.toString())
                  .collect(Collectors.joining(", "))
              : setting.getValue().asText("");
      if (!value.isEmpty() && !OF_THE_MACHINE.contains(setting.getKey())) {
        words.add(setting.getKey().replace('_', ' ') + " " + value);
      }
    }
    return String.join("; ", words);
  }

  /** How many values a list has; 0 if it is none. */
  public int size(String pointer) {
    return record.at(pointer).size();
  }

  /**
   * Such as {@code 8.5 s} or {@code 2 h 05 min}, and of how much of the work, if earlier processes
   * did the rest; empty for a run that has not ended.
   */
  public String duration() {
    JsonNode seconds = record.path("duration_s");
    return seconds.isMissingNode() ? "" : time(seconds) + ofTheWork();
  }

  private static String time(JsonNode seconds) {
    long whole = Math.round(seconds.asDouble());
    if (whole < 60) {
      return seconds.asText() + " s";
    }
    long minutes = whole / 60;
    return minutes < 60
        ? "%d min %02d s".formatted(minutes, whole % 60)
        : "%d h %02d min".formatted(minutes / 60, minutes % 60);
  }

  private String ofTheWork() {
    double all = record.path("work").asDouble();
    double before = record.path("work_done_before").asDouble();
    long percent = all > 0 ? Math.round(100 * (all - before) / all) : 100;
    return percent < 100 ? " for %d %% of the work".formatted(percent) : "";
  }

  /** How much of the machine other processes had, in words; empty if little or not known. */
  public String others() {
    double share = record.path("others_cpu_share").asDouble();
    return share > MachineLoad.MAX_FOREIGN_SHARE ? MachineLoad.sentence(share) : "";
  }

  /** Such as {@code 2026-01-31 12:00:00 UTC}. */
  public String started() {
    return text("/started").replaceFirst("^(\\S{10})T(\\S{8})\\S*Z$", "$1 $2 UTC");
  }

  public String commit() {
    boolean dirty = record.path("dirty").asBoolean();
    return text("/commit") + (dirty ? UNCOMMITTED : "");
  }

  /**
   * Pictures and trees.
   *
   * @throws DataException if one is not what it says
   */
  public List<Exhibit> exhibits() throws DataException {
    List<Exhibit> exhibits = new ArrayList<>();
    for (JsonNode exhibit : record.path("exhibits")) {
      try {
        exhibits.add(StrictJson.value(exhibit, Exhibit.class));
      } catch (JsonProcessingException e) {
        throw new DataException(file + " has a damaged exhibit: " + e.getOriginalMessage(), e);
      }
    }
    return exhibits;
  }
}
