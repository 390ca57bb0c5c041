package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.JsonSettings;
import io.github.gumbelrao.bench.measurement.sweep.SearchedSettings.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a search space.
 *
 * <pre>{@code
 * {
 *   "name": "table2",
 *   "cells": {"estimator": ["st-gs", "gr"], "arity": [16]},
 *   "fixed": {"batch_size": 20, "steps": 50000},
 *   "search": {"learning_rate": [0.0005, 0.001], "momentum": {"uniform": [0, 1]}},
 *   "except": [{"cells": {"estimator": ["gr"]}, "search": {"learning_rate": [0.001]}}],
 *   "draws": 20,
 *   "replicates": 1,
 *   "halving": {"setting": "steps", "factor": 3, "rungs": 3},
 *   "finalist": {"samples": 5000}
 * }
 * }</pre>
 *
 * <p>{@code search} takes lists, {@code {"uniform": [low, high]}} and {@code {"log_uniform": [low,
 * high]}}. Without {@code draws} the whole grid is tried, and all must be lists. Cells with the
 * values of an entry of {@code except} search what it says instead; where several fit, the last one
 * counts.
 */
public final class SearchSpaceJson {

  private static final List<String> PARTS =
      List.of(
          "name",
          "cells",
          "fixed",
          "search",
          "except",
          "draws",
          "replicates",
          "halving",
          "finalist");

  private static final List<String> DISTRIBUTIONS = List.of("uniform", "log_uniform");
  private static final List<String> HALVING = List.of("setting", "factor", "rungs");
  private static final List<String> EXCEPT = List.of("cells", "search");

  private final String name;
  private final ObjectNode json;
  private final List<String> known;
  private final JsonSettings settings;

  private SearchSpaceJson(String name, ObjectNode json, List<String> known) {
    this.name = name;
    this.json = json;
    this.known = known;
    this.settings = new JsonSettings(name);
  }

  /**
   * Makes a search space.
   *
   * @param name of the file, for messages
   * @param json its content
   * @param known names of a trial's settings, less the seed; each must be given once
   * @return the space
   * @throws IllegalArgumentException if a key is unknown, missing or given twice, a range is empty,
   *     or a distribution cannot be; the message names the key
   */
  public static SearchSpace read(String name, ObjectNode json, List<String> known) {
    return new SearchSpaceJson(name, json, known).read();
  }

  /**
   * Reads a search space back that was checked when it was made.
   *
   * @param name of the file, for messages
   * @param json its content
   * @return the space
   * @throws IllegalArgumentException if it is damaged
   */
  public static SearchSpace read(String name, ObjectNode json) {
    List<String> known = new ArrayList<>();
    for (String part : List.of("cells", "fixed", "search")) {
      json.path(part).fieldNames().forEachRemaining(known::add);
    }
    return read(name, json, known);
  }

  private SearchSpace read() {
    json.fieldNames().forEachRemaining(key -> settings.checkKnown("", key, PARTS));
    Map<String, List<Object>> cells = cells("", json);
    Map<String, Object> fixed = new LinkedHashMap<>();
    part("", json, "fixed")
        .forEach((key, node) -> fixed.put(key, settings.value("fixed." + key, node)));
    Map<String, Distribution> search = search("", json);
    checkOnce(cells.keySet(), fixed.keySet(), search.keySet());
    Map<String, Object> finalist = new LinkedHashMap<>();
    part("", json, "finalist")
        .forEach((key, node) -> finalist.put(key, settings.value("finalist." + key, node)));
    checkNotOfCells(finalist.keySet(), cells.keySet());
    int draws = json.has("draws") ? settings.count("draws", json.path("draws")) : 0;
    List<SearchedSettings.Except> except = except(cells, search.keySet());
    if (draws == 0) {
      search.forEach((key, each) -> checkGrid("search." + key, each));
      except.forEach(
          every -> every.search().forEach((key, each) -> checkGrid("except.search." + key, each)));
    }
    int replicates =
        json.has("replicates") ? settings.count("replicates", json.path("replicates")) : 1;
    Map<String, Object> plain = new LinkedHashMap<>();
    json.properties().forEach(each -> plain.put(each.getKey(), each.getValue()));
    return new SearchSpace(
        called(),
        cells,
        fixed,
        new SearchedSettings(search, except),
        draws,
        replicates,
        finalist,
        halving(fixed),
        plain);
  }

  private String called() {
    if (!json.has("name")) {
      return name;
    }
    JsonNode called = json.path("name");
    if (!called.isTextual() || called.asText().isBlank()) {
      throw settings.wrong("name", "a text that is not empty", called);
    }
    return called.asText();
  }

  private Map<String, List<Object>> cells(String prefix, JsonNode whole) {
    Map<String, List<Object>> cells = new LinkedHashMap<>();
    part(prefix, whole, "cells")
        .forEach((key, node) -> cells.put(key, settings.values(prefix + "cells." + key, node)));
    return cells;
  }

  private Map<String, Distribution> search(String prefix, JsonNode whole) {
    Map<String, Distribution> search = new LinkedHashMap<>();
    part(prefix, whole, "search")
        .forEach((key, node) -> search.put(key, distribution(prefix + "search." + key, node)));
    return search;
  }

