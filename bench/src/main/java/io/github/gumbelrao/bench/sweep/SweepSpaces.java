package io.github.gumbelrao.bench.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The search space that was asked for: by name or from a file, with what was typed in its place.
 */
public final class SweepSpaces {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What has no meaning without a sweep. */
  static final Set<String> OF_SWEEPS =
      Set.of(
          "--workers",
          "--master",
          "--draws",
          "--halving",
          "--shard",
          "--time-budget",
          "--stall-timeout",
          "--retry-failed",
          "--trials-of",
          "--sweep-worker",
          "--merge-from");

  private static final Set<String> OTHERS =
      Set.of(
          "--sweep",
          "--preset",
          "--dry-run",
          "--yes",
          "--seed",
          "--out",
          "--overwrite",
          "--threads",
          "--device",
          "--dataset",
          "--data-dir",
          "--train-size");

  private static final List<String> PARTS = List.of("cells", "fixed", "search");

  private final SweepSubject subject;
  private final SweepOptions options;
  private final CommandSpec spec;

  SweepSpaces(SweepSubject subject, SweepOptions options, CommandSpec spec) {
    this.subject = subject;
    this.options = options;
    this.spec = spec;
  }

  /**
   * The space.
   *
   * @throws IllegalArgumentException if there is none of that name, the file is no JSON, or an
   *     option was given that would have no effect
   */
  ObjectNode json(Preset preset) {
    ObjectNode json = named(preset);
    options.draws().ifPresent(draws -> json.put("draws", draws));
    if (options.halving()) {
      json.putObject("halving").put("setting", subject.budget()).put("factor", 3).put("rungs", 3);
    }
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      String setting = subject.options().get(name);
      if (setting != null) {
        put(json, name, setting, option.getValue());
      } else if (!OTHERS.contains(name) && !OF_SWEEPS.contains(name)) {
        throw new IllegalArgumentException(
            name + " has no effect with --sweep; leave one of them out");
      }
    }
    return json;
  }

  private ObjectNode named(Preset preset) {
    String space = options.space();
    Path file = Path.of(space);
    // No name at all is that of the folder that we are in.
    if (space.isEmpty() || (!space.endsWith(".json") && !Files.exists(file))) {
      return subject.space(space, preset);
    }
    try {
      return StrictJson.read(file);
    } catch (DataException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode json, String option, String setting, Object value) {
    ArrayNode values = JSON.createArrayNode();
    Stream<?> all = value instanceof List<?> list ? list.stream() : Stream.of(value);
    all.forEach(each -> values.add(asWritten(json, setting, node(each))));
    if (setting.startsWith("finalist.")) {
      json.withObject("/finalist")
          .set(setting.substring("finalist.".length()), one(option, values));
      return;
    }
    if (setting.equals("replicates")) {
      json.set(setting, one(option, values));
      return;
    }
    String part =
        PARTS.stream().filter(each -> json.path(each).has(setting)).findFirst().orElse("fixed");
    ObjectNode object = json.withObject("/" + part);
    object.set(setting, part.equals("fixed") ? one(option, values) : values);
    exceptions(json, setting, values);
  }

  /** What was typed holds everywhere, and exceptions speak of the cells that are left. */
  private static void exceptions(ObjectNode json, String setting, ArrayNode typed) {
    List<JsonNode> left = new ArrayList<>();
    typed.forEach(left::add);
    for (Iterator<JsonNode> all = json.path("except").elements(); all.hasNext(); ) {
      JsonNode except = all.next();
      boolean nothingLeft = false;
      if (except.path("search") instanceof ObjectNode search && search.has(setting)) {
        search.remove(setting);
        nothingLeft = search.isEmpty();
      }
      if (except.path("cells").path(setting) instanceof ArrayNode cells) {
        cells.removeIf(value -> left.stream().noneMatch(each -> same(each, value)));
        nothingLeft |= cells.isEmpty();
      }
      if (nothingLeft) {
        all.remove();
      }
    }
  }

  /** The file's own node of an equal number: its trials are those of 1, and not of 1.0. */
  private static JsonNode asWritten(ObjectNode json, String setting, JsonNode typed) {
    for (String part : PARTS) {
      JsonNode there = json.path(part).path(setting);
      for (JsonNode each : there.isArray() ? there : JSON.createArrayNode().add(there)) {
        if (same(each, typed)) {
          return each;
        }
      }
    }
    return typed;
  }

  /** Whether two are one value, however they are written. */
  private static boolean same(JsonNode one, JsonNode other) {
    boolean numbers = one.isNumber() && other.isNumber();
    return numbers ? one.asDouble() == other.asDouble() : one.equals(other);
  }

  private static JsonNode node(Object value) {
    return value instanceof Enum<?> constant
        ? JSON.valueToTree(constant.name().toLowerCase(Locale.ROOT))
        : JSON.valueToTree(value);
  }

  private static JsonNode one(String option, ArrayNode values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          option + " must have one value in this sweep, got " + values);
    }
    return values.get(0);
  }

  /**
   * A space that is known by name.
   *
   * @param name as typed
   * @param cells of each known space, as JSON
   * @param template of the whole, with the name and the cells in its first two places
   * @param rest what comes after them
   * @return the space
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ObjectNode known(
      String name, Map<String, String> cells, String template, Object... rest) {
    if (!cells.containsKey(name)) {
      throw new IllegalArgumentException(
          "--sweep must be a file that exists, or "
              + String.join(", ", new TreeSet<>(cells.keySet()))
              + ", got '"
              + name
              + "'");
    }
    List<Object> all = new ArrayList<>(List.of(name, cells.get(name)));
    all.addAll(List.of(rest));
    try {
      return StrictJson.parse(name, String.format(Locale.ROOT, template, all.toArray()));
    } catch (DataException e) {
      throw new IllegalStateException("a space of our own must be JSON", e);
    }
  }
}
