package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OperatorTest {

  @Test
  void minAndMaxPickTheEnds() {
    assertThat(Operator.MIN.apply(4, 2, 9, 2)).isEqualTo(2);
    assertThat(Operator.MAX.apply(4, 2, 9, 2)).isEqualTo(9);
    assertThat(Operator.MIN.apply(0, 9)).isZero();
    assertThat(Operator.MAX.apply(0, 9)).isEqualTo(9);
  }

  @Test
  void medianOfAnOddCountIsTheMiddleOne() {
    assertThat(Operator.MED.apply(9, 1, 4)).isEqualTo(4);
    assertThat(Operator.MED.apply(5, 5, 0, 9, 6)).isEqualTo(5);
  }

  @Test
  void medianOfAnEvenCountIsTheMeanOfTheMiddleTwoRoundedDown() {
    assertThat(Operator.MED.apply(1, 4)).isEqualTo(2);
    assertThat(Operator.MED.apply(8, 2)).isEqualTo(5);
    assertThat(Operator.MED.apply(9, 0, 3, 6)).isEqualTo(4);
    assertThat(Operator.MED.apply(9, 8)).isEqualTo(8);
  }

  @Test
  void sumIsTakenModuloTen() {
    assertThat(Operator.SM.apply(2, 3)).isEqualTo(5);
    assertThat(Operator.SM.apply(5, 5)).isZero();
    assertThat(Operator.SM.apply(9, 9, 9, 9, 9)).isEqualTo(5);
  }

  @Test
  void everyOperatorLeavesALoneArgumentAsItIs() {
    for (Operator operator : Operator.values()) {
      assertThat(operator.apply(7)).isEqualTo(7);
    }
  }

  @Test
  void argumentsAreNotReordered() {
    int[] arguments = {3, 1, 2};
    Operator.MED.apply(arguments);
    assertThat(arguments).containsExactly(3, 1, 2);
  }

  @Test
  void rejectsNoArgumentsAndNoDigits() {
    assertThatThrownBy(() -> Operator.MAX.apply())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arguments.length must be >= 1, got 0");
    assertThatThrownBy(() -> Operator.SM.apply(3, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arguments must be in [0, 9], got [3, 10]");
    assertThatThrownBy(() -> Operator.MIN.apply(-1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arguments must be in [0, 9], got [-1, 3]");
  }
}
