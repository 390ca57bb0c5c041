package io.github.gumbelrao.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.study.Preset;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmhRowsTest {

  /** JMH leaves a draw out whose process failed; the study says so. */
  @Test
  void whatWasNotTimedIsNotANumberAndSaysWhy() {
    SpeedPlan timed =
        new SpeedPlan(List.of(16), List.of("gs"), 1, 2, SpeedPlan.of(Preset.QUICK).efficiency(), 1);
    List<Measurement> rows = JmhRows.of(new JmhPlan(timed, 1), List.of());
    assertThat(rows).hasSize(6);
    assertThat(rows)
        .allMatch(row -> Double.isNaN(row.estimate().value()) && row.count() == 0)
        .allMatch(row -> row.note().equals("jmh-draw: not timed, its Java process failed"));
  }

  @Test
  void carefulPresetsTakeSeveralProcesses() {
    assertThat(JmhPlan.forks(Preset.QUICK)).isEqualTo(1);
    assertThat(JmhPlan.forks(Preset.STANDARD)).isEqualTo(3);
    assertThat(JmhPlan.forks(Preset.PAPER)).isEqualTo(3);
  }
}
