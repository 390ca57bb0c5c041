package io.github.gumbelrao.bench.jacobians;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.DataFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads reference values of conditional Jacobians.
 *
 * <p>The file is JSON: {@code {"cases": [{"logits": [..], "outcome": i, "tau": t, "jacobian":
 * [[..], ..], "stderr": s}, ..]}}. Fields of other names are left alone.
 */
public final class JacobianCases {

  /** Characters of a wrong value in a message. */
  private static final int SHOWN = 80;

  private final Path file;

  private JacobianCases(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file to read
   * @return its cases, at least one
   * @throws DataException if it is missing or damaged; the message names the case, counted from 1
   * @throws IOException if it cannot be read
   */
  public static List<JacobianCase> read(Path file) throws IOException {
    return new JacobianCases(file).cases();
  }

  private List<JacobianCase> cases() throws IOException {
    DataFiles.requireRegular(file, file.toString(), "a file of reference cases");
    JsonNode all = StrictJson.read(file).path("cases");
    if (!all.isArray() || all.isEmpty()) {
      throw new DataException(file + " must hold an array \"cases\" with at least one case");
    }
    List<JacobianCase> cases = new ArrayList<>();
    for (JsonNode each : all) {
      cases.add(new Reader(cases.size() + 1, each).read());
    }
    return cases;
  }

  /** Reads one case. */
  private final class Reader {
    private final int number;
    private final JsonNode json;

    Reader(int number, JsonNode json) {
      this.number = number;
      this.json = json;
    }

    JacobianCase read() throws DataException {
      require(json.isObject(), "must be an object, got " + shown(json));
      List<Double> logits = numbers("logits", json.path("logits"));
      int n = logits.size();
      require(n >= 2, "logits must hold at least two numbers, got " + shown(json.path("logits")));
      JsonNode outcome = json.path("outcome");
      require(
          outcome.isInt() && outcome.intValue() >= 0 && outcome.intValue() < n,
          "outcome must be an integer in [0, " + n + "), got " + shown(outcome));
      JsonNode rows = json.path("jacobian");
      require(rows.size() == n, "jacobian must have " + n + " rows, got " + rows.size());
      List<Double> jacobian = new ArrayList<>();
      for (JsonNode row : rows) {
        List<Double> entries = numbers("jacobian", row);
        require(
            entries.size() == n,
            "each row of jacobian must have " + n + " entries, got " + entries.size());
        jacobian.addAll(entries);
      }
      double temperature = number("tau", json.path("tau"));
      require(temperature > 0, "tau must be finite and > 0, got " + temperature);
      JsonNode spread = json.path("stderr");
      require(
          !spread.isArray(),
          "stderr must be one number, the largest standard error of all entries, got an array");
      double error = number("stderr", spread);
      require(error >= 0, "stderr must be finite and >= 0, got " + error);
      return new JacobianCase(number, logits, outcome.intValue(), temperature, jacobian, error);
    }

    private List<Double> numbers(String name, JsonNode array) throws DataException {
      require(array.isArray(), name + " must hold arrays of numbers, got " + shown(array));
      List<Double> numbers = new ArrayList<>();
      for (JsonNode each : array) {
        numbers.add(number(name, each));
      }
      return numbers;
    }

    private double number(String name, JsonNode value) throws DataException {
      require(
          value.isNumber() && Double.isFinite(value.doubleValue()),
          name + " must hold finite numbers, got " + shown(value));
      return value.doubleValue();
    }

    private String shown(JsonNode value) {
      if (value.isMissingNode()) {
        return "nothing";
      }
      // As text, infinite numbers would stand in quotes.
      String text = value.isNumber() ? value.asText() : value.toString();
      return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }

    private void require(boolean holds, String rule) throws DataException {
      if (!holds) {
        throw new DataException(file + ", case " + number + ": " + rule);
      }
    }
  }
}
