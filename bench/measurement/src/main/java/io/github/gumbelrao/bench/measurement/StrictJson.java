package io.github.gumbelrao.bench.measurement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * JSON that is read back: one object and nothing after it, in UTF-8, no name twice, and of a depth
 * that a program gets along with.
 */
public final class StrictJson {

  /** What we write and read is at most six deep. */
  private static final int MAX_DEPTH = 100;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private StrictJson() {}

  /**
   * Reads a file.
   *
   * @param file to read
   * @return its object
   * @throws DataException if it is missing or damaged, or holds anything but one object
   * @throws IOException if it cannot be read
   */
  public static ObjectNode read(Path file) throws IOException {
    return parse(file.toString(), StrictText.read(file));
  }

  /**
   * Reads a text.
   *
   * @param name of the file that it is from, for the message
   * @param text its content
   * @return its object
   * @throws DataException if it is damaged, or anything but one object
   */
  public static ObjectNode parse(String name, String text) throws DataException {
    JsonNode found;
    try {
      found = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new DataException(name + " must be JSON" + reason(e), e);
    }
    if (found instanceof ObjectNode object) {
      return object;
    }
    String kind = found.isMissingNode() ? "nothing" : found.getNodeType().toString();
    throw new DataException(
        name + " must hold one JSON object, got " + kind.toLowerCase(Locale.ROOT));
  }

  /** The line, and what a look at it would not show. */
  private static String reason(JsonProcessingException error) {
    if (error instanceof StreamConstraintsException) {
      return " at most " + MAX_DEPTH + " deep, with no number or text of excessive length";
    }
    JsonLocation at = error.getLocation();
    String damaged = ", and is damaged" + (at == null ? "" : " at line " + at.getLineNr());
    String message = String.valueOf(error.getOriginalMessage());
    if (message.startsWith("Duplicate field")) {
      return damaged + ", where an object has one name twice";
    }
    return message.startsWith("Trailing token")
        ? damaged + ", where there is more after its end"
        : damaged;
  }

  /**
   * Makes a value of a part of what was read.
   *
   * @param <T> the value
   * @param node a part
   * @param type of the value
   * @return the value
   * @throws JsonProcessingException if it is of another kind, or the type refuses it
   */
  public static <T> T value(JsonNode node, Class<T> type) throws JsonProcessingException {
    return JSON.treeToValue(node, type);
  }
}
