package io.github.gumbelrao.bench.spark;

import io.github.gumbelrao.bench.GumbelRaoCommand;
import io.github.gumbelrao.bench.measurement.sweep.TrialAnswer;
import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.function.Function;

/** What an executor does: makes what runs trials once, of the sweep's own command, and runs one. */
final class RunTrial implements Function<String, String> {

  private static final long serialVersionUID = 1;

  /** One in the process of an executor. */
  private static final Map<List<String>, TrialFunction> FUNCTIONS = new ConcurrentHashMap<>();

  /** A list that can be sent. */
  private final ArrayList<String> command;

  RunTrial(List<String> command) {
    this.command = new ArrayList<>(command);
  }

  @Override
  public String call(String settings) {
    return TrialAnswer.run(
        FUNCTIONS.computeIfAbsent(command, RunTrial::make), settings, units -> {});
  }

  private static TrialFunction make(List<String> command) {
    // TensorFlow Java refuses its own names where digits are not 0 to 9.
    Locale.setDefault(Locale.ROOT);
    try {
      return GumbelRaoCommand.trials(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
