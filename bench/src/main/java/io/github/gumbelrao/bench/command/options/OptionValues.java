package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.command.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
        .registerConverter(Double.class, OptionValues::number);
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
}
