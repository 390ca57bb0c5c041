package io.github.gumbelrao.core.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeedsTest {

  /** From {@code printf 1/variance/4/order | sha256sum}; another value would change all results. */
  @Test
  void aSeedIsTheStartOfAHash() {
    assertThat(Seeds.of(1, "variance/4/order")).isEqualTo(0x4ec37288202cf5ecL);
    assertThat(Seeds.of(1, "variance/4/noise")).isEqualTo(0x50c75adc7b8b69f0L);
  }

  /** The top bit and bytes above 127 survive. */
  @Test
  void allBitsAreUsed() {
    long[] seeds = LongStream.range(0, 1000).map(i -> Seeds.of(i, "")).toArray();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      int shift = bit;
      long set = Arrays.stream(seeds).filter(seed -> (seed >>> shift & 1) == 1).count();
      // Six standard errors to either side.
      assertThat(set).isBetween(405L, 595L);
    }
  }

  @Test
  void distinctPartsAndMastersHaveDistinctSeeds() {
    Stream<Long> seeds =
        Stream.of("order", "parameters", "noise", "minibatches/0", "minibatches/1", "passes/0")
            .flatMap(part -> Stream.of(Seeds.of(1, part), Seeds.of(2, part), Seeds.of(-1, part)));
    assertThat(seeds).doesNotHaveDuplicates();
  }
}
