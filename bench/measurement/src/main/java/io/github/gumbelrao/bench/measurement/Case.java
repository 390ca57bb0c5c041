package io.github.gumbelrao.bench.measurement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The column {@code case}: which variant was measured, and what came of it where the number alone
 * does not say it. This class alone prints and parses the column.
 *
 * <p>A variant is made of parts, each of a known {@link Kind}, in the order in which they are
 * printed; what follows them is the outcome. The outcome is for people: nothing is decided by its
 * words.
 *
 * @param parts of the variant; empty where there is one variant alone
 * @param outcome such as {@code reached by none of 3 runs}; mostly empty
 * @param separator between variant and outcome
 */
public record Case(List<Part> parts, String outcome, String separator) {

  private static final String NUMBER = "[-+]?[0-9]+(?:[.][0-9]+)?(?:E-?[0-9]+)?";

  /** As Java writes them; those further from one keep their exponent. */
  private static final Pattern DECIMAL =
      Pattern.compile("(?<![\\w.])\\d+\\.\\d+(E-\\d)?(?![\\w.])");

  /** Of a decimal that a page shows: random settings have as many as a double holds. */
  private static final MathContext DIGITS = new MathContext(5);

  private static final String POINT = NUMBER + ";" + NUMBER + ";" + NUMBER;
  private static final String BECAUSE = ": ";
  private static final String AND = ", ";

  /** What a part of a variant can be. */
  public enum Kind {
    /** Of the optimizer. */
    LEARNING_RATE("learning rate ", NUMBER),
    /** Of the optimizer. */
    MOMENTUM("momentum ", NUMBER),
    /** Of the optimizer. */
    WEIGHT_DECAY("weight decay ", NUMBER),
    /** Width of the hidden layers. */
    HIDDEN("hidden ", NUMBER),
    /** A setting of a sweep, by its number in its cell. */
    TRIAL("trial ", NUMBER),
    /** A round of successive halving, from 1. */
    RUNG("rung ", NUMBER),
    /** The best of so many settings of a sweep. */
    BEST_OF("best of ", NUMBER),
    /** Of one of several runs. */
    SEED("seed ", NUMBER),
    /** Tokens of the expressions. */
    LENGTH("length ", "[0-9]+ to [0-9]+"),
    /** Nesting of the expressions. */
    DEPTH("depth ", NUMBER),
    /** A validation loss to reach, in nats. */
    THRESHOLD("valid_loss <= ", NUMBER),
    /** A case of a file, by its number. */
    NUMBERED("case ", NUMBER),
    /** Exponent of a loss. */
    EXPONENT("exponent ", NUMBER),
    /** Draws of an importance-weighted bound. */
    DRAWS("M=", NUMBER),
    /** A point of the simplex where a gradient is measured. */
    POINT_OF_SIMPLEX("p=", POINT),
    /** A point of the simplex where a descent begins. */
    START("start=", POINT),
    /** The problem that a proposition is checked on. */
    PROBLEM("", "toy with A = Q|toy|vae"),
    /** A proposition of the paper. */
    PROPOSITION("proposition ", NUMBER),
    /** What is timed. */
    TIMED("", "draw|training-step of the small model|training-step|jmh-draw");

    private final String prefix;
    private final Pattern pattern;

    Kind(String prefix, String value) {
      this.prefix = prefix;
      this.pattern = Pattern.compile(Pattern.quote(prefix) + "(" + value + ")(?=\\z|, |: )");
    }

    /**
     * The kind that holds a setting.
     *
     * @param setting its name, such as {@code learning_rate}
     * @return empty if the setting is in another column, or in none
     */
    public static Optional<Kind> of(String setting) {
      return Arrays.stream(values())
          .filter(kind -> kind.name().equalsIgnoreCase(setting))
          .findFirst();
    }

    /**
     * A value with what names its kind.
     *
     * @param value as printed
     * @return such as {@code learning rate 0.1}
     */
    public String text(String value) {
      return prefix + value;
    }
  }

  /**
   * A part of a variant.
   *
   * @param kind what it is
   * @param value as printed, without what names the kind
   */
  public record Part(Kind kind, String value) {}

  /** One variant alone, and nothing to say. */
  public static final Case NONE = new Case(List.of(), "", "");

  /** Copies the list. */
  public Case {
    parts = List.copyOf(parts);
  }

