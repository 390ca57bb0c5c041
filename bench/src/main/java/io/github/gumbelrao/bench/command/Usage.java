package io.github.gumbelrao.bench.command;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Turns what options state into settings that check themselves. */
public final class Usage {

  private Usage() {}

  /**
   * Refuses options that would be ignored with another.
   *
   * @param spec the command that the options belong to
   * @param option that was given
   * @param ignored whether an option, by its name, has no effect then
   * @throws ParameterException if such an option was given too
   */
  public static void refuse(CommandSpec spec, String option, Predicate<String> ignored) {
    spec.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(name -> !name.equals(option) && ignored.test(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new ParameterException(
                  spec.commandLine(),
                  name + " has no effect with " + option + "; leave one of them out");
            });
  }

  /**
   * Makes settings.
   *
   * @param spec the command that the options belong to
   * @param settings made of the options
   * @throws ParameterException if they say that a value is out of range; the message names the
   *     option where they name a component, such as {@code learningRate}
   */
  public static <S> S checked(CommandSpec spec, Supplier<S> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), inWordsOfOptions(spec, e.getMessage()), e);
    }
  }

  /** A component in several words is told as its option, or in words where it has none. */
  private static String inWordsOfOptions(CommandSpec spec, String refusal) {
    String component = refusal.split(" ", 2)[0];
    if (!component.matches("[a-z]+([A-Z][a-z]+)+")) {
      return refusal;
    }
    String name = KebabCaseStrategy.INSTANCE.translate(component);
    String said =
        Stream.of("--" + name, "--" + name + "s")
            .filter(option -> spec.findOption(option) != null)
            .findFirst()
            .orElse(name.replace('-', ' '));
    return said + refusal.substring(component.length());
  }
}
