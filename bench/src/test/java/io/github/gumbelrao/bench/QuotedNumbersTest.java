package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that a text quotes from a published run, by a link whose title is the row. */
class QuotedNumbersTest {

  private static final Path ROOT = Path.of("..");

  /** A row with a quoted cell has its title between apostrophes. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "\\[([0-9.]+)\\]\\((?:\\.\\./)?(?:reports/)?published/([^ )]+) (?<q>[\"'])(.+?)\\k<q>\\)");

  @ParameterizedTest
  @CsvSource({"docs/choosing.md, 6", "docs/estimators.md, 37", "reports/tables.md, 9"})
  void everyOneStandsInItsRow(String page, int atLeast) throws IOException {
    String text = Files.readString(ROOT.resolve(page));
    assertThat(QUOTED.matcher(text).results()).hasSizeGreaterThanOrEqualTo(atLeast);
    for (MatchResult quoted : QUOTED.matcher(text).results().toList()) {
      String shown = quoted.group(1);
      int decimals = shown.contains(".") ? shown.length() - shown.indexOf('.') - 1 : 0;
      assertThat(String.format(Locale.ROOT, "%." + decimals + "f", number(quoted)))
          .as(quoted.group())
          .isEqualTo(shown);
    }
  }

  private static double number(MatchResult quoted) throws IOException {
    Path run = ROOT.resolve("reports/published").resolve(quoted.group(2));
    Matcher line =
        Pattern.compile("(?m)^" + Pattern.quote(quoted.group(4)) + ",([^,]+),")
            .matcher(Files.readString(run.resolve("measurements.csv")));
    assertThat(line.find()).as(quoted.group()).isTrue();
    return Double.parseDouble(line.group(1));
  }
}
