package io.github.gumbelrao.bench.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what options state into settings that check themselves. */
final class Usage {

  private Usage() {}

  /**
   * Makes settings.
   *
   * @param spec the command that the options belong to
   * @param settings made of the options
   * @throws ParameterException if they say that a value is out of range
   */
  static <S> S checked(CommandSpec spec, Supplier<S> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
