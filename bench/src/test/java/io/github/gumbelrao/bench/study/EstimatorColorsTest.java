package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.listops.model.FixedTrees;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EstimatorColorsTest {

  @Test
  void everyMemberOfTheRegistryHasAColourOfItsOwn() {
    List<String> names =
        Estimators.families().stream()
            .flatMap(
                family ->
                    family.counted()
                        ? Stream.of(1, 10, 32, 100, 1000).map(count -> family.named(count).name())
                        : Stream.of(family.pattern()))
            .toList();
    assertThat(names.stream().map(EstimatorColors::of)).doesNotHaveDuplicates();
    assertThat(names.stream().map(EstimatorColors::of)).allMatch(c -> c.matches("hsl\\(.*\\)"));
    assertThat(names.stream().map(EstimatorColors::of)).doesNotContain(EstimatorColors.of("x"));
  }

  @Test
  void fixedTreesHaveColoursOfTheirOwn() {
    List<String> trees = Stream.of(FixedTrees.values()).map(FixedTrees::label).toList();
    assertThat(Stream.concat(trees.stream(), Stream.of("x", "reinforce")))
        .extracting(EstimatorColors::of)
        .doesNotHaveDuplicates()
        .hasSize(6);
  }

  @Test
  void familiesHaveOneHueDarkerForLargerCounts() {
    assertThat(EstimatorColors.of("gr-mc1")).isEqualTo("hsl(205,80%,72%)");
    assertThat(EstimatorColors.of("gr-mc100")).isEqualTo("hsl(205,80%,52%)");
    assertThat(EstimatorColors.of("gr-mc999999999")).isEqualTo("hsl(205,80%,30%)");
  }

  @Test
  void theOrderIsTheRegistrysThenTheCountAndUnknownNamesComeLast() {
    assertThat(
            EstimatorColors.ordered(
                List.of("mve", "z", "gr-mc100", "gr", "a", "gr-mc9", "st", "gr-mc100", "gs")))
        .containsExactly("gs", "st", "gr-mc9", "gr-mc100", "gr", "mve", "a", "z");
  }
}
