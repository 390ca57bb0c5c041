package io.github.gumbelrao.core.estimator;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One row of the registry: an estimator, or a family of them that differ in a count.
 *
 * @param pattern the name, with a final {@code K} standing for a count: {@code gr-mcK}
 * @param summary what it is, in one line
 * @param source paper and equation
 * @param factory creates a member from its count; families without one ignore it
 */
public record EstimatorFamily(
    String pattern, String summary, String source, IntFunction<Estimator> factory) {

  private static final String COUNT = "K";

  /** Decimal, no leading zero, and nine digits always fit an int. */
  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,8}");

  static EstimatorFamily single(
      String name, String summary, String source, Supplier<Estimator> factory) {
    return new EstimatorFamily(name, summary, source, ignored -> factory.get());
  }

  /**
   * Whether names of this family end in a count.
   *
   * @return true for {@code gr-mcK}
   */
  public boolean counted() {
    return pattern.endsWith(COUNT);
  }

  /**
   * The member with a given name.
   *
   * @param name such as {@code gr-mc100}
   * @return the member, or empty if the name is not of this family
   * @throws IllegalArgumentException if the count is out of the estimator's range
   */
  Optional<Estimator> member(String name) {
    if (!counted()) {
      return name.equals(pattern) ? Optional.of(factory.apply(0)) : Optional.empty();
    }
    if (!name.startsWith(prefix())) {
      return Optional.empty();
    }
    String count = name.substring(prefix().length());
    return DIGITS.matcher(count).matches()
        ? Optional.of(factory.apply(Integer.parseInt(count)))
        : Optional.empty();
  }

  /** The name a mistyped one may have meant: the pattern with the digits that were typed. */
  String intended(String typed) {
    String digits = typed.replaceAll("[^0-9]", "");
    return counted() ? prefix() + (DIGITS.matcher(digits).matches() ? digits : COUNT) : pattern;
  }

  private String prefix() {
    return pattern.substring(0, pattern.length() - COUNT.length());
  }
}
