package io.github.gumbelrao.listops.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.model.Sentences;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

  private static final List<ListOpsExample> EXAMPLES = TinyTrials.data().train();

  @Test
  void everyExampleComesOnceAnEpoch() {
    List<Sentences> batches = BatchPlan.epoch(EXAMPLES, 7, 1, 1);
    assertThat(batches).hasSize((EXAMPLES.size() + 6) / 7);
    assertThat(batches.stream().flatMap(batch -> batch.examples().stream()))
        .containsExactlyInAnyOrderElementsOf(EXAMPLES);
  }

  /** Between the shortest and longest of one batch there is no example of another. */
  @Test
  void batchesAreOfLikeLength() {
    List<int[]> ranges =
        BatchPlan.epoch(EXAMPLES, 7, 1, 1).stream()
            .map(
                batch ->
                    batch.examples().stream()
                        .mapToInt(example -> example.expression().length())
                        .sorted()
                        .toArray())
            .sorted(
                (one, other) ->
                    Integer.compare(
                        one[0] + one[one.length - 1], other[0] + other[other.length - 1]))
            .toList();
    for (int i = 1; i < ranges.size(); i++) {
      int[] before = ranges.get(i - 1);
      assertThat(before[before.length - 1]).isLessThanOrEqualTo(ranges.get(i)[0]);
    }
  }

  @Test
  void theOrderDependsOnSeedAndEpochAlone() {
    List<Sentences> one = BatchPlan.epoch(EXAMPLES, 7, 1, 1);
    assertThat(BatchPlan.epoch(EXAMPLES, 7, 1, 1)).isEqualTo(one);
    assertThat(BatchPlan.epoch(EXAMPLES, 7, 1, 2)).isNotEqualTo(one);
    assertThat(BatchPlan.epoch(EXAMPLES, 7, 2, 1)).isNotEqualTo(one);
    // Neither the batches nor their order stay the same.
    assertThat(one.get(0)).isNotEqualTo(BatchPlan.epoch(EXAMPLES, 7, 1, 2).get(0));
    assertThat(one.stream().mapToInt(Sentences::longest).toArray())
        .isNotEqualTo(one.stream().mapToInt(Sentences::longest).sorted().toArray());
  }

  @Test
  void lengthsEndAtTheLongestAndGrowByLessThanAHalf() {
    assertThat(BatchPlan.lengths(50)).containsExactly(5, 8, 12, 17, 25, 35, 50);
    assertThat(BatchPlan.lengths(10)).containsExactly(5, 7, 10);
    assertThat(BatchPlan.lengths(3)).containsExactly(3);
    assertThatThrownBy(() -> BatchPlan.lengths(2)).hasMessage("longest must be >= 3, got 2");
  }

  @Test
  void noLengthButTheLongestIsBelowFive() {
    assertThat(BatchPlan.lengths(9)).containsExactly(6, 9);
    assertThat(BatchPlan.lengths(4)).containsExactly(4);
  }
}
