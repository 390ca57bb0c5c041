package io.github.gumbelrao.bench.measurement;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gumbelrao.core.internal.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads settings that a person wrote in a JSON file; what it refuses is named by its key. */
public final class JsonSettings {

  private static final int MAX_COUNT = 1_000_000;

  private final String name;

  /**
   * Settings of a file.
   *
   * @param name of the file, for messages
   */
  public JsonSettings(String name) {
    this.name = name;
  }

  /**
   * Refuses a key that is none.
   *
   * @param prefix of the key, for the message
   * @param key that is there
   * @param names that there can be
   * @throws IllegalArgumentException if it is none of them; the message names the nearest
   */
  public void checkKnown(String prefix, String key, List<String> names) {
    if (!names.contains(key)) {
      throw new IllegalArgumentException(
          "unknown key '"
              + prefix
              + key
              + "' in "
              + name
              + "; nearest: "
              + String.join(", ", Suggestions.nearest(key, names)));
    }
  }

  /**
   * A list of values.
   *
   * @param key of the list
   * @param node what is there
   * @return at least one, all different
   * @throws IllegalArgumentException if it is something else
   */
  public List<Object> values(String key, JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      throw wrong(key, "a list of at least one value", node);
    }
    List<Object> values = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (JsonNode each : node) {
      Object value = value(key, each);
      // 1 and 1.0 are the same setting.
      if (!seen.add(value instanceof Number number ? number.doubleValue() : value)) {
        throw new IllegalArgumentException(
            key + " in " + name + " must have each value once, got " + value + " twice");
      }
      values.add(value);
    }
    return values;
  }

  /**
   * A single value.
   *
   * @param key of the value
   * @param node what is there
   * @return a text, a truth value, a whole number or a finite one
   * @throws IllegalArgumentException if it is something else
   */
  public Object value(String key, JsonNode node) {
    if (node.isTextual()) {
      return node.asText();
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.canConvertToInt() && node.isIntegralNumber()) {
      return node.asInt();
    }
    if (node.isNumber() && Double.isFinite(node.asDouble())) {
      return node.asDouble();
    }
    throw wrong(key, "a number, a text, true or false", node);
  }

  /**
   * How many of something.
   *
   * @param key of the number
   * @param node what is there
   * @return from 1 to a million
   * @throws IllegalArgumentException if it is something else
   */
  public int count(String key, JsonNode node) {
    boolean whole = node.isIntegralNumber() && node.canConvertToInt();
    if (!whole || node.asInt() < 1 || node.asInt() > MAX_COUNT) {
      throw wrong(key, "a whole number from 1 to " + MAX_COUNT, node);
    }
    return node.asInt();
  }

  /**
   * A refusal.
   *
   * @param key of what is refused
   * @param rule that it breaks, after "must be"
   * @param got what is there
   * @return names the key, the file, the rule and what is there
   */
  public IllegalArgumentException wrong(String key, String rule, JsonNode got) {
    String value = got.isMissingNode() ? "nothing" : got.toString();
    return new IllegalArgumentException(
        key + " in " + name + " must be " + rule + ", got " + value);
  }
}
