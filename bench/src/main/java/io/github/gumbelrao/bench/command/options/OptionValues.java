package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.command.Failure;
import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.core.internal.Suggestions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the values of options as people write them, and nothing that only Java's compiler takes.
 */
public final class OptionValues {

  /** Between the values of a list. One at the end is no separator, so that its value is refused. */
  public static final String SEPARATOR = ",(?!$)";

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Infinity");

  private OptionValues() {}

  /** Makes every option of every command read its values so. */
  public static CommandLine register(CommandLine command) {
    return command
        .registerConverter(Path.class, OptionValues::path)
        .registerConverter(Double.class, OptionValues::number)
        .registerConverter(Double.TYPE, OptionValues::number)
        .registerConverter(Integer.class, OptionValues::integer)
        .registerConverter(Integer.TYPE, OptionValues::integer)
        .registerConverter(Long.class, OptionValues::longInteger)
        .registerConverter(Long.TYPE, OptionValues::longInteger)
        .registerConverter(Preset.class, name -> word("preset", name, Preset.values()))
        .registerConverter(DataSetName.class, name -> word("dataset", name, DataSetName.values()))
        .registerConverter(Device.class, name -> word("device", name, Device.values()));
  }

  /**
   * Finds a constant by its name in any case.
   *
   * @param what the option, for the message
   * @param name as typed
   * @param values all constants
   * @return the constant
   * @throws TypeConversionException if there is none of that name; the message lists the nearest
   */
  public static <E> E word(String what, String name, E[] values) {
    List<String> known =
        Arrays.stream(values).map(value -> value.toString().toLowerCase(Locale.ROOT)).toList();
    int index = known.indexOf(name.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new TypeConversionException(
          what
              + " must be a known name, got '"
              + name
              + "'; nearest: "
              + String.join(", ", Suggestions.nearest(name, known)));
    }
    return values[index];
  }

  public static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("a path must name a file or folder, got nothing");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(Failure.of(e).sentence());
    }
  }

  /** Unlike Java's own reader takes no type suffix as in 1d, no hexadecimal digits, no blanks. */
  static double number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new TypeConversionException("'" + text + "' is not a number");
    }
    return Double.parseDouble(text);
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw notWhole(text, Integer.MAX_VALUE);
    }
  }

  private static long longInteger(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw notWhole(text, Long.MAX_VALUE);
    }
  }

  private static TypeConversionException notWhole(String text, long most) {
    return new TypeConversionException("'" + text + "' is not a whole number of at most " + most);
  }
}
