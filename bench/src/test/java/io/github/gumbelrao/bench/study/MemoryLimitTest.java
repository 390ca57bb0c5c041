package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MemoryLimitTest {

  /** A thousand weights in three copies and 500 activations, in float32: 14 kB. */
  @Test
  void bytesAreCounted() {
    assertThatCode(() -> MemoryLimit.require("--hidden", 1000, 500, 10, 14_000))
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryLimit.require("--hidden", 1000, 500, 10, 13_999))
        .withMessage(
            "a training step must fit into memory, 14.0 kB, and needs at least 14.0 kB; take a"
                + " smaller --hidden");
  }

  @Test
  void anArrayHasAtMostTwoToThe31Numbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryLimit.require("--hidden", 1, 1, 3e9, Long.MAX_VALUE))
        .withMessage(
            "a training step must have at most 2147483647 numbers in each array, got 3000000000;"
                + " take a smaller --hidden");
  }

  @Test
  void generatedExamplesStayInTheHeap() {
    assertThat(MemoryLimit.checkedExamples(100, 8000)).isEqualTo(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryLimit.checkedExamples(100, 7999))
        .withMessage(
            "the training set must fit into Java's heap, 8.00 kB, and needs at least 8.00 kB; take"
                + " a smaller --train-size, or a larger heap by -Xmx in JAVA_TOOL_OPTIONS");
  }
}
