package io.github.gumbelrao.core.estimator;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One row of the registry: an estimator, or a family of them that differ in a count.
 *
 * <p>The pattern of a counted family ends in {@code K}, which a count takes the place of in the
 * names of its members: {@code gr-mcK} has {@code gr-mc100}. Counts are decimal, without leading
 * zeros and of at most nine digits.
 */
public final class EstimatorFamily {

  private static final String COUNT = "K";

  /** Nine digits always fit an int. */
  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final String pattern;
  private final String summary;
  private final String source;
  private final IntFunction<Estimator> factory;

  private EstimatorFamily(
      String pattern, String summary, String source, IntFunction<Estimator> factory) {
    this.pattern = pattern;
    this.summary = summary;
    this.source = source;
    this.factory = factory;
  }

  static EstimatorFamily single(
      String name, String summary, String source, Supplier<Estimator> factory) {
    return new EstimatorFamily(name, summary, source, ignored -> factory.get());
  }

  static EstimatorFamily counted(
      String pattern, String summary, String source, IntFunction<Estimator> factory) {
    return new EstimatorFamily(pattern, summary, source, factory);
  }

  /**
   * The name of a family's member, or of an estimator that is alone in its row.
   *
   * @param count of the member; ignored where the pattern has no place for it
   */
  static String name(String pattern, int count) {
    return counted(pattern) ? prefix(pattern) + count : pattern;
  }

  /**
   * What the names of this family have in common.
   *
   * @return the name, with a final {@code K} where a count stands: {@code gr-mcK}
   */
  public String pattern() {
    return pattern;
  }

  /**
   * What it is.
   *
   * @return one line of plain text
   */
  public String summary() {
    return summary;
  }

  /**
   * Where it comes from.
   *
   * @return paper and equation
   */
  public String source() {
    return source;
  }

  /**
   * Whether names of this family end in a count.
   *
   * @return true for {@code gr-mcK}
   */
  public boolean counted() {
    return counted(pattern);
  }

  /**
   * The member with a given count.
   *
   * @param count the paper's K; ignored by a family that is not {@link #counted}
   * @return the estimator
   * @throws IllegalArgumentException if the count is out of the estimator's range
   */
  public Estimator named(int count) {
    return factory.apply(count);
  }

  /**
   * Whether a name is of this family, even if no estimator has so small a count.
   *
   * @param name such as {@code gr-mc100}
   * @return true if it follows the pattern
   */
  public boolean contains(String name) {
    return counted() ? count(name).isPresent() : name.equals(pattern);
  }

  /**
   * The count in a name.
   *
   * @param name such as {@code gr-mc100}
   * @return at least 0, or empty if the name is not of this family or has no count
   */
  public OptionalInt count(String name) {
    if (!counted() || !name.startsWith(prefix(pattern))) {
      return OptionalInt.empty();
    }
    String digits = name.substring(prefix(pattern).length());
    return DIGITS.matcher(digits).matches()
        ? OptionalInt.of(Integer.parseInt(digits))
        : OptionalInt.empty();
  }

  /**
   * The member with a given name.
   *
   * @param name such as {@code gr-mc100}
   * @return the member, or empty if the name is not of this family
   * @throws IllegalArgumentException if the count is out of the estimator's range
   */
  Optional<Estimator> member(String name) {
    return contains(name) ? Optional.of(named(count(name).orElse(0))) : Optional.empty();
  }

  /** The name a mistyped one may have meant: the pattern with the digits that were typed. */
  String intended(String typed) {
    String digits = typed.replaceAll("[^0-9]", "");
    return counted() && DIGITS.matcher(digits).matches() ? prefix(pattern) + digits : pattern;
  }

  private static boolean counted(String pattern) {
    return pattern.endsWith(COUNT);
  }

  private static String prefix(String pattern) {
    return pattern.substring(0, pattern.length() - COUNT.length());
  }
}
