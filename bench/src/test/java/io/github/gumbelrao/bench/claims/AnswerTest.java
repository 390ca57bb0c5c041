package io.github.gumbelrao.bench.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.List;
import java.util.stream.IntStream;
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
}