  /**
   * A variant of one part.
   *
   * @param kind what it is
   * @param value printed by {@code toString}
   * @return the case
   */
  public static Case of(Kind kind, Object value) {
    return NONE.and(kind, value);
  }

  /**
   * The same with a further part.
   *
   * @param kind what it is
   * @param value printed by {@code toString}
   * @return the case
   * @throws IllegalArgumentException if it could not be read back
   */
  public Case and(Kind kind, Object value) {
    String text = value.toString();
    if (!kind.pattern.matcher(kind.prefix + text).matches()) {
      throw new IllegalArgumentException(kind + " must match " + kind.pattern + ", got " + text);
    }
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(kind, text));
    return new Case(more, outcome, separator);
  }

  /**
   * The same with an outcome, after a colon.
   *
   * @param words for people; empty for none
   * @return the case
   */
  public Case because(String words) {
    return withOutcome(words, BECAUSE);
  }

  /**
   * The same with an outcome that is written as one more item of a list.
   *
   * @param words for people; empty for none
   * @return the case
   */
  public Case noting(String words) {
    return withOutcome(words, AND);
  }

  private Case withOutcome(String words, String between) {
    return words.isEmpty()
        ? new Case(parts, "", "")
        : new Case(parts, words, parts.isEmpty() ? "" : between);
  }

  /**
   * A cell for a page: decimals below a thousandth as people write them, 0.0007 for 7.0E-4, and
   * those of more than five digits rounded to five.
   *
   * @param cell as stored, of this column or of a setting's
   * @return the same otherwise
   */
  public static String readable(String cell) {
    return DECIMAL.matcher(cell).replaceAll(Case::readable);
  }

  private static String readable(MatchResult found) {
    BigDecimal exact = new BigDecimal(found.group());
    return found.group(1) == null && exact.precision() <= DIGITS.getPrecision()
        ? found.group()
        : exact.round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /**
   * Reads a cell.
   *
   * @param cell of the column {@code case}
   * @return what {@link #text} printed
   */
  public static Case parse(String cell) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    boolean more = true;
    while (more) {
      Part part = part(cell, at);
      if (part == null) {
        break;
      }
      parts.add(part);
      at += part.kind.prefix.length() + part.value.length();
      more = cell.startsWith(AND, at) && part(cell, at + AND.length()) != null;
      at += more ? AND.length() : 0;
    }
    if (parts.isEmpty()) {
      return NONE.because(cell);
    }
    String rest = cell.substring(at);
    String between = rest.startsWith(AND) ? AND : BECAUSE;
    return new Case(parts, "", "")
        .withOutcome(rest.isEmpty() ? "" : rest.substring(between.length()), between);
  }

  private static Part part(String cell, int at) {
    for (Kind kind : Kind.values()) {
      Matcher matcher = kind.pattern.matcher(cell).region(at, cell.length());
      matcher.useTransparentBounds(true);
      if (matcher.lookingAt()) {
        return new Part(kind, matcher.group(1));
      }
    }
    return null;
  }

  /**
   * The cell.
   *
   * @return as it stands in the CSV; empty for {@link #NONE}
   */
  public String text() {
    return variant() + separator + outcome;
  }

  /**
   * The variant alone, by which rows are paired.
   *
   * @return without the outcome
   */
  public String variant() {
    return String.join(AND, parts.stream().map(part -> part.kind.prefix + part.value).toList());
  }

  /**
   * Whether it names a part of some kind.
   *
   * @param kind what it is
   * @return true if it does
   */
  public boolean has(Kind kind) {
    return parts.stream().anyMatch(part -> part.kind == kind);
  }

  /**
   * A part.
   *
   * @param kind what it is
   * @return its value as printed; empty if there is none
   */
  public String get(Kind kind) {
    return parts.stream().filter(part -> part.kind == kind).map(Part::value).findFirst().orElse("");
  }

  /**
   * The number that an axis shows: of a file's case or of a threshold.
   *
   * @return empty if it names neither
   */
  public OptionalDouble number() {
    for (Kind kind : List.of(Kind.NUMBERED, Kind.THRESHOLD)) {
      if (has(kind)) {
        return OptionalDouble.of(Double.parseDouble(get(kind)));
      }
    }
    return OptionalDouble.empty();
  }
}
