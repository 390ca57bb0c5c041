package io.github.gumbelrao.bench.sweep;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Makes the record of a trial of settings by name, {@code batchSize} of {@code batch_size}. */
public final class TrialSettings {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private TrialSettings() {}

  /**
   * Makes a record, which checks itself.
   *
   * @param <T> the record
   * @param settings a map or a JSON object
   * @param type of the record
   * @return the record
   * @throws IllegalArgumentException if a setting is missing, of another kind, or out of range
   */
  public static <T extends Record> T of(Object settings, Class<T> type) {
    try {
      return JSON.convertValue(settings, type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(sentence(JSON.valueToTree(settings), e), e);
    }
  }

  /** Jackson gives the place in the JSON after the first line, and wraps what the record says. */
  private static String sentence(JsonNode settings, IllegalArgumentException error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof MismatchedInputException wrong && !wrong.getPath().isEmpty()) {
      String name = wrong.getPath().get(0).getFieldName();
      if (settings.hasNonNull(name)) {
        return "%s must be %s, got %s"
            .formatted(name, kind(wrong.getTargetType()), settings.get(name));
      }
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private static String kind(Class<?> type) {
    return type == int.class
        ? "a whole number of at most " + Integer.MAX_VALUE
        : type == boolean.class ? "true or false" : type == double.class ? "a number" : "a text";
  }

  /**
   * A refusal in the words of the search space: the records that refuse name their components.
   *
   * @param refusal such as {@code learningRate must be finite and > 0, got 0.0}
   * @param settings by the names of the space, such as {@code learning_rate}
   * @return the refusal, which begins with the setting's name if it is of one
   */
  static String inWordsOfTheSpace(String refusal, Collection<String> settings) {
    String component = refusal.split(" ", 2)[0];
    String setting = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component);
    return settings.contains(setting) ? setting + refusal.substring(component.length()) : refusal;
  }

  /**
   * The names of a record's settings, less the seed.
   *
   * @param type of the record
   * @return in the order of its components
   */
  public static List<String> names(Class<? extends Record> type) {
    PropertyNamingStrategies.SnakeCaseStrategy names =
        new PropertyNamingStrategies.SnakeCaseStrategy();
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(names::translate)
        .filter(name -> !name.equals("seed"))
        .toList();
  }
}
