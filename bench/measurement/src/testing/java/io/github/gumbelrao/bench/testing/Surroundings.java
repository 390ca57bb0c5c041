package io.github.gumbelrao.bench.testing;

import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A default locale and time zone of a user's machine.
 *
 * @param locale as a language tag
 * @param zone id of a time zone
 */
public record Surroundings(String locale, String zone) {

  /**
   * Surroundings that have broken programs: a decimal comma, and an i without a dot.
   *
   * @return each with a time zone of its own
   */
  public static Stream<Surroundings> awkward() {
    return Stream.of(
        new Surroundings("de-DE", "Pacific/Kiritimati"),
        new Surroundings("tr-TR", "America/St_Johns"));
  }

  /**
   * Those, and one whose digits are not 0 to 9: in it TensorFlow Java builds no graph.
   *
   * @return each with a time zone of its own
   */
  public static Stream<Surroundings> awkwardWithoutGraphs() {
    return Stream.concat(
        awkward(), Stream.of(new Surroundings("ar-EG-u-nu-arab", "Asia/Kathmandu")));
  }

  /**
   * Does something there, then restores the defaults.
   *
   * @param action what to do
   * @param <V> type of its result
   * @return its result
   * @throws Exception whatever it throws
   */
  public <V> V call(Callable<V> action) throws Exception {
    loadTensorFlow();
    Locale usualLocale = Locale.getDefault();
    TimeZone usualZone = TimeZone.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      return action.call();
    } finally {
      Locale.setDefault(usualLocale);
      TimeZone.setDefault(usualZone);
    }
  }

  /**
   * Before the zone changes: its loader compares times of day with those of its unpacked libraries.
   * In another zone it unpacks them anew, over those that other processes are running, which end by
   * SIGBUS then.
   */
  private static void loadTensorFlow() {
    try {
      Class.forName("org.tensorflow.TensorFlow");
    } catch (ClassNotFoundException | LinkageError e) {
      // A module without it, or without its libraries, has nothing to unpack.
    }
  }
}
