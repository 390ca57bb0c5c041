package io.github.gumbelrao.listops.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.internal.DecayingMean;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrialStateTest {

  private static SortedMap<String, float[]> variables(float... numbers) {
    return new TreeMap<>(Map.of("a", numbers));
  }

  @Test
  void comesBackAsItWas() throws IOException {
    EpochResult epoch = new EpochResult(1, 2, 3, 4, 5, 6, Double.NaN, 8);
    TrialState written =
        new TrialState(
            List.of(epoch),
            variables(1, Float.MIN_VALUE),
            variables(2),
            new DecayingMean(0.1, 0.2),
            7,
            9);
    TrialState read = TrialState.of(written.toBytes());
    assertThat(read.epochs()).isEqualTo(written.epochs());
    assertThat(read.variables().get("a")).containsExactly(1, Float.MIN_VALUE);
    assertThat(read.best().get("a")).containsExactly(2);
    assertThat(read.baseline()).isEqualTo(written.baseline());
    assertThat(List.of(read.step(), read.divergedAt())).containsExactly(7L, 9L);
    assertThat(read.toBytes()).isEqualTo(written.toBytes());
  }
}
