package io.github.gumbelrao.bench.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import io.github.gumbelrao.bench.measurement.sweep.TrialValue;
import io.github.gumbelrao.vae.model.Bound;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaeTrialRunTest {

  private static Bound bound(double value) {
    return new Bound(4, 5, value, 0.1, 0.2, 90, 8);
  }

  @ParameterizedTest
  @CsvSource({"valid, validation", "test, test"})
  void aBoundThatIsNotFiniteIsADivergence(String part, String words) {
    List<TrialValue> values = new ArrayList<>();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> VaeTrialRun.add(values, part, bound(value), 1))
          .isInstanceOf(TrialFunction.DivergedException.class)
          .hasMessage(words + " bound not finite after the last step");
    }
    assertThat(values).isEmpty();
    VaeTrialRun.add(values, part, bound(97), 1);
    assertThat(values)
        .extracting(TrialValue::metric)
        .contains(part + "_loss", part + "_bound", part + "_bound_images_error");
  }
}
