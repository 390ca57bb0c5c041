package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.listops.model.FixedTrees;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EstimatorColorsTest {

  @Test
  void everyMemberOfTheRegistryHasAColorOfItsOwn() {
    List<String> names =
        Estimators.families().stream()
            .flatMap(
                family ->
                    family.counted()
                        ? Stream.of(1, 10, 32, 100, 1000).map(count -> family.named(count).name())
                        : Stream.of(family.pattern()))
            .toList();
    assertThat(names.stream().map(EstimatorColors.PALETTE::color)).doesNotHaveDuplicates();
    assertThat(names.stream().map(EstimatorColors.PALETTE::color))
        .allMatch(c -> c.matches("hsl\\(.*\\)"));
    assertThat(names.stream().map(EstimatorColors.PALETTE::color))
        .doesNotContain(EstimatorColors.PALETTE.color("x"));
  }

  @Test
  void fixedTreesHaveColorsOfTheirOwn() {
    List<String> trees = Stream.of(FixedTrees.values()).map(FixedTrees::label).toList();
    assertThat(Stream.concat(trees.stream(), Stream.of("x", "reinforce")))
        .extracting(EstimatorColors.PALETTE::color)
        .doesNotHaveDuplicates()
        .hasSize(6);
  }

  @Test
  void familiesHaveOneHueDarkerForLargerCounts() {
    assertThat(EstimatorColors.PALETTE.color("gr-mc1")).isEqualTo("hsl(205,80%,72%)");
    assertThat(EstimatorColors.PALETTE.color("gr-mc100")).isEqualTo("hsl(205,80%,52%)");
    assertThat(EstimatorColors.PALETTE.color("gr-mc999999999")).isEqualTo("hsl(205,80%,30%)");
  }

  @Test
  void theOrderIsTheRegistrysThenTheCountAndUnknownNamesComeLast() {
    assertThat(
            EstimatorColors.PALETTE.ordered(
                List.of("mve", "z", "gr-mc100", "gr", "a", "gr-mc9", "st", "gr-mc100", "gs")))
        .containsExactly("gs", "st", "gr-mc9", "gr-mc100", "gr", "mve", "a", "z");
  }
}
