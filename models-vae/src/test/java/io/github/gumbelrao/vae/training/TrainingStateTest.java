package io.github.gumbelrao.vae.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.vae.model.Bound;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainingStateTest {

  @Test
  void comesBackAsItWas() throws IOException {
    TreeMap<String, float[]> variables = new TreeMap<>();
    variables.put("a/b", new float[] {1.5f, Float.NaN});
    Bound valid = new Bound(20, 5, 101.25, 0.5, Double.NaN, 90.125, 11);
    List<CurvePoint> curve = List.of(new CurvePoint(3, 7.5, 3, Double.NaN, valid));
    TrainingState written = new TrainingState(5, 12.25, 2, curve, variables);
    TrainingState read = TrainingState.of(written.toBytes());
    assertThat(read.step()).isEqualTo(5);
    assertThat(read.lossSum()).isEqualTo(12.25);
    assertThat(read.lossCount()).isEqualTo(2);
    assertThat(read.curve()).isEqualTo(curve);
    assertThat(read.variables().get("a/b")).containsExactly(1.5f, Float.NaN);
    assertThat(read.toBytes()).isEqualTo(written.toBytes());
  }
}
