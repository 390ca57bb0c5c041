package io.github.gumbelrao.bench.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

  /** All are among the details. */
  @ParameterizedTest
  @CsvSource({
    "2, cell 0; cell 1",
    "3, cell 0; cell 1; cell 2",
    "7, cell 0; cell 1; cell 2; and 4 more"
  })
  void aSentenceNamesThreeOfThoseWithoutAnError(int count, String named) {
    List<Effect> effects =
        IntStream.range(0, count)
            .mapToObj(i -> new Effect(List.of("run"), "cell " + i, Estimate.alone(0.5), 3))
            .toList();
    Answer answer = Answer.below("ratio", effects, 1, "");
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(answer.why()).isEqualTo("there is no standard error for " + named);
    assertThat(answer.details()).hasSize(count);
  }

  @Test
  void theSameOfTwoRunsSaysWhichRunItIsOf() {
    List<Effect> effects =
        List.of(
            new Effect(List.of("first"), "cell 0", new Estimate(0.5, 0.01), 30),
            new Effect(List.of("second"), "cell 0", new Estimate(0.4, 0.01), 30),
            new Effect(List.of("second"), "cell 1", new Estimate(0.3, 0.01), 30));
    List<String> details = Answer.below("ratio", effects, 1, "").details();
    assertThat(details.get(0)).startsWith("0.5 (").endsWith("): cell 0, of first");
    assertThat(details.get(1)).startsWith("0.4 (").endsWith("): cell 0, of second");
    assertThat(details.get(2)).startsWith("0.3 (").endsWith("): cell 1");
  }
}
