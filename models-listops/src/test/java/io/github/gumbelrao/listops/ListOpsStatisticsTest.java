package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListOpsStatisticsTest {

  private static ListOpsStatistics of(String... expressions) {
    return ListOpsStatistics.of(
        Stream.of(expressions).map(text -> new ListOpsExample(0, Expression.parse(text))).toList());
  }

  @Test
  void agreeWithHandCount() {
    // Lengths 1, 4, 4, 6 and depths 1, 2, 2, 3.
    ListOpsStatistics statistics = of("[SM [MIN 1 ] 2 ]", "7", "[MAX 2 9 ]", "[MIN 2 9 ]");
    assertThat(statistics.count()).isEqualTo(4);
    assertThat(statistics.meanLength()).isEqualTo(3.75);
    assertThat(statistics.medianLength()).isEqualTo(4);
    assertThat(statistics.maxLength()).isEqualTo(6);
    assertThat(statistics.meanDepth()).isEqualTo(2);
    assertThat(statistics.maxDepth()).isEqualTo(3);
    assertThat(statistics.shareUpTo(0)).isZero();
    assertThat(statistics.shareUpTo(1)).isEqualTo(0.25);
    assertThat(statistics.shareUpTo(4)).isEqualTo(0.75);
    assertThat(statistics.shareUpTo(6)).isEqualTo(1);
  }

  @Test
  void medianIsTheMiddleOrTheMeanOfTheTwoMiddleLengths() {
    assertThat(of("7", "[MAX 2 9 ]", "[MAX 2 9 1 ]").medianLength()).isEqualTo(4);
    assertThat(of("7", "[MAX 2 9 ]").medianLength()).isEqualTo(2.5);
    assertThat(of("7").medianLength()).isEqualTo(1);
  }

  @Test
  void ofNothingAreNotANumber() {
    ListOpsStatistics none = of();
    assertThat(none.count()).isZero();
    assertThat(none.meanLength()).isNaN();
    assertThat(none.medianLength()).isNaN();
    assertThat(none.meanDepth()).isNaN();
    assertThat(none.shareUpTo(10)).isNaN();
    assertThat(none.maxLength()).isZero();
    assertThat(none.maxDepth()).isZero();
    assertThatThrownBy(() -> none.shareUpTo(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("length must be >= 0, got -1");
  }
}
