package io.github.gumbelrao.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private static String printed(TextTable table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text), "what it shows");
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void columnsAreAsWideAsTheirCellsAndNumbersStandToTheRight() {
    TextTable table = new TextTable("estimator | temperature | mean %.3g | reached | case");
    table.row("st", OptionalDouble.empty(), -1.5, "1/2", "M=4");
    table.row("gr-mc1000", OptionalDouble.of(0.5), 1e9, "0.9 +- 0.1", "none");
    table.row("a-name-longer-than-its-head", OptionalDouble.of(10), Double.NaN, 7, "");
    assertThat(printed(table))
        .isEqualTo(
            """

            what it shows
              estimator                    temperature      mean     reached  case
              st                                     -     -1.50         1/2  M=4
              gr-mc1000                            0.5  1.00e+09  0.9 +- 0.1  none
              a-name-longer-than-its-head         10.0         -           7
            """);
  }

  @Test
  void aColumnInWhichNothingStandsIsLeftOut() {
    TextTable table = new TextTable("a |  | b");
    table.row(1, "", 2);
    assertThat(printed(table)).isEqualTo("\nwhat it shows\n  a  b\n  1  2\n");
    table.row(3, "a note", 4);
    assertThat(printed(table))
        .isEqualTo("\nwhat it shows\n  a          b\n  1          2\n  3  a note  4\n");
  }

  @Test
  void whatIsNoNumberIsADashAndInfinityIsSaid() {
    TextTable table = new TextTable("loss %.3f");
    table.row(Double.POSITIVE_INFINITY);
    table.row(1.0);
    table.row(Double.NaN);
    assertThat(printed(table))
        .isEqualTo("\nwhat it shows\n      loss\n  Infinity\n     1.000\n         -\n");
  }
}