  private Map<String, JsonNode> part(String prefix, JsonNode whole, String part) {
    JsonNode found = whole.path(part);
    if (!found.isMissingNode() && !found.isObject()) {
      throw settings.wrong(prefix + part, "an object of settings", found);
    }
    Map<String, JsonNode> all = new LinkedHashMap<>();
    found.properties().forEach(each -> all.put(each.getKey(), each.getValue()));
    all.keySet().forEach(key -> settings.checkKnown(prefix + part + ".", key, known));
    return all;
  }

  private List<SearchedSettings.Except> except(
      Map<String, List<Object>> cells, Set<String> searched) {
    JsonNode found = json.path("except");
    if (!found.isMissingNode() && !found.isArray()) {
      throw settings.wrong("except", "a list of objects with cells and search", found);
    }
    List<SearchedSettings.Except> all = new ArrayList<>();
    for (JsonNode each : found) {
      if (!each.isObject()) {
        throw settings.wrong("except", "a list of objects with cells and search", found);
      }
      each.fieldNames().forEachRemaining(key -> settings.checkKnown("except.", key, EXCEPT));
      Map<String, List<Object>> where = cells("except.", each);
      where.forEach((key, values) -> checkOfCells(key, values, cells));
      Map<String, Distribution> instead = search("except.", each);
      for (String key : instead.keySet()) {
        if (!searched.contains(key)) {
          throw new IllegalArgumentException(
              "except.search." + key + " in " + name + " must be a setting of search");
        }
      }
      if (where.isEmpty() || instead.isEmpty()) {
        throw settings.wrong("except", "a list of objects with cells and search", found);
      }
      all.add(new SearchedSettings.Except(where, instead));
    }
    return all;
  }

  private void checkOfCells(String key, List<Object> values, Map<String, List<Object>> cells) {
    List<Object> all = cells.getOrDefault(key, List.of());
    for (Object value : values) {
      if (!all.contains(value)) {
        throw new IllegalArgumentException(
            "except.cells."
                + key
                + " in "
                + name
                + " must have values of cells."
                + key
                + " alone, got "
                + value);
      }
    }
  }

  private void checkOnce(Set<String> cells, Set<String> fixed, Set<String> search) {
    Set<String> seen = new LinkedHashSet<>();
    for (Set<String> part : List.of(cells, fixed, search)) {
      for (String key : part) {
        if (!seen.add(key)) {
          throw new IllegalArgumentException(
              "key '" + key + "' in " + name + " must be in one of cells, fixed and search");
        }
      }
    }
    for (String key : known) {
      if (!seen.contains(key)) {
        throw new IllegalArgumentException(
            "key '" + key + "' must be in cells, fixed or search of " + name + ", and is missing");
      }
    }
  }

  /** The best of a cell with another setting of the cell would be of another cell. */
  private void checkNotOfCells(Set<String> finalist, Set<String> cells) {
    for (String key : finalist) {
      if (cells.contains(key)) {
        throw new IllegalArgumentException(
            "finalist.%s in %s must not be a setting of cells; give its value to a sweep of its own"
                .formatted(key, name));
      }
    }
  }

  private Distribution distribution(String key, JsonNode node) {
    if (node.isArray()) {
      return new Distribution.Choices(settings.values(key, node));
    }
    if (!node.isObject() || node.size() != 1) {
      throw settings.wrong(key, "a list, or an object with uniform or log_uniform", node);
    }
    String kind = node.fieldNames().next();
    settings.checkKnown(key + ".", kind, DISTRIBUTIONS);
    JsonNode ends = node.get(kind);
    boolean two =
        ends.isArray() && ends.size() == 2 && ends.get(0).isNumber() && ends.get(1).isNumber();
    if (!two || !(ends.get(0).asDouble() < ends.get(1).asDouble())) {
      throw settings.wrong(key + "." + kind, "two numbers, the lower first", ends);
    }
    double low = ends.get(0).asDouble();
    double high = ends.get(1).asDouble();
    if (kind.equals("uniform")) {
      return new Distribution.Uniform(low, high);
    }
    if (low <= 0) {
      throw settings.wrong(key + "." + kind, "two numbers above 0", ends);
    }
    return new Distribution.LogUniform(low, high);
  }

  private void checkGrid(String key, Distribution distribution) {
    if (!(distribution instanceof Distribution.Choices)) {
      throw new IllegalArgumentException(
          key
              + " in "
              + name
              + " must be a list where the whole grid is tried; add \"draws\" to draw at random");
    }
  }

  private Optional<SearchSpace.Halving> halving(Map<String, Object> fixed) {
    JsonNode found = json.path("halving");
    if (found.isMissingNode()) {
      return Optional.empty();
    }
    if (!found.isObject()) {
      throw settings.wrong("halving", "an object", found);
    }
    found.fieldNames().forEachRemaining(key -> settings.checkKnown("halving.", key, HALVING));
    String setting = found.path("setting").asText();
    if (!(fixed.get(setting) instanceof Integer)) {
      throw new IllegalArgumentException(
          "halving.setting in "
              + name
              + " must name a whole number of fixed, got '"
              + setting
              + "'");
    }
    int factor = settings.count("halving.factor", found.path("factor"));
    return Optional.of(
        new SearchSpace.Halving(
            setting, factor, settings.count("halving.rungs", found.path("rungs"))));
  }
}
